/** AI21: Jamba, Jurassic-2. */
import type { JsonObject } from '../../../../common/documents/json';
import { chatFamily } from './chat_family';
import { cut, failedCall, type Golden, INTERVENED, NEVER_STREAMED } from './golden';

export const jamba: Golden = chatFamily({
  family: 'jamba',
  reader: 'jamba',
  vendor: 'ai21',
  modelId: 'ai21.jamba-1-5-large-v1:0',
  page: 'Bedrock user guide, AI21 Labs Jamba models',
});

const request: JsonObject = {
  prompt: 'Write a line',
  maxTokens: 200,
  temperature: 0.5,
  topP: 0.4,
  stopSequences: ['STOP-HERE'],
  countPenalty: { scale: 0 },
};

const asked = {
  reader: 'jurassic',
  operation: 'text_completion',
  maxTokens: 200,
  temperature: 0.5,
  topP: 0.4,
  kinds: ['text'],
  prompt: 'Write a line',
  stops: ['STOP-HERE'],
} as const;

const response: JsonObject = {
  id: 1234,
  prompt: { text: 'Write a line', tokens: [{ generatedToken: { token: 'Write' } }] },
  completions: [
    {
      data: { text: '\nA line of text', tokens: [{ generatedToken: { token: 'A line' } }] },
      finishReason: { reason: 'endoftext' },
    },
  ],
};

export const jurassic: Golden = {
  family: 'jurassic',
  reader: 'jurassic',
  vendor: 'ai21',
  modelId: 'ai21.j2-ultra-v1',
  page: 'Bedrock user guide, AI21 Labs Jurassic-2 models',
  situations: {
    whole: {
      request,
      response,
      told: {
        ...asked,
        finish: 'stop',
        reasons: ['endoftext'],
        responseId: '1234',
        role: 'assistant',
        completion: '\nA line of text',
      },
    },
    stream: NEVER_STREAMED,
    error: failedCall('text_completion'),
    blocked: {
      request,
      response: { completions: [{ data: { text: 'Not for me.' } }], ...INTERVENED },
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
      request: {
        prompt: [],
        maxTokens: '200',
        temperature: {},
        topP: 'x',
        stopSequences: 4,
        countPenalty: 5,
      },
      response: {
        id: {},
        completions: [{ data: 'A line', finishReason: 'endoftext' }, 5, { data: { text: 4 } }],
      },
      told: { reader: 'jurassic', operation: 'text_completion' },
    },
  },
};
