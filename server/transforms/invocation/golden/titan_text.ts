/** Amazon Titan text. */
import type { JsonObject } from '../../../../common/documents/json';
import { cut, failedCall, type Golden, INTERVENED, metrics } from './golden';

const request: JsonObject = {
  inputText: 'User: Hello bot\n\nBot:',
  textGenerationConfig: { maxTokenCount: 512, temperature: 0, topP: 0.9, stopSequences: ['User:'] },
};

const asked = {
  reader: 'titan_text',
  operation: 'text_completion',
  maxTokens: 512,
  temperature: 0,
  topP: 0.9,
  kinds: ['text'],
  prompt: 'Hello bot',
  stops: ['User:'],
} as const;

const response: JsonObject = {
  inputTextTokenCount: 7,
  results: [{ tokenCount: 11, outputText: 'Hello friend!', completionReason: 'FINISH' }],
};

export const titanText: Golden = {
  family: 'titan_text',
  reader: 'titan_text',
  vendor: 'amazon',
  modelId: 'amazon.titan-text-express-v1',
  page: 'Bedrock user guide, Amazon Titan Text models',
  situations: {
    whole: {
      request,
      response,
      told: {
        ...asked,
        finish: 'stop',
        reasons: ['FINISH'],
        input: 7,
        output: 11,
        total: 18,
        role: 'assistant',
        completion: 'Hello friend!',
      },
    },
    stream: {
      request,
      response: [
        {
          outputText: 'Hello',
          index: 0,
          totalOutputTextTokenCount: null,
          completionReason: null,
          inputTextTokenCount: 7,
        },
        {
          outputText: ' friend',
          index: 0,
          totalOutputTextTokenCount: 11,
          completionReason: 'LENGTH',
          inputTextTokenCount: null,
          ...metrics({ inputTokenCount: 7, outputTokenCount: 11, firstByteLatency: 390 }),
        },
      ],
      told: {
        ...asked,
        finish: 'length',
        reasons: ['LENGTH'],
        input: 7,
        output: 11,
        total: 18,
        latency: 500,
        firstByte: 390,
        // 11 tokens in 0.11 s
        perSecond: 100,
        role: 'assistant',
        completion: 'Hello friend',
      },
    },
    error: failedCall('text_completion'),
    blocked: {
      record: { operation: 'InvokeModelWithResponseStream' },
      request,
      // One chunk with counts like 6.0, without metrics and without a reason.
      response: [
        {
          outputText: 'Not for me.',
          index: 0,
          totalOutputTextTokenCount: 6.0,
          completionReason: null,
          inputTextTokenCount: 7.0,
          ...INTERVENED,
        },
      ],
      told: {
        ...asked,
        finish: 'guardrail',
        input: 7,
        output: 6,
        total: 13,
        role: 'assistant',
        intervened: true,
        failure: true,
        completion: 'Not for me.',
      },
    },
    truncated: { request, response: cut(response), told: { ...asked, outputState: 'truncated' } },
    wrong_types: {
      request: {
        inputText: { text: 'Hello' },
        textGenerationConfig: { maxTokenCount: 1.5, temperature: 'low', topP: null, stopSequences: 5 },
      },
      response: {
        inputTextTokenCount: '7',
        results: [{ tokenCount: '11', outputText: 5, completionReason: 3 }, 'Hello', 4],
      },
      told: { reader: 'titan_text', operation: 'text_completion' },
    },
  },
  quirks: {
    'several results; the worst of their reasons counts': {
      request,
      response: {
        inputTextTokenCount: 7,
        results: [
          { tokenCount: 3, outputText: 'One answer', completionReason: 'FINISH' },
          { tokenCount: 4, outputText: 'Two answers', completionReason: 'CONTENT_FILTERED' },
        ],
      },
      told: {
        ...asked,
        finish: 'content_filter',
        reasons: ['FINISH', 'CONTENT_FILTERED'],
        input: 7,
        output: 7,
        total: 14,
        role: 'assistant',
        completion: 'One answer\n\nTwo answers',
      },
    },
    'a text without any configuration, and a failure: no embedding': {
      request: { inputText: 'Just a text' },
      record: { errorCode: 'ModelErrorException' },
      told: {
        reader: 'titan_text',
        operation: 'text_completion',
        kinds: ['text'],
        prompt: 'Just a text',
        failure: true,
        error: 'ModelErrorException',
        outputState: 'absent',
      },
    },
    'a text without any configuration that a guardrail blocked': {
      request: { inputText: 'Just a text' },
      response: INTERVENED,
      told: {
        reader: 'titan_text',
        operation: 'text_completion',
        finish: 'guardrail',
        intervened: true,
        kinds: ['text'],
        prompt: 'Just a text',
        failure: true,
      },
    },
  },
};
