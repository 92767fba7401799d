/**
 * Documents of invocations as they are stored, page by page in the order of their event times. No search context is
 * held open between pages: what they are sorted by never changes, so a place in the order is all that is needed to
 * go on, however long a page took and whoever goes on.
 */
import * as z from 'zod/mini';
import { INDEX_PREFIX } from '../../common/plugin';
import type { JsonObject } from '../../common/documents/json';
import { answered, expectAnswer, isSuccess, statusFailure, storeFailure } from './answers';
import type { OpenSearch } from './opensearch';

/** The invocations of an account in a region, from (inclusive) to (exclusive) by event time, epoch milliseconds. */
export interface InvocationScope {
  readonly namespace: string;
  readonly accountId: string;
  readonly region: string;
  readonly from: number;
  readonly to: number;
}

/**
 * A place in the order: event time (epoch ms), id of the event, and what tells those apart that have none. Its last
 * part changes with the document, so two documents of one moment without an id may be read twice.
 */
export const Position = z.tuple([z.number(), z.nullable(z.string()), z.number()]);
export type Position = z.infer<typeof Position>;

export interface Version {
  readonly seqNo: number;
  readonly primaryTerm: number;
}

export interface StoredInvocation extends Version {
  readonly index: string;
  readonly id: string;
  readonly position: Position;
  /** The fields that were asked for. */
  readonly source: JsonObject;
}

const Source = z.custom<JsonObject>((value) => typeof value === 'object' && value !== null);
const Hits = z.object({
  hits: z.object({
    hits: z.array(
      z.object({
        _index: z.string(),
        _id: z.string(),
        _seq_no: z.number(),
        _primary_term: z.number(),
        _source: Source,
        sort: Position,
      }),
    ),
  }),
});
const Docs = z.object({
  docs: z.array(
    z.object({
      found: z._default(z.boolean(), false),
      _seq_no: z.optional(z.number()),
      _primary_term: z.optional(z.number()),
      _source: z.optional(Source),
      error: z.optional(z.object({ type: z.string() })),
    }),
  ),
});

const DOING = 'read stored invocations';
const SEARCH_NEEDS = `indices:data/read/search on ${INDEX_PREFIX.invocation}-*`;
const GET_NEEDS = `indices:data/read/mget on the cluster, indices:data/read/mget[shard] on ${INDEX_PREFIX.invocation}-*`;

export class StoredInvocations {
  constructor(
    private readonly openSearch: OpenSearch,
    /** `_source` filter. */
    private readonly fields: readonly string[],
  ) {}

  /** The next ones after a place, at most `size`; fewer, or none, at the end. Rejects with a `Failure`. */
  async page(
    { namespace, accountId, region, from, to }: InvocationScope,
    after: Position | undefined,
    size: number,
  ): Promise<StoredInvocation[]> {
    const { body } = await expectAnswer(
      this.openSearch,
      {
        method: 'POST',
        path: `/${INDEX_PREFIX.invocation}-${namespace}-*/_search`,
        querystring: {
          ignore_unavailable: true,
          allow_partial_search_results: false,
          // Copies of a shard are refreshed each in their own time: always the same one is asked.
          preference: `invocations-of-${accountId}-${region}`,
        },
        body: {
          size,
          track_total_hits: false,
          seq_no_primary_term: true,
          _source: this.fields,
          query: {
            bool: {
              filter: [
                { term: { 'cloud.account.id': accountId } },
                { term: { 'cloud.region': region } },
                { range: { '@timestamp': { gte: after?.[0] ?? from, lt: to, format: 'epoch_millis' } } },
              ],
            },
          },
          sort: [{ '@timestamp': 'asc' }, { 'event.id': { order: 'asc', missing: '_last' } }, '_seq_no'],
          ...(after === undefined ? {} : { search_after: behind(after) }),
        },
      },
      { doing: DOING, needs: SEARCH_NEEDS },
    );
    return Hits.parse(body).hits.hits.map(({ _index, _id, _seq_no, _primary_term, _source, sort }) => ({
      index: _index,
      id: _id,
      seqNo: _seq_no,
      primaryTerm: _primary_term,
      position: sort,
      source: _source,
    }));
  }

  /** As they are this very moment, not as of the last refresh; those that are gone are left out. Rejects with a `Failure`. */
  async again(invocations: readonly StoredInvocation[]): Promise<StoredInvocation[]> {
    const response = await answered(this.openSearch, {
      method: 'POST',
      path: '/_mget',
      body: {
        docs: invocations.map(({ index, id }) => ({ _index: index, _id: id, _source: this.fields })),
      },
    });
    if (!isSuccess(response)) throw storeFailure(response, DOING, GET_NEEDS);
    const { docs } = Docs.parse(response.body);
    return invocations.flatMap((invocation, n): StoredInvocation[] => {
      const { found, error, _seq_no, _primary_term, _source } = docs[n] ?? { found: false };
      if (error !== undefined && error.type !== 'index_not_found_exception')
        throw statusFailure(error.type === 'security_exception' ? 403 : 503, error.type, DOING, GET_NEEDS);
      if (!found || _seq_no === undefined || _primary_term === undefined || _source === undefined) return [];
      return [{ ...invocation, seqNo: _seq_no, primaryTerm: _primary_term, source: _source }];
    });
  }
}

/** Beyond any that a document has. */
const LAST_SEQ_NO = Number.MAX_SAFE_INTEGER;

/** A document with an id is not met again because it was changed. */
const behind = ([time, id, seqNo]: Position): Position => [time, id, id === null ? seqNo : LAST_SEQ_NO];

/** Negative when the first is before the second. */
export function comparePositions([time, id, seqNo]: Position, [time2, id2, seqNo2]: Position): number {
  if (time !== time2) return time - time2;
  // By bytes, as OpenSearch does; without an id comes last.
  if (id !== id2)
    return id === null ? 1 : id2 === null ? -1 : Buffer.compare(Buffer.from(id), Buffer.from(id2));
  return id === null ? seqNo - seqNo2 : 0;
}
