/**
 * Mistral's text completion under InvokeModel (Bedrock user guide, Mistral AI text completion): an `[INST]`
 * prompt, outputs without any count; a stream has chunks of the same shape.
 */
import { asArray, asObject, asText, objects, type JsonObject } from '../documents/json';
import { conversationOf, type BodyReader } from './conversation';
import { hasInstructionMarks, INSTRUCTION_MARKS } from './instruction_marks';
import { promptTurns } from './prompt_turns';
import { joinChoices, type ChoicePiece } from './text_choices';
import { parametersIn, type ParameterNames } from './parameters';

const piecesOf = (chunk: JsonObject): ChoicePiece[] =>
  objects(asArray(chunk.outputs)).map(({ text, stop_reason }, index) => ({
    index,
    text: asText(text),
    finishReason: asText(stop_reason),
  }));

const PARAMETERS: ParameterNames = {
  maxTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  stopSequences: 'stop',
};

export const mistralText: BodyReader = {
  name: 'mistral_text',
  vendors: ['mistral'],
  fits: ({ request, response }) =>
    objects(response).some(({ outputs }) => asArray(outputs) !== undefined) ||
    hasInstructionMarks(asText(asObject(request)?.prompt) ?? ''),
  read: ({ request, response }) => {
    const asked = asObject(request) ?? {};
    return conversationOf({
      operationName: 'text_completion',
      messages: promptTurns(asked.prompt, INSTRUCTION_MARKS),
      parameters: parametersIn(asked, PARAMETERS),
      ...joinChoices(objects(response).flatMap(piecesOf)),
    });
  },
};
