/** Converse and ConverseStream, whichever model answers. */
import type { JsonObject } from '../../../../common/documents/json';
import { cut, type Golden, type GoldenCase } from './golden';

const request: JsonObject = {
  system: [{ text: 'Be brief.' }, { cachePoint: { type: 'default' } }],
  messages: [
    {
      role: 'user',
      content: [
        { text: 'Weather in Paris?' },
        {
          image: { format: 'png', source: { s3Location: { uri: 's3://bucket/data/request_input.png' } } },
        },
      ],
    },
    {
      role: 'assistant',
      content: [{ toolUse: { toolUseId: 'tooluse_1', name: 'get_weather', input: { city: 'Paris' } } }],
    },
    {
      role: 'user',
      content: [
        { toolResult: { toolUseId: 'tooluse_1', content: [{ json: { c: 21 } }], status: 'success' } },
      ],
    },
  ],
  inferenceConfig: { maxTokens: 512, temperature: 0.2, topP: 0.9, stopSequences: ['END'] },
  toolConfig: { tools: [{ toolSpec: { name: 'get_weather', inputSchema: { json: {} } } }] },
  guardrailConfig: { guardrailIdentifier: 'gr1', guardrailVersion: '1', trace: 'enabled' },
  additionalModelRequestFields: { top_k: 50 },
};

const response: JsonObject = {
  output: {
    message: {
      role: 'assistant',
      content: [
        { reasoningContent: { reasoningText: { text: 'It says 21.', signature: 'c2lnbmF0dXJl' } } },
        { text: '21 °C.' },
      ],
    },
  },
  stopReason: 'end_turn',
  usage: {
    inputTokens: 255,
    outputTokens: 113,
    totalTokens: 368,
    cacheReadInputTokens: 0,
    cacheWriteInputTokens: 0,
  },
  metrics: { latencyMs: 3114 },
  trace: { guardrail: {} },
  performanceConfig: { latency: 'standard' },
  serviceTier: { type: 'default' },
};

const asked = {
  reader: 'converse',
  operation: 'chat',
  maxTokens: 512,
  temperature: 0.2,
  topP: 0.9,
  topK: 50,
  kinds: ['image', 'text', 'tool_result', 'tool_use'],
  tools: [1, 0],
  guardrails: ['gr1'],
  intervened: false,
  system: 'Be brief.',
  // A tool result is the last thing that the asking side said.
  prompt: '{"c":21}',
  toolNames: ['get_weather'],
  stops: ['END'],
} as const;

const answered = {
  ...asked,
  finish: 'stop',
  reasons: ['end_turn'],
  input: 255,
  output: 113,
  cacheRead: 0,
  cacheWrite: 0,
  total: 368,
  latency: 3114,
  role: 'assistant',
  tier: 'default',
  latencyMode: 'standard',
  completion: '21 °C.',
  reasoning: 'It says 21.',
} as const;

const CONVERSE: JsonObject = { operation: 'Converse' };

/** A question and an answer of one text each, and what such a pair says. */
const plain = (changes: {
  readonly request?: JsonObject;
  readonly response?: JsonObject;
  readonly record?: JsonObject;
  readonly told: GoldenCase['told'];
}): GoldenCase => ({
  record: { ...CONVERSE, ...changes.record },
  request: { messages: [{ role: 'user', content: [{ text: 'Capital of Norway?' }] }], ...changes.request },
  response: {
    output: { message: { role: 'assistant', content: [{ text: 'Oslo it is.' }] } },
    stopReason: 'end_turn',
    ...changes.response,
  },
  told: {
    reader: 'converse',
    operation: 'chat',
    finish: 'stop',
    reasons: ['end_turn'],
    role: 'assistant',
    kinds: ['text'],
    prompt: 'Capital of Norway?',
    completion: 'Oslo it is.',
    ...changes.told,
  },
});

