/**
 * What some calls are billed by instead of tokens, as far as the request tells. A request that is not at hand tells
 * nothing: then nothing is counted, rather than one.
 */
import type { Conversation } from '../../../common/bodies/conversation';
import type { Facts } from './facts';
import type { InvocationRecord } from './record';

/** Documents in a query of a rerank model (Bedrock pricing page): the hundred-and-first begins the next query. */
const DOCUMENTS_PER_QUERY = 100;

function countParts({ messages }: Conversation, kind: string): number {
  let count = 0;
  for (const { parts } of messages) for (const part of parts) if (part.kind === kind) count += 1;
  return count;
}

/** Pictures that an embedding call turns into vectors. */
export function embeddedImages(
  { request }: InvocationRecord,
  { operationName, conversation }: Facts,
): number | undefined {
  if (operationName !== 'embeddings' || request === undefined) return undefined;
  return countParts(conversation, 'image');
}

/** At least these: a document of more than 512 tokens counts as several, which no record tells. */
export function rerankQueries(
  { request }: InvocationRecord,
  { operationName, conversation }: Facts,
): number | undefined {
  if (operationName !== 'rerank' || request === undefined) return undefined;
  return Math.max(1, Math.ceil(countParts(conversation, 'document') / DOCUMENTS_PER_QUERY));
}
