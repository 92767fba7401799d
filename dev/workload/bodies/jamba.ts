/** AI21 Jamba through InvokeModel. Source: "AI21 Labs Jamba models", Bedrock user guide. */
import { answerOf, chatOf, plainTurns, textOf } from './body';
import type { BodyWriter } from './body';

export const jamba: BodyWriter = {
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
      n: 1,
    };
  },
  output: (call) => {
    const { input, output } = call.fact.tokens;
    return {
      id: `chat-${call.fact.requestId}`,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: textOf(answerOf(call)) },
          finish_reason: chatOf(call).stop === 'length' ? 'length' : 'stop',
        },
      ],
      usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
    };
  },
};
