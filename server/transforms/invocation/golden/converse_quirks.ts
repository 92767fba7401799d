/** What live records of Converse show beside the plain. */
import { CONVERSE, plain } from './converse_plain';
import type { Golden } from './golden';

export const CONVERSE_QUIRKS: NonNullable<Golden['quirks']> = {
  'cache counts under two names, a use of server tools, writes of both lives': plain({
    response: {
      usage: {
        inputTokens: 3,
        outputTokens: 52,
        totalTokens: 24534,
        cacheReadInputTokens: 0,
        cacheReadInputTokenCount: 0,
        cacheWriteInputTokens: 24479,
        cacheWriteInputTokenCount: 24479,
        cacheDetails: [
          { ttl: '1h', inputTokens: 20000 },
          { ttl: '5m', inputTokens: 4479 },
        ],
        serverToolUsage: {},
      },
    },
    told: {
      input: 3,
      output: 52,
      cacheRead: 0,
      cacheWrite: 24_479,
      cacheWrite1h: 20_000,
      // 3 + 24,479 + 52
      total: 24_534,
    },
  }),
  'cache writes that only their details tell': plain({
    response: {
      usage: {
        inputTokens: 10,
        outputTokens: 1,
        cacheDetails: [
          { ttl: '5m', inputTokens: 300 },
          { ttl: '1h', inputTokens: 50 },
        ],
      },
    },
    told: { input: 10, output: 1, cacheWrite: 350, cacheWrite1h: 50, total: 361 },
  }),
  'counts of the record before counts of the body, written 6.0': plain({
    record: {
      input: { inputTokenCount: 6.0, cacheReadInputTokenCount: 4, cacheWriteInputTokenCount: 2 },
      output: { outputTokenCount: 8.0 },
    },
    response: { usage: { inputTokens: 1, outputTokens: 1, cacheReadInputTokens: 1 } },
    // 6 + 4 + 2 + 8
    told: { input: 6, output: 8, cacheRead: 4, cacheWrite: 2, total: 20 },
  }),
  'a prompt router names its pick': plain({
    response: {
      trace: {
        promptRouter: {
          invokedModelId:
            'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0',
        },
      },
    },
    told: {
      responseModel: 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0',
    },
  }),
  'tier and latency as they were asked for': plain({
    request: { performanceConfig: { latency: 'optimized' }, serviceTier: { type: 'priority' } },
    told: { tier: 'priority', latencyMode: 'optimized' },
  }),
  'what a guardrail shall look at is the only text of the user': plain({
    request: {
      messages: [
        {
          role: 'user',
          content: [
            { guardContent: { text: { text: 'Only guarded words.', qualifiers: ['query'] } } },
            { guardContent: { image: { format: 'png', source: { bytes: 'iVBORw0KGgo=' } } } },
          ],
        },
      ],
    },
    told: { kinds: ['image', 'text'], prompt: 'Only guarded words.' },
  }),
  'cited answers, search results, and every kind of media': plain({
    request: {
      system: 'Cite your sources.',
      messages: [
        {
          role: 'user',
          content: [
            {
              searchResult: {
                source: 'https://a.example',
                title: 'Fjords',
                content: [{ text: 'A fjord.' }],
              },
            },
            { document: { format: 'pdf', name: 'report', source: { bytes: 'JVBERi0xLjc=' } } },
            { video: { format: 'mp4', source: { s3Location: { uri: 's3://bucket/clip.mp4' } } } },
            { audio: { format: 'mp3', source: { bytes: 'SUQzBAA=' } } },
            { text: 'What is shown?' },
          ],
        },
      ],
    },
    response: {
      output: {
        message: {
          role: 'assistant',
          content: [
            { text: 'It shows ' },
            { citationsContent: { content: [{ text: 'a fjord' }], citations: [{ title: 'Fjords' }] } },
            { text: '.' },
          ],
        },
      },
    },
    told: {
      kinds: ['audio', 'document', 'text', 'video'],
      system: 'Cite your sources.',
      prompt: 'A fjord.\nWhat is shown?',
      completion: 'It shows a fjord.',
    },
  }),
  'tools that come and go, a tool of the system, a result inside the answer': plain({
    request: {
      messages: [
        { role: 'user', content: [{ text: 'Plot it for me.' }] },
        { role: 'system', content: [{ text: 'You may plot now.' }, { toolAddition: { name: 'plot' } }] },
        { role: 'system', content: [{ toolRemoval: { name: 'browse' } }] },
      ],
      toolConfig: { tools: [{ systemTool: { name: 'nova_code_interpreter' } }, { cachePoint: {} }] },
    },
    response: {
      output: {
        message: {
          role: 'assistant',
          content: [
            { text: 'Let me run it.' },
            {
              toolUse: {
                toolUseId: 'tooluse_3',
                name: 'nova_code_interpreter',
                type: 'server_tool_use',
                input: { snippet: 'print(1 + 1)' },
              },
            },
            { toolResult: { toolUseId: 'tooluse_3', content: [{ json: { stdOut: '2\n' } }] } },
            { text: 'It is 2, see.' },
          ],
        },
      },
    },
    told: {
      kinds: ['text', 'unknown'],
      tools: [1, 1],
      system: 'You may plot now.',
      prompt: 'Plot it for me.',
      completion: 'Let me run it.\nIt is 2, see.',
      toolNames: ['nova_code_interpreter'],
    },
  }),
  'system and messages stand beside the input, content is a text': {
    record: {
      ...CONVERSE,
      system: 'Beside, not inside.',
      messages: [{ role: 'user', content: 'Asked from outside.' }],
      input: { inputBodyJson: { inferenceConfig: { maxTokens: 5 } } },
    },
    response: {
      output: { message: { role: 'assistant', content: 'Answered.' } },
      stopReason: 'max_tokens',
    },
    told: {
      reader: 'converse',
      operation: 'chat',
      finish: 'length',
      reasons: ['max_tokens'],
      maxTokens: 5,
      role: 'assistant',
      kinds: ['text'],
      system: 'Beside, not inside.',
      prompt: 'Asked from outside.',
      completion: 'Answered.',
    },
  },
  'reasoning inside the text, cut over blocks': plain({
    response: {
      output: {
        message: {
          role: 'assistant',
          content: [
            { text: '<reason' },
            { text: 'ing>Think of fjords.</reas' },
            { text: 'oning>Oslo it is.' },
          ],
        },
      },
    },
    told: { reasoning: 'Think of fjords.' },
  }),
  'a guardrail only masked, and says so in its policies': plain({
    response: {
      stopReason: 'guardrail_intervened',
      trace: {
        guardrail: {
          outputAssessments: {
            gr2: [
              {
                sensitiveInformationPolicy: {
                  piiEntities: [{ type: 'CITY', match: 'Bergen', action: 'ANONYMIZED' }],
                },
              },
            ],
          },
        },
      },
    },
    told: {
      finish: 'guardrail',
      reasons: ['guardrail_intervened'],
      guardrails: ['gr2'],
      intervened: true,
      blocked: false,
      masked: true,
      failure: true,
      matches: ['Bergen'],
      findings: ['output gr2 sensitive_information_policy CITY ANONYMIZED'],
    },
  }),
};
