/** Mistral: text completion, and chat in the spellings of older and newer models. */
import type { JsonObject } from '../../../../common/documents/json';
import { cut, failedCall, type Golden, INTERVENED, metrics } from './golden';

const prompted: JsonObject = {
  prompt: '<s>[INST]Hi there[/INST]',
  max_tokens: 200,
  temperature: 0.5,
  top_p: 0.9,
  top_k: 50,
  stop: ['END-OF-IT'],
};

const askedText = {
  reader: 'mistral_text',
  operation: 'text_completion',
  maxTokens: 200,
  temperature: 0.5,
  topP: 0.9,
  topK: 50,
  kinds: ['text'],
  prompt: 'Hi there',
  stops: ['END-OF-IT'],
} as const;

const completed: JsonObject = { outputs: [{ text: 'Hello you', stop_reason: 'stop' }] };

export const mistralText: Golden = {
  family: 'mistral_text',
  reader: 'mistral_text',
  vendor: 'mistral',
  modelId: 'mistral.mistral-7b-instruct-v0:2',
  page: 'Bedrock user guide, Mistral AI text completion',
  situations: {
    whole: {
      request: prompted,
      response: completed,
      told: {
        ...askedText,
        finish: 'stop',
        reasons: ['stop'],
        role: 'assistant',
        completion: 'Hello you',
      },
    },
    stream: {
      request: prompted,
      response: [
        { outputs: [{ text: 'Hel', stop_reason: null }] },
        {
          outputs: [{ text: 'lo', stop_reason: 'length' }],
          ...metrics({ inputTokenCount: 5, outputTokenCount: 2 }),
        },
      ],
      told: {
        ...askedText,
        finish: 'length',
        reasons: ['length'],
        input: 5,
        output: 2,
        total: 7,
        latency: 500,
        firstByte: 300,
        perSecond: 10,
        role: 'assistant',
        completion: 'Hello',
      },
    },
    error: failedCall(),
    blocked: {
      request: prompted,
      response: { outputs: [{ text: 'Not for me.' }], ...INTERVENED },
      told: {
        ...askedText,
        finish: 'guardrail',
        role: 'assistant',
        intervened: true,
        failure: true,
        completion: 'Not for me.',
      },
    },
    truncated: {
      request: prompted,
      response: cut(completed),
      told: { ...askedText, outputState: 'truncated' },
    },
    wrong_types: {
      request: { prompt: {}, max_tokens: 'many', temperature: '0', top_p: {}, top_k: [], stop: 3 },
      response: { outputs: ['Hello', { text: 5, stop_reason: {} }, null] },
      told: { reader: 'mistral_text', operation: 'text_completion' },
    },
  },
};

const chat: JsonObject = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Weather in Lyon?' },
  ],
  tools: [{ type: 'function', function: { name: 'get_weather', parameters: {} } }],
  max_tokens: 200,
};

const askedChat = {
  reader: 'mistral_chat',
  operation: 'chat',
  maxTokens: 200,
  kinds: ['text'],
  tools: [1, 0],
  system: 'Be brief.',
  prompt: 'Weather in Lyon?',
  toolNames: ['get_weather'],
} as const;

const answer: JsonObject = {
  choices: [
    { index: 0, message: { role: 'assistant', content: 'Sunny it is', tool_calls: [] }, stop_reason: 'stop' },
  ],
};

export const mistralChat: Golden = {
  family: 'mistral_chat',
  reader: 'mistral_chat',
  vendor: 'mistral',
  modelId: 'mistral.mistral-large-2407-v1:0',
  page: 'Bedrock user guide, Mistral AI chat completion',
  situations: {
    whole: {
      request: chat,
      response: answer,
      told: {
        ...askedChat,
        finish: 'stop',
        reasons: ['stop'],
        role: 'assistant',
        completion: 'Sunny it is',
      },
    },
    stream: {
      request: chat,
      response: [
        { choices: [{ index: 0, delta: { role: 'assistant', content: 'Sunny' } }] },
        { choices: [{ index: 0, delta: { content: ' it is' }, finish_reason: 'length' }] },
        { choices: [], usage: { prompt_tokens: 12, completion_tokens: 4, total_tokens: 16 }, ...metrics({}) },
      ],
      told: {
        ...askedChat,
        finish: 'length',
        reasons: ['length'],
        input: 12,
        output: 4,
        total: 16,
        latency: 500,
        firstByte: 300,
        perSecond: 20,
        role: 'assistant',
        completion: 'Sunny it is',
      },
    },
    error: failedCall(),
    blocked: {
      request: chat,
      response: { choices: [{ message: { role: 'assistant', content: 'Not for me.' } }], ...INTERVENED },
      told: {
        ...askedChat,
        finish: 'guardrail',
        role: 'assistant',
        intervened: true,
        failure: true,
        completion: 'Not for me.',
      },
    },
    truncated: { request: chat, response: cut(answer), told: { ...askedChat, outputState: 'truncated' } },
    wrong_types: {
      request: { messages: [{ role: {}, content: 5 }], tools: 'get_weather', max_tokens: '200' },
      response: { choices: [{ index: '0', message: { role: 5, content: {} }, stop_reason: [] }, 4] },
      told: {
        reader: 'mistral_chat',
        operation: 'chat',
        role: 'assistant',
        kinds: ['unknown'],
      },
    },
  },
  quirks: {
    'finish_reason and usage, as Pixtral and Large 3 say it': {
      request: chat,
      response: {
        id: 'cmpl-77',
        model: 'pixtral-large-2502',
        choices: [
          {
            index: 0,
            message: {
              role: 'assistant',
              content: [
                { type: 'thinking', thinking: [{ type: 'text', text: 'Must look it up.' }] },
                { type: 'text', text: 'Let me look.' },
              ],
              tool_calls: [{ id: 'c1', function: { name: 'get_weather', arguments: '{"city":"Lyon"}' } }],
            },
            finish_reason: 'tool_calls',
          },
        ],
        usage: { prompt_tokens: 12, completion_tokens: 4, total_tokens: 16 },
      },
      told: {
        ...askedChat,
        finish: 'tool_use',
        reasons: ['tool_calls'],
        input: 12,
        output: 4,
        total: 16,
        responseId: 'cmpl-77',
        responseModel: 'pixtral-large-2502',
        role: 'assistant',
        tools: [1, 1],
        completion: 'Let me look.',
        reasoning: 'Must look it up.',
      },
    },
  },
};
