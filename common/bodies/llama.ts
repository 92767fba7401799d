/**
 * Meta Llama under InvokeModel (Bedrock user guide, Meta Llama models): a prompt in the format of its
 * generation, an answer whose keys are the same whole and on every chunk of a stream.
 */
import { asArray, asCount, asObject, asText, objects, type JsonObject } from '../documents/json';
import { firstOf, lastOf } from './chunks';
import { conversationOf, type BodyReader, type Message } from './conversation';
import { imagePart } from './image_parts';
import { INSTRUCTION_MARKS } from './instruction_marks';
import { promptTurns, type PromptTemplate } from './prompt_turns';
import { joinChoices } from './text_choices';
import { parametersIn, type ParameterNames } from './parameters';

/** Llama 3 writes `<|start_header_id|>user<|end_header_id|>`, Llama 4 `<|header_start|>user<|header_end|>`. */
const HEADERS: PromptTemplate = {
  mark: /<\|(?:start_header_id|header_start)\|>([^<]{0,64})<\|(?:end_header_id|header_end)\|>/g,
  roleAfter: ([, role]) => (role ?? '').trim().toLowerCase() || 'user',
  roleBefore: 'user',
  noise: /<\|(?:begin_of_text|end_of_text|eot_id|eom_id|eot|eom)\|>/g,
};

const hasHeaders = (prompt: string): boolean =>
  prompt.includes('<|start_header_id|>') || prompt.includes('<|header_start|>');

function messagesOf(request: JsonObject): Message[] {
  const prompt = asText(request.prompt) ?? '';
  const turns = promptTurns(request.prompt, hasHeaders(prompt) ? HEADERS : INSTRUCTION_MARKS);
  const images = (asArray(request.images) ?? []).flatMap(imagePart);
  return images.length === 0 ? turns : [{ role: 'user', parts: images }, ...turns];
}

const speaksLlama = (chunk: JsonObject): boolean =>
  chunk.generation !== undefined || chunk.generation_token_count !== undefined;

const PARAMETERS: ParameterNames = { maxTokens: 'max_gen_len', temperature: 'temperature', topP: 'top_p' };

export const llama: BodyReader = {
  name: 'llama',
  vendors: ['meta'],
  fits: ({ request, response }) => {
    const asked = asObject(request);
    return (
      objects(response).some(speaksLlama) ||
      asked?.max_gen_len !== undefined ||
      hasHeaders(asText(asked?.prompt) ?? '')
    );
  },
  read: ({ request, response }) => {
    const asked = asObject(request) ?? {};
    const chunks = objects(response);
    return conversationOf({
      operationName: 'text_completion',
      messages: messagesOf(asked),
      parameters: parametersIn(asked, PARAMETERS),
      ...joinChoices(
        chunks.map(({ generation, stop_reason }) => ({
          index: 0,
          text: asText(generation),
          finishReason: asText(stop_reason),
        })),
      ),
      usage: {
        input: firstOf(chunks, (chunk) => asCount(chunk.prompt_token_count)),
        output: lastOf(chunks, (chunk) => asCount(chunk.generation_token_count)),
      },
    });
  },
};
