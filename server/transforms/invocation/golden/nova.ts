/** Amazon Nova under InvokeModel, `messages-v1`. */
import type { JsonObject } from '../../../../common/documents/json';
import { cut, failedCall, type Golden, INTERVENED, metrics } from './golden';

const request: JsonObject = {
  schemaVersion: 'messages-v1',
  system: [{ text: 'Be quick.' }],
  messages: [
    {
      role: 'user',
      content: [
        { text: 'What is this?' },
        { image: { format: 'jpeg', source: { bytes: '/9j/4AAQSkZJRg==' } } },
      ],
    },
  ],
  inferenceConfig: { maxTokens: 300, temperature: 0.3, topP: 0.9, topK: 20, stopSequences: [] },
  toolConfig: {},
};

const asked = {
  reader: 'nova',
  operation: 'chat',
  maxTokens: 300,
  temperature: 0.3,
  topP: 0.9,
  topK: 20,
  version: 'messages-v1',
  kinds: ['image', 'text'],
  system: 'Be quick.',
  prompt: 'What is this?',
} as const;

const response: JsonObject = {
  output: { message: { role: 'assistant', content: [{ text: 'A small boat.' }] } },
  stopReason: 'end_turn',
  usage: {
    inputTokens: 4,
    outputTokens: 10,
    totalTokens: 14,
    cacheReadInputTokenCount: 5,
    cacheWriteInputTokenCount: 2,
  },
};

export const nova: Golden = {
  family: 'nova',
  reader: 'nova',
  vendor: 'amazon',
  modelId: 'amazon.nova-lite-v1:0',
  page: 'Nova user guide, complete request schema',
  situations: {
    whole: {
      request,
      response,
      told: {
        ...asked,
        finish: 'stop',
        reasons: ['end_turn'],
        input: 4,
        output: 10,
        cacheRead: 5,
        cacheWrite: 2,
        // 4 + 5 + 2 + 10
        total: 21,
        role: 'assistant',
        completion: 'A small boat.',
      },
    },
    stream: {
      request,
      // Each delta has a block of its own, and thinking runs across them.
      response: [
        { messageStart: { role: 'assistant' } },
        ...['<thin', 'king>A boat', ' or a ship</thin', 'king>\n\nA small', ' boat.'].map(
          (text, contentBlockIndex) => ({ contentBlockDelta: { delta: { text }, contentBlockIndex } }),
        ),
        { messageStop: { stopReason: 'max_tokens' } },
        {
          metadata: {
            usage: { inputTokens: 4, outputTokens: 10, cacheReadInputTokenCount: 0 },
            metrics: {},
            trace: {},
          },
          ...metrics({ inputTokenCount: 4, outputTokenCount: 10, firstByteLatency: 100 }),
        },
      ],
      told: {
        ...asked,
        finish: 'length',
        reasons: ['max_tokens'],
        input: 4,
        output: 10,
        cacheRead: 0,
        total: 14,
        latency: 500,
        firstByte: 100,
        // 10 tokens in 0.4 s
        perSecond: 25,
        role: 'assistant',
        completion: 'A small boat.',
        reasoning: 'A boat or a ship',
      },
    },
    error: failedCall(),
    blocked: {
      request,
      response: {
        output: { message: { role: 'assistant', content: [{ text: 'I cannot tell.' }] } },
        ...INTERVENED,
      },
      told: {
        ...asked,
        finish: 'guardrail',
        role: 'assistant',
        intervened: true,
        failure: true,
        completion: 'I cannot tell.',
      },
    },
    truncated: { request, response: cut(response), told: { ...asked, outputState: 'truncated' } },
    wrong_types: {
      request: {
        schemaVersion: 'messages-v1',
        system: { text: {} },
        messages: [[{ role: 'user' }], { role: 'USER', content: [{ image: 'bytes' }, { text: null }] }],
        inferenceConfig: [300],
        toolConfig: 'no tools',
      },
      response: {
        output: { message: { role: 1, content: { text: ['A'] } } },
        stopReason: 0,
        usage: ['inputTokens', 4],
      },
      told: {
        reader: 'nova',
        operation: 'chat',
        version: 'messages-v1',
        role: 'assistant',
        kinds: ['unknown'],
      },
    },
  },
  quirks: {
    'masked by a guardrail, while the stop reason stays what it was; older names of parameters': {
      request: {
        messages: [{ role: 'user', content: [{ text: 'Whose number?' }] }],
        inferenceConfig: { max_new_tokens: 30, top_p: 0.5, top_k: 7 },
      },
      response: {
        output: { message: { role: 'assistant', content: [{ text: 'It is {PHONE}.' }] } },
        stopReason: 'end_turn',
        ...INTERVENED,
        'amazon-bedrock-trace': {
          guardrail: {
            outputs: [
              {
                gr1: {
                  sensitiveInformationPolicy: {
                    piiEntities: [{ type: 'PHONE', match: '555-0100', action: 'ANONYMIZED', detected: true }],
                  },
                },
              },
            ],
          },
        },
      },
      told: {
        reader: 'nova',
        operation: 'chat',
        // The model's own word: it came to its end.
        finish: 'stop',
        reasons: ['end_turn'],
        maxTokens: 30,
        topP: 0.5,
        topK: 7,
        role: 'assistant',
        kinds: ['text'],
        guardrails: ['gr1'],
        intervened: true,
        blocked: false,
        masked: true,
        failure: true,
        prompt: 'Whose number?',
        completion: 'It is {PHONE}.',
        matches: ['555-0100'],
        findings: ['output gr1 sensitive_information_policy PHONE ANONYMIZED'],
      },
    },
    'a stream with the code interpreter inside the answer': {
      request,
      response: [
        { messageStart: { role: 'assistant' } },
        {
          contentBlockStart: {
            start: { toolUse: { toolUseId: 't1', name: 'nova_code_interpreter', type: 'server_tool_use' } },
            contentBlockIndex: 0,
          },
        },
        { contentBlockDelta: { delta: { toolUse: { input: '{"snippet":"1+1"}' } }, contentBlockIndex: 0 } },
        {
          contentBlockStart: {
            start: { toolResult: { toolUseId: 't1', status: 'success' } },
            contentBlockIndex: 1,
          },
        },
        { contentBlockDelta: { delta: { toolResult: [{ json: { stdOut: 'two' } }] }, contentBlockIndex: 1 } },
        { contentBlockDelta: { delta: { text: 'Two it is.' }, contentBlockIndex: 2 } },
        { messageStop: { stopReason: 'end_turn' } },
      ],
      told: {
        ...asked,
        finish: 'stop',
        reasons: ['end_turn'],
        role: 'assistant',
        tools: [0, 1],
        completion: 'Two it is.',
        toolNames: ['nova_code_interpreter'],
      },
    },
  },
};
