/**
 * Families that share the chat completion most vendors took over: the same bodies and the same expectations, each
 * under its own model, reader and documentation.
 */
import type { JsonObject } from '../../../../common/documents/json';
import { cut, failedCall, type Golden, type GoldenCase, INTERVENED, metrics } from './golden';

const request: JsonObject = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is shown here?' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
      ],
    },
  ],
  tools: [{ type: 'function', function: { name: 'look_closer', parameters: {} } }],
  max_tokens: 150,
  temperature: 0.7,
  top_p: 0.9,
  stop: ['STOP-HERE'],
  stream: false,
};

const asked = {
  operation: 'chat',
  maxTokens: 150,
  temperature: 0.7,
  topP: 0.9,
  kinds: ['image', 'text'],
  tools: [1, 0],
  system: 'Be brief.',
  prompt: 'What is shown here?',
  toolNames: ['look_closer'],
  stops: ['STOP-HERE'],
} as const;

export interface ChatFamily extends Pick<
  Golden,
  'family' | 'reader' | 'vendor' | 'modelId' | 'page' | 'quirks'
> {
  /** Tag inside which the family reasons before it speaks. */
  readonly reasonsInside?: string;
}

export function chatFamily({ reasonsInside, ...family }: ChatFamily): Golden {
  const { reader, modelId } = family;
  const thought = reasonsInside === undefined ? undefined : 'It looks like a boat.';
  const reasoned: GoldenCase['told'] = thought === undefined ? {} : { reasoning: thought };
  const inside = thought === undefined ? '' : `<${reasonsInside}>${thought}</${reasonsInside}>`;
  const response: JsonObject = {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    model: modelId,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: `${inside}One moment.`,
          tool_calls: [
            { id: 'c1', type: 'function', function: { name: 'look_closer', arguments: '{"zoom":2}' } },
          ],
        },
        finish_reason: 'tool_calls',
      },
    ],
    usage: { prompt_tokens: 20, completion_tokens: 30, total_tokens: 50 },
  };
  const content = `${inside}A boat.`;
  const chunk = (choice: JsonObject): JsonObject => ({
    id: 'chatcmpl-2',
    object: 'chat.completion.chunk',
    model: modelId,
    choices: [{ index: 0, ...choice }],
  });
  return {
    ...family,
    situations: {
      whole: {
        request,
        response,
        told: {
          ...asked,
          ...reasoned,
          reader,
          finish: 'tool_use',
          reasons: ['tool_calls'],
          input: 20,
          output: 30,
          total: 50,
          responseId: 'chatcmpl-1',
          responseModel: modelId,
          role: 'assistant',
          tools: [1, 1],
          completion: 'One moment.',
        },
      },
      stream: {
        request,
        response: [
          chunk({ delta: { role: 'assistant', content: '' }, finish_reason: null }),
          // Cut anywhere, inside tags too.
          ...[...content.matchAll(/[^]{1,7}/g)].map(([piece]) => chunk({ delta: { content: piece } })),
          '[DONE]',
          chunk({ delta: {}, finish_reason: 'stop' }),
          {
            id: 'chatcmpl-2',
            choices: [],
            usage: { prompt_tokens: 20, completion_tokens: 30, total_tokens: 50 },
            ...metrics({ inputTokenCount: 20, outputTokenCount: 30 }),
          },
        ],
        told: {
          ...asked,
          ...reasoned,
          reader,
          finish: 'stop',
          reasons: ['stop'],
          input: 20,
          output: 30,
          total: 50,
          latency: 500,
          firstByte: 300,
          // 30 tokens in 0.2 s
          perSecond: 150,
          responseId: 'chatcmpl-2',
          responseModel: modelId,
          role: 'assistant',
          completion: 'A boat.',
        },
      },
      error: failedCall(),
      blocked: {
        request,
        response: { choices: [{ message: { role: 'assistant', content: 'Not for me.' } }], ...INTERVENED },
        told: {
          ...asked,
          reader,
          finish: 'guardrail',
          role: 'assistant',
          intervened: true,
          failure: true,
          completion: 'Not for me.',
        },
      },
      truncated: { request, response: cut(response), told: { ...asked, reader, outputState: 'truncated' } },
      wrong_types: {
        request: {
          messages: [{ role: 7, content: [{ type: 'image_url', image_url: 4 }, { type: 5 }] }, 9],
          tools: [4],
          max_tokens: '150',
          temperature: [],
          top_p: {},
          stop: 5,
        },
        response: {
          id: 4,
          model: {},
          choices: [
            { index: 'a', message: { role: [], content: 5, tool_calls: 'look_closer' }, finish_reason: 4 },
            'choice',
          ],
          usage: { prompt_tokens: '20', completion_tokens: 1.5 },
        },
        told: {
          reader,
          operation: 'chat',
          role: 'assistant',
          kinds: ['image', 'unknown'],
        },
      },
    },
  };
}
