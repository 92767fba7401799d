/**
 * Mistral through InvokeModel: the older text completion, which reports no usage, and chat completion. Source:
 * "Mistral AI models", Bedrock user guide.
 */
import { answerOf, chatOf, plainTurns, textOf } from './body';
import type { BodyWriter } from './body';

export const mistralText: BodyWriter = {
  input: (call) => {
    const { system, messages } = chatOf(call);
    const { maxTokens, temperature, topP } = call.application.parameters;
    const turns = plainTurns(messages).map(({ role, text }, i) =>
      role === 'user' ? `[INST] ${i === 0 ? `${system}\n\n` : ''}${text} [/INST]` : ` ${text}</s>`,
    );
    return { prompt: `<s>${turns.join('')}`, max_tokens: maxTokens, temperature, top_p: topP, top_k: 50 };
  },
  output: (call) => ({
    outputs: [
      { text: ` ${textOf(answerOf(call))}`, stop_reason: chatOf(call).stop === 'length' ? 'length' : 'stop' },
    ],
  }),
};

export const mistralChat: BodyWriter = {
  input: (call) => {
    const { system, messages } = chatOf(call);
    const { maxTokens, temperature, topP } = call.application.parameters;
    return {
      messages: [
        { role: 'system', content: system },
        ...plainTurns(messages).map(({ role, text }) => ({ role, content: text })),
      ],
      max_tokens: maxTokens,
      temperature,
      top_p: topP,
    };
  },
  output: (call) => {
    const { input, output } = call.fact.tokens;
    return {
      id: call.fact.requestId,
      object: 'chat.completion',
      created: Math.floor(call.fact.timestamp / 1000),
      model: 'pixtral-large-2502',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: textOf(answerOf(call)), tool_calls: null },
          finish_reason: chatOf(call).stop === 'length' ? 'length' : 'stop',
        },
      ],
      usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
    };
  },
};
