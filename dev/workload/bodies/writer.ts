/** Writer Palmyra through InvokeModel. Source: "Writer AI Palmyra models", Bedrock user guide. */
import { answerOf, chatOf, plainTurns, textOf } from './body';
import type { BodyWriter } from './body';

export const writer: BodyWriter = {
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
  output: (call, { random }) => {
    const { input, output } = call.fact.tokens;
    return {
      id: random.hex(32),
      object: 'chat.completion',
      created: Math.floor(call.fact.timestamp / 1000),
      model: 'writer.palmyra-x5',
      choices: [
        {
          index: 0,
          finish_reason: chatOf(call).stop === 'length' ? 'length' : 'stop',
          message: { role: 'assistant', content: textOf(answerOf(call)), tool_calls: [] },
        },
      ],
      usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
    };
  },
};
