/**
 * Embeddings of Amazon Titan and Cohere (Bedrock user guide, Titan Embeddings and Cohere Embed). Vectors count
 * and have dimensions; their numbers are never kept. A stored body has `{ dimensions }` in a vector's place.
 */
import { asArray, asCount, asObject, asText, texts, type Json, type Maybe } from '../documents/json';
import { EMPTY_CONVERSATION, type BodyReader, type Embeddings } from './conversation';

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

export const embeddings: BodyReader = {
  name: 'embeddings',
  vendors: ['amazon', 'cohere'],
  fits: ({ request, response }) => {
    const asked = asObject(request);
    return (
      embeddingsOf(response) !== undefined ||
      asked?.input_type !== undefined ||
      asked?.embeddingConfig !== undefined ||
      (asked?.inputText !== undefined && asked.textGenerationConfig === undefined && response === undefined)
    );
  },
  read: ({ request, response }) => {
    const asked = asObject(request);
    const answer = asObject(response);
    const written = [...texts(asked?.inputText), ...texts(asked?.texts)];
    return {
      ...EMPTY_CONVERSATION,
      operationName: 'embeddings',
      messages:
        written.length === 0
          ? []
          : [{ role: 'user', parts: written.map((text) => ({ kind: 'text', text }) as const) }],
      usage: { input: asCount(answer?.inputTextTokenCount) },
      responseId: asText(answer?.id),
      embeddings: embeddingsOf(response),
    };
  },
};
