/**
 * Cohere Command and Command Light under InvokeModel (Bedrock user guide, Cohere Command models): a prompt, one
 * or more generations; a stream's chunks hold the text itself and end with the whole answer.
 */
import { asArray, asCount, asObject, asText, first, objects, type JsonObject } from '../documents/json';
import { lastOf } from './chunks';
import { conversationOf, type BodyReader } from './conversation';
import { promptTurns } from './prompt_turns';
import { joinChoices, type ChoicePiece } from './text_choices';
import { parametersIn, type ParameterNames } from './parameters';

const generationsOf = (answer: JsonObject): JsonObject[] => objects(asArray(answer.generations));

/** Command R streams events, each with its type. */
const isChunk = (chunk: JsonObject): boolean =>
  typeof chunk.is_finished === 'boolean' && chunk.event_type === undefined;

/** The whole answer at a stream's end repeats the chunks: it tells nothing of its own but the id. */
const piecesOf = (chunk: JsonObject): ChoicePiece[] =>
  [...generationsOf(chunk), ...(isChunk(chunk) ? [chunk] : [])].map((piece, position) => ({
    index: asCount(piece.index) ?? position,
    text: asText(piece.text),
    finishReason: asText(piece.finish_reason),
  }));

const PARAMETERS: ParameterNames = {
  maxTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'p',
  topK: 'k',
  stopSequences: 'stop_sequences',
};

export const command: BodyReader = {
  name: 'cohere_command',
  vendors: ['cohere'],
  fits: ({ request, response }) => {
    const asked = asObject(request);
    return (
      objects(response).some((chunk) => isChunk(chunk) || asArray(chunk.generations) !== undefined) ||
      (asText(asked?.prompt) !== undefined &&
        first(asked?.p, asked?.k, asked?.num_generations, asked?.return_likelihoods) !== undefined)
    );
  },
  read: ({ request, response }) => {
    const asked = asObject(request) ?? {};
    const chunks = objects(response);
    return conversationOf({
      operationName: 'text_completion',
      messages: promptTurns(asked.prompt),
      parameters: parametersIn(asked, PARAMETERS),
      ...joinChoices(chunks.flatMap(piecesOf)),
      responseId: lastOf(chunks, (chunk) => first(asText(chunk.id), asText(asObject(chunk.response)?.id))),
    });
  },
};
