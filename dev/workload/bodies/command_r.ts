/** Cohere Command R through InvokeModel. Source: "Cohere Command R and Command R+ models", Bedrock user guide. */
import { answerOf, chatOf, plainTurns, textOf } from './body';
import type { BodyWriter } from './body';

const turns = (messages: Parameters<typeof plainTurns>[0]) =>
  plainTurns(messages).map(({ role, text }) => ({
    role: role === 'user' ? 'USER' : 'CHATBOT',
    message: text,
  }));

export const commandR: BodyWriter = {
  input: (call) => {
    const { system, messages } = chatOf(call);
    const { maxTokens, temperature, topP } = call.application.parameters;
    const said = turns(messages);
    return {
      message: said.at(-1)?.message ?? '',
      chat_history: said.slice(0, -1),
      preamble: system,
      max_tokens: maxTokens,
      temperature,
      p: topP,
      k: 0,
    };
  },
  output: (call, { random }) => {
    const text = textOf(answerOf(call));
    const { messages, stop } = chatOf(call);
    return {
      response_id: random.uuid(),
      text,
      generation_id: random.uuid(),
      finish_reason: stop === 'length' ? 'MAX_TOKENS' : 'COMPLETE',
      chat_history: [...turns(messages), { role: 'CHATBOT', message: text }],
    };
  },
};
