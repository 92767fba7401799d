/** Claude 2 and Instant under InvokeModel. */
import { cut, failedCall, type Golden, INTERVENED, metrics } from './golden';

const request = {
  prompt: '\n\nHuman: Hello friend\n\nAssistant:',
  max_tokens_to_sample: 300,
  temperature: 1,
  top_k: 250,
  top_p: 0.999,
  stop_sequences: ['\n\nHuman:'],
  anthropic_version: 'bedrock-2023-05-31',
};

const asked = {
  reader: 'anthropic_text',
  operation: 'text_completion',
  maxTokens: 300,
  temperature: 1,
  topP: 0.999,
  topK: 250,
  version: 'bedrock-2023-05-31',
  kinds: ['text'],
  prompt: 'Hello friend',
  stops: ['\n\nHuman:'],
} as const;

const response = { completion: ' Hello to you!', stop_reason: 'stop_sequence', stop: '\n\nHuman:' };

export const anthropicText: Golden = {
  family: 'anthropic_text',
  reader: 'anthropic_text',
  vendor: 'anthropic',
  modelId: 'anthropic.claude-v2:1',
  page: 'Bedrock user guide, Anthropic Claude Text Completions API',
  situations: {
    whole: {
      request,
      response,
      told: {
        ...asked,
        finish: 'stop',
        reasons: ['stop_sequence'],
        role: 'assistant',
        completion: ' Hello to you!',
      },
    },
    stream: {
      request,
      response: [
        { completion: ' Hel', stop_reason: null, stop: null },
        '[DONE]',
        { completion: 'lo', stop_reason: null, stop: null },
        {
          completion: '',
          stop_reason: 'max_tokens',
          stop: null,
          ...metrics({ inputTokenCount: 10, outputTokenCount: 2 }),
        },
      ],
      told: {
        ...asked,
        finish: 'length',
        reasons: ['max_tokens'],
        input: 10,
        output: 2,
        total: 12,
        latency: 500,
        firstByte: 300,
        // 2 tokens in 0.2 s
        perSecond: 10,
        role: 'assistant',
        completion: ' Hello',
      },
    },
    error: failedCall('text_completion'),
    blocked: {
      request,
      response: { completion: 'Not this.', ...INTERVENED },
      told: {
        ...asked,
        finish: 'guardrail',
        role: 'assistant',
        intervened: true,
        failure: true,
        completion: 'Not this.',
      },
    },
    truncated: { request, response: cut(response), told: { ...asked, outputState: 'truncated' } },
    wrong_types: {
      request: {
        prompt: ['Human'],
        max_tokens_to_sample: '300',
        temperature: {},
        top_k: false,
        stop_sequences: { 0: 'x' },
        anthropic_version: 3,
      },
      response: { completion: 5, stop_reason: ['stop_sequence'] },
      told: { reader: 'anthropic_text', operation: 'text_completion' },
    },
  },
};
