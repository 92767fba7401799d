/**
 * OpenAI-style chat completion through InvokeModel: gpt-oss (whose reasoning stands in `<reasoning>` tags
 * before the text) and Qwen; object, or array of chunks. Source: "OpenAI models", Bedrock user guide.
 */
import type { Call, Json } from '../call';
import { answerOf, chatOf, invocationMetrics, pieces, plainTurns, reasoningOf, textOf } from './body';
import type { BodyWriter } from './body';

const headOf = ({ fact, use }: Call, object: string): { readonly [name: string]: Json } => ({
  id: `chatcmpl-${fact.requestId}`,
  object,
  created: Math.floor(fact.timestamp / 1000),
  model: use.model.nameInBody ?? use.model.baseId,
});

export const openai: BodyWriter = {
  input: (call) => {
    const { system, messages } = chatOf(call);
    const { maxTokens, temperature, topP } = call.application.parameters;
    return {
      model: call.use.model.baseId,
      messages: [
        { role: 'system', content: system },
        ...plainTurns(messages).map(({ role, text }) => ({ role, content: text })),
      ],
      max_completion_tokens: maxTokens,
      temperature,
      top_p: topP,
      stream: call.fact.operation === 'InvokeModelWithResponseStream',
    };
  },
  output: (call, { random }) => {
    const parts = answerOf(call);
    const reasoning = reasoningOf(parts);
    const content = `${reasoning && `<reasoning>${reasoning}</reasoning>`}${textOf(parts)}`;
    const finish_reason = chatOf(call).stop === 'length' ? 'length' : 'stop';
    const { input, output } = call.fact.tokens;
    const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
    if (call.fact.operation === 'InvokeModel') {
      const choice = { index: 0, message: { role: 'assistant', content }, finish_reason };
      return { ...headOf(call, 'chat.completion'), choices: [choice], usage };
    }
    const chunk = (delta: Json, finished: string | null): { readonly [name: string]: Json } => ({
      ...headOf(call, 'chat.completion.chunk'),
      choices: [{ index: 0, delta, finish_reason: finished }],
    });
    return [
      chunk({ role: 'assistant', content: '' }, null),
      ...pieces(random, content).map((piece) => chunk({ content: piece }, null)),
      { ...chunk({}, finish_reason), usage, 'amazon-bedrock-invocationMetrics': invocationMetrics(call) },
    ];
  },
};
