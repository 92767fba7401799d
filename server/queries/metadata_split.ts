/**
 * Cost, tokens and invocations by a metadata key, in one search. A value's row is a bucket of the `key=value` pairs
 * that begin with the key; a record carries a key at most once, so each call is in exactly one row. What the rows leave
 * over of the total is the row «other», so they add up: counts and tokens exactly, and spend to a ten-thousandth of a
 * millionth of a dollar, up to some 400,000 dollars in a range, where doubles become coarser than that.
 */
import * as z from 'zod/mini';
import type {
  MetadataFigures,
  MetadataRow,
  MetadataSplit,
  MetadataSplitRequest,
} from '../../common/api/metadata_split';
import { metadataPairPrefix } from '../../common/documents/metadata_pairs';
import { INDEX_PATTERN } from '../../common/plugin';
import {
  readSpend,
  readSum,
  roundUsd,
  spendDetailAggregations,
  SpendAnswer,
  Sum,
  tokensAggregation,
} from './figures';
import { FIELD } from './invocation_fields';
import { byRank } from './rank';
import { filterClauses, inRange } from './scope_clauses';
import { readAnswer, search, type Aggregations, type SearchRequest } from './search';

/** Candidates each shard hands in; as long as it knows fewer values, ranks and rows are exact. */
const SHARD_CANDIDATES = 1_000;

const figures: Aggregations = { ...tokensAggregation, ...spendDetailAggregations };

/** Lucene's syntax: what it gives a meaning to, and nothing else, is escaped, since a letter would get one. */
const literal = (text: string): string => text.replace(/[.?+*|{}[\]()"\\#@&<>~^$-]/g, '\\$&');

export function metadataSplitQuery(request: MetadataSplitRequest): SearchRequest {
  const prefix = metadataPairPrefix(request.key);
  const carriesKey = { prefix: { [FIELD.metadataPairs]: { value: prefix } } };
  return search(INDEX_PATTERN.invocation, {
    size: 0,
    track_total_hits: false,
    query: { bool: { filter: [inRange(request.range), ...filterClauses(request.filters)] } },
    aggs: {
      none: { filter: { bool: { must_not: [carriesKey] } }, aggs: figures },
      with_key: {
        filter: carriesKey,
        aggs: {
          ...figures,
          values: {
            terms: {
              field: FIELD.metadataPairs,
              include: `${literal(prefix)}.*`,
              size: request.rows,
              shard_size: SHARD_CANDIDATES,
              order: byRank(request.rank_by),
              collect_mode: 'breadth_first',
            },
            aggs: figures,
          },
        },
      },
    },
  });
}

const Figures = z.extend(SpendAnswer, { doc_count: z.number(), tokens: Sum });
const Answer = z.object({
  aggregations: z.optional(
    z.object({
      none: Figures,
      with_key: z.extend(Figures, {
        values: z.object({ buckets: z.array(z.extend(Figures, { key: z.string() })) }),
      }),
    }),
  ),
});

/** Throws `UnexpectedAnswer` when `answer` is not an answer to `metadataSplitQuery(request)`. */
export function readMetadataSplit(request: MetadataSplitRequest, answer: unknown): MetadataSplit {
  const { range, key, rank_by } = request;
  const { aggregations } = readAnswer(Answer, answer);
  // Before the first index exists OpenSearch leaves the part out.
  if (!aggregations) return { range, key, rank_by, total: NOTHING, rows: [] };
  const prefix = metadataPairPrefix(key);
  const values = aggregations.with_key.values.buckets.map((bucket): MetadataRow => ({
    key: { kind: 'value', value: bucket.key.slice(prefix.length) },
    ...readFigures(bucket),
  }));
  const none = readFigures(aggregations.none);
  const withKey = readFigures(aggregations.with_key);
  const other = values.reduce(minus, withKey);
  const rows = [...values];
  if (other.invocations > 0) rows.push({ key: { kind: 'other' }, ...other });
  if (none.invocations > 0) rows.push({ key: { kind: 'none' }, ...none });
  return { range, key, rank_by, total: plus(withKey, none), rows };
}

const readFigures = (answer: z.infer<typeof Figures>): MetadataFigures => ({
  invocations: answer.doc_count,
  tokens: readSum(answer.tokens),
  spend: readSpend(answer),
});

const plus = (a: MetadataFigures, b: MetadataFigures): MetadataFigures => combined(a, b, 1);
const minus = (a: MetadataFigures, b: MetadataFigures): MetadataFigures => combined(a, b, -1);

const combined = (a: MetadataFigures, b: MetadataFigures, sign: 1 | -1): MetadataFigures => ({
  invocations: a.invocations + sign * b.invocations,
  tokens: a.tokens + sign * b.tokens,
  spend: {
    usd: roundUsd(a.spend.usd + sign * b.spend.usd),
    priced_invocations: a.spend.priced_invocations + sign * b.spend.priced_invocations,
    unpriced_invocations: a.spend.unpriced_invocations + sign * b.spend.unpriced_invocations,
    unpriced_tokens: a.spend.unpriced_tokens + sign * b.spend.unpriced_tokens,
  },
});

const NOTHING: MetadataFigures = {
  invocations: 0,
  tokens: 0,
  spend: { usd: 0, priced_invocations: 0, unpriced_invocations: 0, unpriced_tokens: 0 },
};
