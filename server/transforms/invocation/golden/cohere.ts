/** Cohere: Command, Command R. */
import type { JsonObject } from '../../../../common/documents/json';
import { cut, failedCall, type Golden, INTERVENED, metrics } from './golden';

const prompted: JsonObject = {
  prompt: 'Write a line',
  max_tokens: 50,
  temperature: 0.9,
  p: 0.75,
  k: 3,
  num_generations: 1,
};

const askedCommand = {
  reader: 'cohere_command',
  operation: 'text_completion',
  maxTokens: 50,
  temperature: 0.9,
  topP: 0.75,
  topK: 3,
  kinds: ['text'],
  prompt: 'Write a line',
} as const;

const generated: JsonObject = {
  id: 'cmd-1',
  prompt: 'Write a line',
  generations: [{ id: 'gen-1', text: ' A whole line', finish_reason: 'COMPLETE' }],
};

export const cohereCommand: Golden = {
  family: 'cohere_command',
  reader: 'cohere_command',
  vendor: 'cohere',
  modelId: 'cohere.command-text-v14',
  page: 'Bedrock user guide, Cohere Command models',
  situations: {
    whole: {
      request: prompted,
      response: generated,
      told: {
        ...askedCommand,
        finish: 'stop',
        reasons: ['COMPLETE'],
        responseId: 'cmd-1',
        role: 'assistant',
        completion: ' A whole line',
      },
    },
    stream: {
      request: prompted,
      response: [
        { text: ' A whole', is_finished: false, index: 0 },
        { text: ' line', is_finished: false, index: 0 },
        {
          is_finished: true,
          finish_reason: 'MAX_TOKENS',
          index: 0,
          // The whole answer again: it says nothing new.
          response: { id: 'cmd-2', generations: [{ id: 'gen-2', text: ' A whole line' }] },
          ...metrics({ inputTokenCount: 3, outputTokenCount: 4 }),
        },
      ],
      told: {
        ...askedCommand,
        finish: 'length',
        reasons: ['MAX_TOKENS'],
        input: 3,
        output: 4,
        total: 7,
        latency: 500,
        firstByte: 300,
        perSecond: 20,
        responseId: 'cmd-2',
        role: 'assistant',
        completion: ' A whole line',
      },
    },
    error: failedCall('text_completion'),
    blocked: {
      request: prompted,
      response: { generations: [{ text: 'Not for me.' }], ...INTERVENED },
      told: {
        ...askedCommand,
        finish: 'guardrail',
        role: 'assistant',
        intervened: true,
        failure: true,
        completion: 'Not for me.',
      },
    },
    truncated: {
      request: prompted,
      response: cut(generated),
      told: { ...askedCommand, outputState: 'truncated' },
    },
    wrong_types: {
      request: { prompt: 7, max_tokens: [], temperature: '1', p: {}, k: 'few', num_generations: null },
      response: { id: 5, generations: ['A line', { text: 4, finish_reason: 1 }] },
      told: { reader: 'cohere_command', operation: 'text_completion' },
    },
  },
};

const request: JsonObject = {
  message: 'And in Rome?',
  chat_history: [
    { role: 'USER', message: 'Weather in Paris?' },
    { role: 'CHATBOT', message: 'Rain there.' },
  ],
  preamble: 'Be brief.',
  documents: [{ title: 'Weather report', snippet: 'Sun over Rome' }],
  max_tokens: 300,
  temperature: 0.3,
  p: 0.75,
  k: 0,
  stop_sequences: ['STOP-HERE'],
  tools: [{ name: 'get_weather', description: 'Tells it' }],
};

const asked = {
  reader: 'cohere_command_r',
  operation: 'chat',
  maxTokens: 300,
  temperature: 0.3,
  topP: 0.75,
  topK: 0,
  kinds: ['document', 'text'],
  tools: [1, 0],
  system: 'Be brief.',
  prompt: 'And in Rome?',
  toolNames: ['get_weather'],
  stops: ['STOP-HERE'],
} as const;

