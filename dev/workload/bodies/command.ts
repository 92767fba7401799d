/** Cohere Command through InvokeModel. Source: "Cohere Command models", Bedrock user guide. */
import { answerOf, chatOf, plainTurns, textOf } from './body';
import type { BodyWriter } from './body';

const promptOf = (system: string, turns: ReturnType<typeof plainTurns>) =>
  `${system}\n${turns.map(({ role, text }) => `${role}: ${text}`).join('\n')}`;

export const command: BodyWriter = {
  input: (call) => {
    const { system, messages } = chatOf(call);
    const { maxTokens, temperature, topP } = call.application.parameters;
    return {
      prompt: promptOf(system, plainTurns(messages)),
      max_tokens: maxTokens,
      temperature,
      p: topP,
      k: 0,
    };
  },
  output: (call, { random }) => {
    const { system, messages, stop } = chatOf(call);
    return {
      id: random.uuid(),
      generations: [
        {
          id: random.uuid(),
          text: ` ${textOf(answerOf(call))}`,
          finish_reason: stop === 'length' ? 'MAX_TOKENS' : 'COMPLETE',
        },
      ],
      prompt: promptOf(system, plainTurns(messages)),
    };
  },
};
