/**
 * Embeddings of Amazon Titan and Cohere (Bedrock user guide, Titan Embeddings and Cohere Embed). Vectors count
 * and have dimensions; their numbers are never kept. A stored body has `{ dimensions }` in a vector's place.
 */
import {
  asArray,
  asCount,
  asList,
  asObject,
  asText,
  objects,
  texts,
  type Json,
  type JsonObject,
  type Maybe,
} from '../documents/json';
import { chatParts } from './chat_blocks';
import { conversationOf, type BodyReader, type Embeddings, type Part } from './conversation';
import { imagePart } from './image_parts';

/** Dimensions of one vector, whole or replaced. */
const dimensionsOf = (vector: Maybe): number | undefined => {
  const numbers = asArray(vector);
  if (!numbers) return asCount(asObject(vector)?.dimensions);
  return numbers.length > 0 && typeof numbers[0] === 'number' ? numbers.length : undefined;
};

const ofList = (vectors: readonly Json[]): Embeddings => ({
  count: vectors.length,
  dimensions: dimensionsOf(vectors[0]),
});

function embeddingsOf(response: Maybe): Embeddings | undefined {
  const answer = asObject(response);
  if (!answer) return undefined;
  if (answer.embedding !== undefined) return { count: 1, dimensions: dimensionsOf(answer.embedding) };
  const list = asArray(answer.embeddings);
  if (list) return ofList(list);
  // By type: the same texts in several encodings, of which one tells the number.
  const byType = asObject(answer.embeddings) ?? asObject(answer.embeddingsByType);
  const [vectors] = Object.values(byType ?? {});
  if (vectors === undefined) return undefined;
  const several = asArray(vectors);
  return several && dimensionsOf(vectors) === undefined
    ? ofList(several)
    : { count: 1, dimensions: dimensionsOf(vectors) };
}

/** Everything that is turned into vectors; Cohere's `inputs` mix texts and pictures as chat messages do. */
const partsOf = (request: JsonObject): Part[] => [
  ...[...texts(request.inputText), ...texts(request.texts)].map((text): Part => ({ kind: 'text', text })),
  ...[...asList(request.inputImage), ...asList(request.images)].flatMap(imagePart),
  ...objects(request.inputs).flatMap(({ content }) => chatParts(content)),
];

/** Titan's text models, too, may be asked with nothing but a text. */
const answersInText = (response: Maybe): boolean =>
  objects(response).some(({ results, outputText }) => (results ?? outputText) !== undefined);

export const embeddings: BodyReader = {
  name: 'embeddings',
  vendors: ['amazon', 'cohere'],
  families: /embed/,
  fits: ({ request, response }) => {
    const asked = asObject(request);
    return (
      embeddingsOf(response) !== undefined ||
      asked?.input_type !== undefined ||
      asked?.embeddingConfig !== undefined ||
      (asked?.inputText !== undefined && asked.textGenerationConfig === undefined && !answersInText(response))
    );
  },
  read: ({ request, response }) => {
    const asked = asObject(request);
    const answer = asObject(response);
    const parts = partsOf(asked ?? {});
    return conversationOf({
      operationName: 'embeddings',
      messages: parts.length === 0 ? [] : [{ role: 'user', parts }],
      usage: { input: asCount(answer?.inputTextTokenCount) },
      responseId: asText(answer?.id),
      embeddings: embeddingsOf(response),
    });
  },
};
