/** Claude 2 through the text completions of InvokeModel. Source: "Anthropic Claude Text Completions API", Bedrock user guide. */
import { answerOf, chatOf, plainTurns, textOf } from './body';
import type { BodyWriter } from './body';

export const anthropicText: BodyWriter = {
  input: (call) => {
    const { system, messages } = chatOf(call);
    const { maxTokens, temperature, topP } = call.application.parameters;
    const said = plainTurns(messages).map(
      ({ role, text }) => `\n\n${role === 'user' ? 'Human' : 'Assistant'}: ${text}`,
    );
    return {
      prompt: `${system}${said.join('')}\n\nAssistant:`,
      max_tokens_to_sample: maxTokens,
      temperature,
      top_p: topP,
      stop_sequences: ['\n\nHuman:'],
    };
  },
  output: (call) => {
    const cut = chatOf(call).stop === 'length';
    return {
      type: 'completion',
      completion: ` ${textOf(answerOf(call))}`,
      stop_reason: cut ? 'max_tokens' : 'stop_sequence',
      stop: cut ? null : '\n\nHuman:',
    };
  },
};
