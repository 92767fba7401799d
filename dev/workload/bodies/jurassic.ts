/**
 * AI21 Jurassic-2 through InvokeModel; of the list of tokens that comes with each text only a few are shown. Source:
 * "AI21 Labs Jurassic-2 models", Bedrock user guide.
 */
import { answerOf, chatOf, plainTurns, textOf } from './body';
import type { BodyWriter } from './body';

const tokensOf = (text: string) =>
  text
    .split(' ')
    .slice(0, 3)
    .map((token) => ({
      generatedToken: { token, logprob: -0.5 },
      topTokens: null,
      textRange: { start: 0, end: 1 },
    }));

const promptOf = (system: string, turns: ReturnType<typeof plainTurns>) =>
  `${system}\n\n${turns.map(({ text }) => text).join('\n##\n')}`;

export const jurassic: BodyWriter = {
  input: (call) => {
    const { system, messages } = chatOf(call);
    const { maxTokens, temperature, topP } = call.application.parameters;
    return {
      prompt: promptOf(system, plainTurns(messages)),
      maxTokens,
      temperature,
      topP,
      stopSequences: ['##'],
    };
  },
  output: (call, { random }) => {
    const { system, messages, stop } = chatOf(call);
    const [asked, text] = [promptOf(system, plainTurns(messages)), textOf(answerOf(call))];
    return {
      id: random.int(1_000, 9_999),
      prompt: { text: asked, tokens: tokensOf(asked) },
      completions: [
        {
          data: { text, tokens: tokensOf(text) },
          finishReason: stop === 'length' ? { reason: 'length', length: 100 } : { reason: 'endoftext' },
        },
      ],
    };
  },
};
