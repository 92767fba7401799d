/** Meta Llama through InvokeModel, also of imported Llama models. Source: "Meta Llama models", Bedrock user guide. */
import { answerOf, chatOf, invocationMetrics, pieces, plainTurns, textOf } from './body';
import type { BodyWriter } from './body';

const turn = (role: string, text: string) =>
  `<|start_header_id|>${role}<|end_header_id|>\n\n${text}<|eot_id|>`;

export const llama: BodyWriter = {
  input: (call) => {
    const { system, messages } = chatOf(call);
    const { maxTokens, temperature, topP } = call.application.parameters;
    const turns = [{ role: 'system', text: system }, ...plainTurns(messages)];
    return {
      prompt: `<|begin_of_text|>${turns.map(({ role, text }) => turn(role, text)).join('')}<|start_header_id|>assistant<|end_header_id|>\n\n`,
      max_gen_len: maxTokens,
      temperature,
      top_p: topP,
    };
  },
  output: (call, { random }) => {
    const text = textOf(answerOf(call));
    const { input, output } = call.fact.tokens;
    const stop_reason = chatOf(call).stop === 'length' ? 'length' : 'stop';
    if (call.fact.operation === 'InvokeModel') {
      return { generation: text, prompt_token_count: input, generation_token_count: output, stop_reason };
    }
    const parts = pieces(random, text);
    return [
      ...parts.map((generation, i) => ({
        generation,
        prompt_token_count: i === 0 ? input : null,
        generation_token_count: Math.ceil(((i + 1) / parts.length) * output) - 1,
        stop_reason: null,
      })),
      {
        generation: '',
        prompt_token_count: null,
        generation_token_count: output,
        stop_reason,
        'amazon-bedrock-invocationMetrics': invocationMetrics(call),
      },
    ];
  },
};
