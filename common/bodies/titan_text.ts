/**
 * Amazon Titan text under InvokeModel (Bedrock user guide, Amazon Titan Text models): results with their own
 * counts, or chunks each of which has a piece of text. A stream's counts may come as `6.0`.
 */
import { asArray, asCount, asObject, asText, first, objects, type JsonObject } from '../documents/json';
import { firstOf, lastOf } from './chunks';
import { conversationOf, type BodyReader } from './conversation';
import { promptTurns, type PromptTemplate } from './prompt_turns';
import { joinChoices, type ChoicePiece } from './text_choices';
import { parametersIn, type ParameterNames } from './parameters';

/** Turns as the guide writes them. A transcript to summarise looks alike, but does not invite the bot to speak. */
const TURNS: PromptTemplate = {
  mark: /(?:^|\n)(User|Bot):/g,
  roleAfter: ([, name]) => (name === 'Bot' ? 'assistant' : 'user'),
  roleBefore: 'user',
  follows: (prompt) => prompt.trimEnd().endsWith('\nBot:'),
};

const resultsOf = (chunk: JsonObject): JsonObject[] => objects(asArray(chunk.results));

const isChunk = (chunk: JsonObject): boolean => typeof chunk.outputText === 'string';

const piecesOf = (chunk: JsonObject): ChoicePiece[] =>
  [...resultsOf(chunk), ...(isChunk(chunk) ? [chunk] : [])].map((piece, position) => ({
    index: asCount(piece.index) ?? position,
    text: asText(piece.outputText),
    finishReason: asText(piece.completionReason),
  }));

/** All results of a whole answer together, or the running total of a stream. */
function outputCount(chunks: readonly JsonObject[]): number | undefined {
  const total = lastOf(chunks, ({ totalOutputTextTokenCount }) => asCount(totalOutputTextTokenCount));
  const counts = chunks
    .flatMap(resultsOf)
    .map(({ tokenCount }) => asCount(tokenCount))
    .filter((count) => count !== undefined);
  return first(total, counts.length === 0 ? undefined : counts.reduce((sum, count) => sum + count, 0));
}

const PARAMETERS: ParameterNames = {
  maxTokens: 'maxTokenCount',
  temperature: 'temperature',
  topP: 'topP',
  stopSequences: 'stopSequences',
};

export const titanText: BodyReader = {
  name: 'titan_text',
  vendors: ['amazon'],
  families: /^titan-t/,
  fits: ({ request, response }) =>
    (asObject(request)?.textGenerationConfig ?? asObject(request)?.inputText) !== undefined ||
    objects(response).some(
      (chunk) => isChunk(chunk) || resultsOf(chunk).some(({ outputText }) => outputText !== undefined),
    ),
  read: ({ request, response }) => {
    const asked = asObject(request) ?? {};
    const config = asObject(asked.textGenerationConfig) ?? {};
    const chunks = objects(response);
    return conversationOf({
      operationName: 'text_completion',
      messages: promptTurns(asked.inputText, TURNS),
      parameters: parametersIn(config, PARAMETERS),
      ...joinChoices(chunks.flatMap(piecesOf)),
      usage: {
        input: firstOf(chunks, ({ inputTextTokenCount }) => asCount(inputTextTokenCount)),
        output: outputCount(chunks),
      },
    });
  },
};
