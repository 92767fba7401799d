/** DeepSeek-R1 through InvokeModel: text completion without usage. Source: "DeepSeek models", Bedrock user guide. */
import { answerOf, chatOf, plainTurns, textOf } from './body';
import type { BodyWriter } from './body';

const turn = ({ role, text }: { readonly role: string; readonly text: string }) =>
  role === 'user' ? `<|User|>${text}` : `<|Assistant|>${text}<|end_of_sentence|>`;

export const deepseek: BodyWriter = {
  input: (call) => {
    const { system, messages } = chatOf(call);
    const { maxTokens, temperature, topP } = call.application.parameters;
    const said = plainTurns(messages).map(turn).join('');
    return {
      prompt: `<|begin_of_sentence|>${system}${said}<|Assistant|><think>\n`,
      max_tokens: maxTokens,
      temperature,
      top_p: topP,
    };
  },
  output: (call) => ({
    choices: [
      { text: textOf(answerOf(call)), stop_reason: chatOf(call).stop === 'length' ? 'length' : 'stop' },
    ],
  }),
};
