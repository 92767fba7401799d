/** Converse and ConverseStream, whichever model answers. */
import type { JsonObject } from '../../../../common/documents/json';
import { CONVERSE, plain } from './converse_plain';
import { CONVERSE_QUIRKS } from './converse_quirks';
import { cut, type Golden } from './golden';

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
    ...CONVERSE_QUIRKS,
  },
};
