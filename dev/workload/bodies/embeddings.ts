/**
 * Embeddings through InvokeModel: Amazon Titan Text v2 and Cohere Embed v3. Vectors are short ones of the
 * lengths their models offer or cut down to a few numbers, so that records stay small. Source: "Amazon Titan
 * Embeddings Text" and "Cohere Embed v3", Bedrock user guide.
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
