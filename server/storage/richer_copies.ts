/**
 * Finds out, of records that are stored already, which are stored in a poorer copy than the one at hand. Asked in
 * one request and of two small fields each, since most repeated records are equal.
 */
import * as z from 'zod/mini';
import { answered, isSuccess, statusFailure, storeFailure } from './answers';
import type { Failure } from '../failure';
import { bodyRanks, bodyStatePath, saysMore } from './body_ranks';
import type { OpenSearch } from './opensearch';
import type { PendingOperation } from './pending_write';
import { addressOf } from './replacement';

/** `gone`: deleted meanwhile. */
export type StoredCopy = 'poorer' | 'good_enough' | 'gone' | Failure;

const STATE_FIELDS = [bodyStatePath('input'), bodyStatePath('output')]
  .map((path) => path.join('.'))
  .join(',');

/** Named one by one: a schema of anything would take several times as long, for thousands of documents. */
const Side = z.object({ body_state: z.optional(z.unknown()) });
const Source = z.object({
  aws_bedrock: z.optional(
    z.object({ invocation: z.optional(z.object({ input: z.optional(Side), output: z.optional(Side) })) }),
  ),
});
const Answer = z.object({
  docs: z.array(
    z.object({
      found: z._default(z.boolean(), false),
      _source: z.optional(Source),
      error: z.optional(z.object({ type: z.string() })),
    }),
  ),
});

const DOING = 'compare with stored documents';
const NEEDS =
  'indices:data/read/mget on the cluster, indices:data/read/mget[shard] on logs-aws_bedrock.* and bedrock-content-*';

/** One answer per operation, each of which has ranks. Rejects with a `Failure`. */
export async function compareWithStored(
  openSearch: OpenSearch,
  operations: readonly PendingOperation[],
  timeoutMs: number,
): Promise<StoredCopy[]> {
  if (operations.length === 0) return [];
  const response = await answered(openSearch, {
    method: 'POST',
    path: '/_mget',
    querystring: {
      _source_includes: STATE_FIELDS,
      filter_path: 'docs._id,docs.found,docs._source,docs.error.type',
    },
    body: { docs: operations.map(addressOf) },
    timeoutMs,
  });
  if (!isSuccess(response)) throw storeFailure(response, DOING, NEEDS);
  const { docs } = Answer.parse(response.body);
  if (docs.length !== operations.length) throw new TypeError('an answer does not match its request');
  return operations.map(({ operation: { ranks } }, n): StoredCopy => {
    const doc = docs[n];
    if (doc === undefined || ranks === undefined) throw new TypeError('an answer does not match its request');
    if (doc.error !== undefined) return problemOf(doc.error.type);
    if (!doc.found) return 'gone';
    return saysMore(ranks, bodyRanks(doc._source)) ? 'poorer' : 'good_enough';
  });
}

/** Errors of single documents come without a status. */
function problemOf(type: string): StoredCopy {
  if (type === 'index_not_found_exception') return 'gone';
  return statusFailure(type === 'security_exception' ? 403 : 503, type, DOING, NEEDS);
}
