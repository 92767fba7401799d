/**
 * Embeddings through InvokeModel: Amazon Titan Text v2 and Multimodal, Cohere Embed v3 and v4, Nova Multimodal.
 * Vectors are short ones of the lengths their models offer or cut down to a few numbers, so that records stay small.
 * Source: "Amazon Titan Embeddings Text", "Amazon Titan Multimodal Embeddings G1", "Cohere Embed v3" and "v4", Bedrock
 * user guide; "Nova Multimodal Embeddings", Nova user guide.
 */
import type { Call } from '../call';
import type { Random } from '../random';
import type { BodyWriter } from './body';

const TITAN_DIMENSIONS = 256;
const COHERE_SHOWN = 64;

/** A vector of length 1, four decimals: enough to look real, few enough bytes. */
function vector(random: Random, dimensions: number): readonly number[] {
  const raw = Array.from({ length: dimensions }, () => random.between(-1, 1));
  const length = Math.hypot(...raw);
  return raw.map((value) => Math.round((value / length) * 10_000) / 10_000);
}

const textsOf = ({ task }: Call) => (task.kind === 'embedding' ? task.texts : []);

export const titanEmbed: BodyWriter = {
  input: (call) => ({ inputText: textsOf(call).join('\n'), dimensions: TITAN_DIMENSIONS, normalize: true }),
  output: (call, { random }) => {
    const embedding = vector(random, TITAN_DIMENSIONS);
    return { embedding, embeddingsByType: { float: embedding }, inputTextTokenCount: call.fact.tokens.input };
  },
};

export const cohereEmbed: BodyWriter = {
  input: (call) => ({ texts: textsOf(call), input_type: 'search_document', truncate: 'END' }),
  output: (call, { random }) => ({
    id: random.uuid(),
    embeddings: textsOf(call).map(() => vector(random, COHERE_SHOWN)),
    response_type: 'embeddings_floats',
    texts: textsOf(call).map((text) => text.toLowerCase()),
  }),
};

export const titanMultimodal: BodyWriter = {
  input: (call) => ({
    inputText: textsOf(call).join('\n'),
    embeddingConfig: { outputEmbeddingLength: TITAN_DIMENSIONS },
  }),
  output: (call, { random }) => ({
    embedding: vector(random, TITAN_DIMENSIONS),
    inputTextTokenCount: call.fact.tokens.input,
    message: null,
  }),
};

export const cohereEmbed4: BodyWriter = {
  input: (call) => ({ texts: textsOf(call), input_type: 'search_query', embedding_types: ['float'] }),
  output: (call, { random }) => ({
    id: random.uuid(),
    embeddings: { float: textsOf(call).map(() => vector(random, COHERE_SHOWN)) },
    response_type: 'embeddings_by_type',
    texts: textsOf(call),
  }),
};

export const novaEmbed: BodyWriter = {
  input: (call) => ({
    schemaVersion: 'nova-multimodal-embed-v1',
    taskType: 'SINGLE_EMBEDDING',
    singleEmbeddingParams: {
      embeddingPurpose: 'GENERIC_INDEX',
      embeddingDimension: TITAN_DIMENSIONS,
      text: { truncationMode: 'END', value: textsOf(call).join('\n') },
    },
  }),
  output: (_call, { random }) => ({
    embeddings: [{ embeddingType: 'TEXT', embedding: vector(random, TITAN_DIMENSIONS) }],
  }),
};
