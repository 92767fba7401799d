/**
 * Amazon Nova through InvokeModel (`messages-v1`). Its stream gives each piece of text a content block index
 * of its own. Source: "Complete request schema", Amazon Nova user guide.
 */
import type { Stop } from '../call';
import { answerOf, chatOf, invocationMetrics, pieces, textOf } from './body';
import type { BodyWriter } from './body';

const STOP: Readonly<Record<Stop, string>> = { end: 'end_turn', length: 'max_tokens', tool: 'tool_use' };

export const nova: BodyWriter = {
  input: (call) => {
    const { system, messages } = chatOf(call);
    const { maxTokens, temperature, topP } = call.application.parameters;
    return {
      schemaVersion: 'messages-v1',
      system: [{ text: system }],
      messages: messages.map(({ role, parts }) => ({ role, content: [{ text: textOf(parts) }] })),
      inferenceConfig: { maxTokens, temperature, topP, topK: 20 },
    };
  },
  output: (call, { random }) => {
    const { input, output, cacheRead } = call.fact.tokens;
    const stopReason = STOP[chatOf(call).stop];
    const text = textOf(answerOf(call));
    const usage = {
      inputTokens: input,
      outputTokens: output,
      totalTokens: input + output + cacheRead,
      cacheReadInputTokenCount: cacheRead,
      cacheWriteInputTokenCount: 0,
    };
    if (call.fact.operation === 'InvokeModel') {
      return { output: { message: { role: 'assistant', content: [{ text }] } }, stopReason, usage };
    }
    return [
      { messageStart: { role: 'assistant' } },
      ...pieces(random, text).flatMap((piece, contentBlockIndex) => [
        { contentBlockDelta: { delta: { text: piece }, contentBlockIndex } },
        { contentBlockStop: { contentBlockIndex } },
      ]),
      { messageStop: { stopReason } },
      { metadata: { usage, metrics: {} }, 'amazon-bedrock-invocationMetrics': invocationMetrics(call) },
    ];
  },
};