export const converse: Golden = {
  family: 'converse',
  reader: 'converse',
  vendor: 'anthropic',
  modelId: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  page: 'Bedrock API reference, Converse and ConverseStream',
  situations: {
    whole: { record: CONVERSE, request, response, told: answered },
    stream: {
      record: { operation: 'ConverseStream' },
      request,
      response: [
        { messageStart: { role: 'assistant' } },
        {
          contentBlockDelta: { delta: { reasoningContent: { text: 'It says' } }, contentBlockIndex: 0 },
        },
        { contentBlockDelta: { delta: { text: '21' }, contentBlockIndex: 1 } },
        '[DONE]',
        null,
        {
          contentBlockStart: {
            start: { toolUse: { toolUseId: 'tooluse_2', name: 'note_down' } },
            contentBlockIndex: 2,
          },
        },
        { contentBlockDelta: { delta: { toolUse: { input: '{"celsius":' } }, contentBlockIndex: 2 } },
        // Blocks interleave, and this one says nothing of its place: it goes on where the last one stood.
        { contentBlockDelta: { delta: { toolUse: { input: '21}' } } } },
        { contentBlockDelta: { delta: { text: ' °C.' }, contentBlockIndex: 1 } },
        { contentBlockDelta: { delta: { reasoningContent: { text: ' 21.' } }, contentBlockIndex: 0 } },
        {
          contentBlockDelta: { delta: { reasoningContent: { signature: 'c2ln' } }, contentBlockIndex: 0 },
        },
        { contentBlockStop: { contentBlockIndex: 1 } },
        { messageStop: { stopReason: 'tool_use' } },
        {
          metadata: {
            usage: { inputTokens: 255, outputTokens: 113, totalTokens: 368 },
            metrics: { latencyMs: 3114 },
            serviceTier: { type: 'flex' },
          },
        },
      ],
      told: {
        ...asked,
        finish: 'tool_use',
        reasons: ['tool_use'],
        input: 255,
        output: 113,
        total: 368,
        latency: 3114,
        role: 'assistant',
        tier: 'flex',
        tools: [1, 1],
        completion: '21 °C.',
        reasoning: 'It says 21.',
        toolNames: ['get_weather', 'note_down'],
      },
    },
    error: {
      record: { ...CONVERSE, errorCode: 'ThrottlingException' },
      // The operation alone tells that it was a chat.
      told: {
        operation: 'chat',
        failure: true,
        error: 'ThrottlingException',
        inputState: 'absent',
        outputState: 'absent',
      },
    },
    blocked: plain({
      request: { guardrailConfig: { guardrailIdentifier: 'gr1', guardrailVersion: '1', trace: 'enabled' } },
      response: {
        stopReason: 'guardrail_intervened',
        output: { message: { role: 'assistant', content: [{ text: 'I may not say.' }] } },
        usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 },
        metrics: { latencyMs: 402 },
        trace: {
          guardrail: {
            inputAssessment: {
              gr1: {
                wordPolicy: { customWords: [{ match: 'Norway', action: 'BLOCKED', detected: true }] },
              },
            },
            actionReason: 'Guardrail blocked.\nCustom word.',
          },
        },
      },
      told: {
        finish: 'guardrail',
        reasons: ['guardrail_intervened'],
        input: 0,
        output: 0,
        total: 0,
        latency: 402,
        guardrails: ['gr1'],
        intervened: true,
        blocked: true,
        masked: false,
        failure: true,
        completion: 'I may not say.',
        matches: ['Norway'],
        findings: ['input gr1 word_policy CUSTOM_WORD BLOCKED'],
      },
    }),
    truncated: {
      record: { ...CONVERSE, input: { inputTokenCount: 255 }, output: { outputTokenCount: 113 } },
      request,
      response: cut(response),
      told: { ...asked, input: 255, output: 113, total: 368, outputState: 'truncated' },
    },
    wrong_types: {
      record: CONVERSE,
      request: {
        system: 7,
        messages: [{ role: 5, content: { text: ['no text'] } }, 'said without a role', null, 3],
        inferenceConfig: { maxTokens: '512', temperature: 'hot', topP: [0.9], stopSequences: { a: 1 } },
        toolConfig: { tools: 'get_weather' },
        guardrailConfig: 'gr1',
        additionalModelRequestFields: ['top_k'],
        performanceConfig: 5,
        serviceTier: false,
      },
      response: {
        output: { message: { role: true, content: 12 } },
        stopReason: { reason: 'end_turn' },
        usage: { inputTokens: '255', outputTokens: 1.5, cacheReadInputTokens: -1 },
        metrics: { latencyMs: '3114' },
        trace: { guardrail: [1] },
        performanceConfig: { latency: 7 },
        serviceTier: { type: null },
      },
      told: {
        reader: 'converse',
        operation: 'chat',
        role: 'assistant',
        kinds: ['text', 'unknown'],
      },
    },
  },
  quirks: {
    'a stream that is logged in one piece, as Bedrock does': {
      record: { operation: 'ConverseStream' },
      request,
      response,
      told: answered,
    },
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
  },
};
