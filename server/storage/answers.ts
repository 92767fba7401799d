/**
 * What OpenSearch answered, as a failure that says who can mend it. Of an error only its type is used, and the right
 * that a refusal names: reasons quote documents.
 */
import * as z from 'zod/mini';
import { asFailure, Failure, needsPerson, retryLater } from '../failure';
import {
  type OpenSearch,
  type OpenSearchRequest,
  type OpenSearchResponse,
  OpenSearchUnreachable,
} from './opensearch';

const ErrorBody = z.object({
  error: z.union([
    z.string(),
    z.object({
      type: z.string(),
      root_cause: z.optional(z.array(z.object({ type: z.string() }))),
    }),
  ]),
});

/** Type of the error in an answer (`index_not_found_exception`), or '' where there is none. */
export function errorType(body: unknown): string {
  const parsed = ErrorBody.safeParse(body);
  if (!parsed.success) return '';
  const { error } = parsed.data;
  return typeof error === 'string' ? '' : error.type;
}

export const isSuccess = ({ statusCode }: OpenSearchResponse): boolean =>
  statusCode >= 200 && statusCode < 300;

const Refusal = z.object({ error: z.object({ type: z.literal('security_exception'), reason: z.string() }) });
/** As the security plugin words it: `no permissions for [indices:data/write/bulk[s]] and User […]`. */
const MISSING_RIGHT = /no permissions for \[((?:indices|cluster):[\w/*-]+(?:\[\w+\])?)/;

/** The right that the security plugin says is missing, where it says so. */
export function missingRight(body: unknown): string | undefined {
  const refusal = Refusal.safeParse(body);
  return refusal.success ? MISSING_RIGHT.exec(refusal.data.error.reason)?.[1] : undefined;
}

/**
 * An answer that is not what was hoped for. `doing` completes "OpenSearch refused to …"; `needs` names the rights
 * that allow it.
 */
export function storeFailure(
  { statusCode, body }: OpenSearchResponse,
  doing: string,
  needs: string,
): Failure {
  const right = missingRight(body);
  return statusFailure(
    statusCode,
    errorType(body),
    doing,
    right === undefined ? needs : `${right} (all that this takes: ${needs})`,
  );
}

const SHARD_MISSING = new Set([
  'unavailable_shards_exception',
  'no_shard_available_action_exception',
  'primary_missing_action_exception',
]);

export function statusFailure(statusCode: number, type: string, doing: string, needs: string): Failure {
  if (type === 'cluster_block_exception')
    return needsPerson(
      'write_block',
      `OpenSearch refused to ${doing}: the index or the cluster is blocked for writing.`,
      'Free disk space or lift the block (index.blocks.*, cluster.blocks.*); collection then goes on by itself.',
    );
  if (statusCode === 401)
    return needsPerson(
      'opensearch_unauthorised',
      `OpenSearch does not accept the collector’s credentials.`,
      'Correct bedrock.collector.opensearch.username and password.',
    );
  if (statusCode === 403)
    return needsPerson(
      'opensearch_forbidden',
      `OpenSearch refused to ${doing}: the collector lacks a right.`,
      `Grant its role ${needs}.`,
    );
  if (SHARD_MISSING.has(type))
    return new Failure(
      'retry',
      'shards_unavailable',
      `OpenSearch could not ${doing}: a primary shard is not available.`,
      'It is tried again by itself; if it lasts, ask _cluster/allocation/explain for the reason.',
    );
  if (statusCode === 429) return retryLater('opensearch_busy', `OpenSearch is too busy to ${doing}.`);
  if (statusCode >= 500 || statusCode === 0)
    return retryLater(
      'opensearch_unavailable',
      `OpenSearch could not ${doing} for now (status ${statusCode}).`,
    );
  if (type === 'validation_exception' || type === 'index_closed_exception')
    return needsPerson(
      type === 'validation_exception' ? 'shard_limit' : 'index_closed',
      type === 'validation_exception'
        ? `OpenSearch refused to ${doing}: the cluster has as many shards as it allows.`
        : `OpenSearch refused to ${doing}: the index is closed.`,
      type === 'validation_exception'
        ? 'Delete old indices, add a node, or raise cluster.max_shards_per_node.'
        : 'Open the index again.',
    );
  return needsPerson(
    'opensearch_refused',
    `OpenSearch refused to ${doing}: ${/^\w{1,80}$/.test(type) ? type : 'no reason given'} (status ${statusCode}).`,
    'Look for this error in the log of OpenSearch; collection goes on once its cause is gone.',
  );
}

/** Others wrote or deleted a document again and again while it was to be changed. */
export const changedMeanwhile = (): Failure =>
  retryLater('changed_meanwhile', 'A document changed each time it was compared with another copy.');

/** It was made again each time. */
export const deletedAgain = (index: string): Failure =>
  new Failure(
    'retry',
    'index_deleted',
    `The index ${index} is deleted again and again while documents are stored in it.`,
    'Find out who deletes it; it is tried again by itself.',
  );

export const unreachable = (): Failure =>
  retryLater('opensearch_unreachable', 'OpenSearch cannot be reached.');

/** One request whose only hoped-for answers are 2xx and those of `alsoFine`; anything else rejects with a `Failure`. */
export async function expectAnswer(
  openSearch: OpenSearch,
  request: OpenSearchRequest,
  { doing, needs, alsoFine = [] }: { doing: string; needs: string; alsoFine?: readonly number[] },
): Promise<OpenSearchResponse> {
  const response = await answered(openSearch, request);
  if (isSuccess(response) || alsoFine.includes(response.statusCode)) return response;
  throw storeFailure(response, doing, needs);
}

/** One request; no answer becomes a `Failure` to be retried. */
export async function answered(
  openSearch: OpenSearch,
  request: OpenSearchRequest,
): Promise<OpenSearchResponse> {
  try {
    return await openSearch.request(request);
  } catch (error) {
    throw error instanceof OpenSearchUnreachable ? unreachable() : asFailure(error);
  }
}
