/**
 * Anthropic Messages through InvokeModel, as an object or as the array of its stream events. Source:
 * "Anthropic Claude Messages API", Bedrock user guide.
 */
import type { Call, Json, Stop } from '../call';
import { answerOf, BLOCKED_TEXT, chatOf, invocationMetrics, isBlocked, pieces, textOf } from './body';
import type { BodyWriter } from './body';
import { blockedAnthropic, invokeKeys } from './guardrail';

const STOP: Readonly<Record<Stop, string>> = { end: 'end_turn', length: 'max_tokens', tool: 'tool_use' };

const cacheUsage = ({ tokens }: Call['fact']): { readonly [name: string]: Json } => ({
  cache_creation_input_tokens: tokens.cacheWrite5m + tokens.cacheWrite1h,
  cache_read_input_tokens: tokens.cacheRead,
  cache_creation: {
    ephemeral_5m_input_tokens: tokens.cacheWrite5m,
    ephemeral_1h_input_tokens: tokens.cacheWrite1h,
  },
});

const headOf = (call: Call, id: string) => ({
  id,
  type: 'message',
  role: 'assistant',
  model: call.use.model.nameInBody ?? '',
});

const messageId = (call: Call) => `msg_bdrk_${call.fact.requestId.replaceAll('-', '').slice(0, 24)}`;

export const anthropic: BodyWriter = {
  input: (call) => {
    const { system, messages, cache } = chatOf(call);
    const { parameters } = call.application;
    const control =
      cache === 'none' ? {} : { cache_control: { type: 'ephemeral', ...(cache === '1h' && { ttl: '1h' }) } };
    return {
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: parameters.maxTokens,
      temperature: parameters.temperature,
      top_p: parameters.topP,
      system: cache === 'none' ? system : [{ type: 'text', text: system, ...control }],
      messages: messages.map(({ role, parts }) => ({
        role,
        content: [{ type: 'text', text: textOf(parts) }],
      })),
    };
  },
  output: (call, writing) =>
    call.fact.operation === 'InvokeModel' ? whole(call) : stream(call, writing.random),
};

function whole(call: Call): object {
  if (isBlocked(call)) return blockedAnthropic(call);
  const { fact } = call;
  return {
    ...headOf(call, messageId(call)),
    content: [{ type: 'text', text: textOf(answerOf(call)) }],
    stop_reason: STOP[chatOf(call).stop],
    stop_sequence: null,
    usage: { input_tokens: fact.tokens.input, output_tokens: fact.tokens.output, ...cacheUsage(fact) },
    ...invokeKeys(call),
  };
}

function stream(call: Call, random: Parameters<typeof pieces>[0]): object {
  const deltas = (text: string): Json[] =>
    pieces(random, text).map((piece) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text: piece },
    }));
  if (isBlocked(call)) return [...deltas(BLOCKED_TEXT), { type: 'message_stop', ...invokeKeys(call) }];
  const { fact } = call;
  return [
    {
      type: 'message_start',
      message: {
        ...headOf(call, messageId(call)),
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: fact.tokens.input, output_tokens: 1, ...cacheUsage(fact) },
      },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...deltas(textOf(answerOf(call))),
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: STOP[chatOf(call).stop], stop_sequence: null },
      usage: { output_tokens: fact.tokens.output },
    },
    {
      type: 'message_stop',
      ...invokeKeys(call),
      'amazon-bedrock-invocationMetrics': invocationMetrics(call),
    },
  ];
}
