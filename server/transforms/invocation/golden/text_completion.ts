/** DeepSeek-R1 under InvokeModel. */
import type { JsonObject } from '../../../../common/documents/json';
import { cut, failedCall, type Golden, INTERVENED, metrics } from './golden';

const request: JsonObject = {
  prompt: '<｜begin▁of▁sentence｜><｜User｜>Two plus two?<｜Assistant｜><think>\n',
  max_tokens: 512,
  temperature: 0.5,
  top_p: 0.9,
  stop: ['STOP-HERE'],
};

const asked = {
  reader: 'text_completion',
  operation: 'text_completion',
  maxTokens: 512,
  temperature: 0.5,
  topP: 0.9,
  kinds: ['text'],
  prompt: 'Two plus two?',
  stops: ['STOP-HERE'],
} as const;

/** The prompt has opened the thinking already. */
const response: JsonObject = {
  choices: [{ text: 'Add them up.\n</think>\n\nFour it is.', stop_reason: 'stop' }],
};

export const deepSeekR1: Golden = {
  family: 'deepseek_r1',
  reader: 'text_completion',
  vendor: 'deepseek',
  modelId: 'us.deepseek.r1-v1:0',
  page: 'Bedrock user guide, DeepSeek models',
  situations: {
    whole: {
      request,
      response,
      told: {
        ...asked,
        finish: 'stop',
        reasons: ['stop'],
        role: 'assistant',
        completion: 'Four it is.',
        reasoning: 'Add them up.\n',
      },
    },
    stream: {
      request,
      response: [
        { choices: [{ index: 0, text: 'Add them up.</th', stop_reason: null }] },
        { choices: [{ index: 0, text: 'ink>Four', stop_reason: null }] },
        {
          choices: [{ index: 0, text: ' it is', stop_reason: 'length' }],
          ...metrics({ inputTokenCount: 8, outputTokenCount: 6 }),
        },
      ],
      told: {
        ...asked,
        finish: 'length',
        reasons: ['length'],
        input: 8,
        output: 6,
        total: 14,
        latency: 500,
        firstByte: 300,
        // 6 tokens in 0.2 s
        perSecond: 30,
        role: 'assistant',
        completion: 'Four it is',
        reasoning: 'Add them up.',
      },
    },
    error: failedCall(),
    blocked: {
      request,
      response: { choices: [{ text: 'Not for me.' }], ...INTERVENED },
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
      request: { prompt: 4, max_tokens: '512', temperature: {}, top_p: [], stop: 7 },
      response: { choices: [{ text: 'Only this is a text', stop_reason: 3 }, { text: 5 }, 'choice'] },
      told: {
        reader: 'text_completion',
        operation: 'text_completion',
        role: 'assistant',
        completion: 'Only this is a text',
      },
    },
  },
};
