/**
 * What a family of models is for and how it counts, as data: needed where the body does not say, for example
 * because it was too large to be logged inline.
 */
import type { ModelIdentity } from './model_id';

/** Values of `gen_ai.operation.name`: OpenTelemetry's, and `rerank`, which it lacks. */
export type OperationName = 'chat' | 'text_completion' | 'embeddings' | 'generate_content' | 'rerank';

const BY_FAMILY: readonly (readonly [RegExp, OperationName])[] = [
  [/embed/, 'embeddings'],
  [/rerank/, 'rerank'],
  [/canvas|reel|image|stable-|^sd3|diffusion|^ray/, 'generate_content'],
  [/^titan-text|^command-(light-)?text|^j2-|^claude-(v2|instant)$/, 'text_completion'],
];

export function operationNameOf(
  operation: string | undefined,
  model: ModelIdentity,
): OperationName | undefined {
  if (operation === 'Converse' || operation === 'ConverseStream') return 'chat';
  const { family } = model;
  if (family === undefined) return undefined;
  return BY_FAMILY.find(([pattern]) => pattern.test(family))?.[1];
}

/**
 * Families whose input count already includes what was read from and written to the cache. Everywhere else
 * Bedrock counts the uncached part alone.
 */
const INPUT_INCLUDES_CACHE = /^gpt-5\.6(-|$)/;

export const inputIncludesCache = (family: string | undefined): boolean =>
  family !== undefined && INPUT_INCLUDES_CACHE.test(family);
