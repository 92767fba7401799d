/** Amazon Titan Text through InvokeModel. Source: "Amazon Titan Text models", Bedrock user guide. */
import { answerOf, chatOf, plainTurns, textOf } from './body';
import type { BodyWriter } from './body';

export const titanText: BodyWriter = {
  input: (call) => {
    const { system, messages } = chatOf(call);
    const { maxTokens, temperature, topP } = call.application.parameters;
    const said = plainTurns(messages).map(
      ({ role, text }) => `${role === 'user' ? 'User' : 'Bot'}: ${text}\n`,
    );
    return {
      inputText: `${system}\n${said.join('')}Bot:`,
      textGenerationConfig: { maxTokenCount: maxTokens, temperature, topP, stopSequences: ['User:'] },
    };
  },
  output: (call) => ({
    inputTextTokenCount: call.fact.tokens.input,
    results: [
      {
        tokenCount: call.fact.tokens.output,
        outputText: ` ${textOf(answerOf(call))}`,
        completionReason: chatOf(call).stop === 'length' ? 'LENGTH' : 'FINISH',
      },
    ],
  }),
};
