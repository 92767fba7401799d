/** Meta Llama. */
import { cut, failedCall, type Golden, INTERVENED, metrics } from './golden';

const request = {
  prompt:
    '<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe brief.<|eot_id|>' +
    '<|start_header_id|>user<|end_header_id|>\n\nCapital of Sudan?<|eot_id|>' +
    '<|start_header_id|>assistant<|end_header_id|>\n\n',
  max_gen_len: 512,
  temperature: 0.5,
  top_p: 0.9,
  images: ['iVBORw0KGgo='],
};

const asked = {
  reader: 'llama',
  operation: 'text_completion',
  maxTokens: 512,
  temperature: 0.5,
  topP: 0.9,
  kinds: ['image', 'text'],
  system: 'Be brief.',
  prompt: 'Capital of Sudan?',
} as const;

const response = {
  generation: '\n\nKhartoum.',
  prompt_token_count: 15,
  generation_token_count: 12,
  stop_reason: 'stop',
};

export const llama: Golden = {
  family: 'llama',
  reader: 'llama',
  vendor: 'meta',
  modelId: 'us.meta.llama3-2-11b-instruct-v1:0',
  page: 'Bedrock user guide, Meta Llama models',
  situations: {
    whole: {
      request,
      response,
      told: {
        ...asked,
        finish: 'stop',
        reasons: ['stop'],
        input: 15,
        output: 12,
        total: 27,
        role: 'assistant',
        completion: '\n\nKhartoum.',
      },
    },
    stream: {
      request,
      response: [
        { generation: '\n\nKhar', prompt_token_count: 15, generation_token_count: 1, stop_reason: null },
        { generation: 'toum', prompt_token_count: null, generation_token_count: 2, stop_reason: null },
        {
          generation: '',
          prompt_token_count: null,
          generation_token_count: 3,
          stop_reason: 'length',
          ...metrics({}),
        },
      ],
      told: {
        ...asked,
        finish: 'length',
        reasons: ['length'],
        input: 15,
        output: 3,
        total: 18,
        latency: 500,
        firstByte: 300,
        // 3 tokens in 0.2 s
        perSecond: 15,
        role: 'assistant',
        completion: '\n\nKhartoum',
      },
    },
    error: failedCall(),
    blocked: {
      request,
      response: { generation: 'Not for me.', ...INTERVENED },
      told: {
        ...asked,
        finish: 'guardrail',
        role: 'assistant',
        intervened: true,
        failure: true,
        completion: 'Not for me.',
      },
    },
    truncated: { request, response: cut(response), told: { ...asked, outputState: 'truncated' } },
    wrong_types: {
      request: { prompt: 5, max_gen_len: '512', temperature: [], top_p: 'x', images: 'iVBORw0KGgo=' },
      response: {
        generation: ['Khartoum.'],
        prompt_token_count: '15',
        generation_token_count: {},
        stop_reason: 1,
      },
      told: { reader: 'llama', operation: 'text_completion' },
    },
  },
};