const answer: JsonObject = {
  response_id: 'resp-1',
  text: 'Sun in Rome.',
  generation_id: 'gen-1',
  citations: [{ start: 0, end: 3, text: 'Sun' }],
  finish_reason: 'COMPLETE',
  tool_calls: [{ name: 'get_weather', parameters: { city: 'Rome' } }],
  chat_history: [{ role: 'USER', message: 'And in Rome?' }],
};

export const cohereCommandR: Golden = {
  family: 'cohere_command_r',
  reader: 'cohere_command_r',
  vendor: 'cohere',
  modelId: 'cohere.command-r-plus-v1:0',
  page: 'Bedrock user guide, Cohere Command R and Command R+ models',
  situations: {
    whole: {
      request,
      response: answer,
      told: {
        ...asked,
        finish: 'stop',
        reasons: ['COMPLETE'],
        responseId: 'resp-1',
        role: 'assistant',
        tools: [1, 1],
        completion: 'Sun in Rome.',
      },
    },
    stream: {
      request,
      response: [
        { event_type: 'stream-start', is_finished: false, generation_id: 'gen-2' },
        { event_type: 'text-generation', is_finished: false, text: 'Sun in' },
        { event_type: 'text-generation', is_finished: false, text: ' Rome.' },
        {
          event_type: 'stream-end',
          is_finished: true,
          finish_reason: 'max_tokens',
          response: {
            response_id: 'resp-2',
            text: 'Sun in Rome.',
            generation_id: 'gen-2',
            meta: { billed_units: { input_tokens: 6, output_tokens: 4 } },
          },
          ...metrics({ inputTokenCount: 99, outputTokenCount: 99 }),
        },
      ],
      told: {
        ...asked,
        finish: 'length',
        reasons: ['max_tokens'],
        // The body's own count comes before that of the last chunk's metrics.
        input: 6,
        output: 4,
        total: 10,
        latency: 500,
        firstByte: 300,
        perSecond: 20,
        responseId: 'resp-2',
        role: 'assistant',
        completion: 'Sun in Rome.',
      },
    },
    error: failedCall(),
    blocked: {
      request,
      response: { text: 'Not for me.', ...INTERVENED },
      told: {
        ...asked,
        finish: 'guardrail',
        role: 'assistant',
        intervened: true,
        failure: true,
        completion: 'Not for me.',
      },
    },
    truncated: { request, response: cut(answer), told: { ...asked, outputState: 'truncated' } },
    wrong_types: {
      request: {
        message: ['And in Rome?'],
        chat_history: [{ role: 5, message: {} }, 'text'],
        preamble: 9,
        documents: 'Weather report',
        max_tokens: {},
        temperature: '0.3',
        p: [],
        k: -1.5,
        stop_sequences: false,
        tools: { name: 3 },
      },
      response: {
        response_id: 5,
        generation_id: {},
        text: [],
        citations: null,
        finish_reason: 4,
        tool_calls: 'get_weather',
        meta: { billed_units: [1] },
      },
      told: { reader: 'cohere_command_r', operation: 'chat', topK: -1.5, kinds: ['document'], tools: [1, 0] },
    },
  },
  quirks: {
    'an answer that was poisoned, in small letters': {
      request: { message: 'Say it' },
      response: { response_id: 'resp-3', text: '', finish_reason: 'error_toxic' },
      told: {
        reader: 'cohere_command_r',
        operation: 'chat',
        finish: 'content_filter',
        reasons: ['error_toxic'],
        responseId: 'resp-3',
        kinds: ['text'],
        prompt: 'Say it',
      },
    },
    'results of tools are the last thing said': {
      request: {
        message: '',
        chat_history: [{ role: 'USER', message: 'Weather in Rome?' }],
        tool_results: [
          {
            call: { name: 'get_weather', parameters: {} },
            outputs: [{ text: 'Sun in Rome' }, { celsius: 21 }],
          },
        ],
      },
      response: { response_id: 'resp-4', text: 'It is sunny.', finish_reason: 'COMPLETE' },
      told: {
        reader: 'cohere_command_r',
        operation: 'chat',
        finish: 'stop',
        reasons: ['COMPLETE'],
        responseId: 'resp-4',
        role: 'assistant',
        kinds: ['text', 'tool_result'],
        prompt: 'Sun in Rome\n{"celsius":21}',
        completion: 'It is sunny.',
      },
    },
  },
};
