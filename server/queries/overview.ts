/**
 * The Overview page's question, in one search: two filters split the range and the equally long one before it,
 * so that a delta compares what one and the same view of the data said. The answer's columns add up: what the
 * named models leave over is the series «other», not a rounding.
 */
import * as z from 'zod/mini';
import type {
  Measure,
  Overview,
  OverviewPoint,
  OverviewRequest,
  OverviewSeries,
  Totals,
} from '../../common/api/overview';
import { INDEX_PATTERN } from '../../common/plugin';
import { UNPRICED_REASONS } from '../../common/pricing/cost';
import { MISSING, nameOrNull } from './buckets';
import { callersAggregation, callersAnswer, rankCallers } from './callers';
import { columnInterval } from './column_interval';
import {
  Count,
  Percentile,
  ShareAnswer,
  Sum,
  errorsAggregation,
  firstTokenAggregation,
  interventionsAggregation,
  isUnpriced,
  latencyAggregation,
  readP95,
  readPercentile,
  readShare,
  readSpend,
  readSum,
  roundUsd,
  shareAggregations,
  spendAggregation,
  throttlesAggregation,
  tokensAggregation,
  totalsAggregations,
  totalsShape,
} from './figures';
import { FIELD } from './invocation_fields';
import { previousRange } from './previous_range';
import { byRank } from './rank';
import { filterClauses, inRange } from './scope_clauses';
import { readAnswer, search, type Aggregations, type SearchRequest } from './search';

/** Rows of a table. */
export const TABLE_ROWS = 10;
/** Models with a colour of their own in the chart; the rest is «other». */
export const NAMED_SERIES = 8;
/** Models without a price that are named. */
const NAMED_UNPRICED = 5;
/**
 * Candidates each shard hands in for a ranking. As long as a shard knows fewer names, ranks and figures are
 * exact; it bounds what a person can make the cluster hold by asking about many callers.
 */
const SHARD_CANDIDATES = 1_000;
/** The same for the callers of each account. */
const CALLERS_PER_ACCOUNT = 500;

const measureAggregation: Readonly<Record<Measure, Aggregations>> = {
  spend: spendAggregation,
  tokens: tokensAggregation,
  invocations: {},
};

export function overviewQuery(request: OverviewRequest): SearchRequest {
  const { range, rank_by: rankBy, time_zone: timeZone } = request;
  const previous = previousRange(range);
  const { name, parameter } = columnInterval(range);
  const columns = { field: FIELD.time, [parameter]: name, time_zone: timeZone };
  const ranking = {
    size: TABLE_ROWS,
    shard_size: SHARD_CANDIDATES,
    order: byRank(rankBy),
    collect_mode: 'breadth_first',
  };
  return search(INDEX_PATTERN.invocation, {
    size: 0,
    track_total_hits: false,
    query: {
      bool: { filter: [inRange({ from: previous.from, to: range.to }), ...filterClauses(request.filters)] },
    },
    aggs: {
      previous: { filter: inRange(previous), aggs: totalsAggregations },
      current: {
        filter: inRange(range),
        aggs: {
          ...totalsAggregations,
          columns: {
            date_histogram: {
              ...columns,
              min_doc_count: 0,
              extended_bounds: { min: range.from, max: range.to - 1 },
            },
            aggs: {
              ...tokensAggregation,
              ...errorsAggregation,
              ...throttlesAggregation,
              ...interventionsAggregation,
              ...spendAggregation,
              ...latencyAggregation,
              ...firstTokenAggregation,
            },
          },
          models: {
            terms: { field: FIELD.model, missing: MISSING, ...ranking },
            aggs: {
              ...shareAggregations,
              columns: {
                date_histogram: { ...columns, min_doc_count: 1 },
                aggs: measureAggregation[rankBy],
              },
            },
          },
          ...callersAggregation(
            { ...ranking, shard_size: CALLERS_PER_ACCOUNT },
            { accounts: measureAggregation[rankBy], figures: shareAggregations },
          ),
          unpriced_models: {
            filter: isUnpriced,
            aggs: {
              models: {
                terms: {
                  field: FIELD.model,
                  missing: MISSING,
                  size: NAMED_UNPRICED,
                  shard_size: SHARD_CANDIDATES,
                },
                aggs: {
                  reasons: { terms: { field: FIELD.unpricedReason, size: UNPRICED_REASONS.length } },
                },
              },
            },
          },
        },
      },
    },
  });
}

const Column = z.object({
  key: z.number(),
  doc_count: z.number(),
  tokens: Sum,
  errors: Count,
  throttles: Count,
  interventions: Count,
  spend: Sum,
  latency_p95: Percentile,
  first_token_p95: Percentile,
});
const MeasuredColumn = z.object({
  key: z.number(),
  doc_count: z.number(),
  tokens: z.optional(Sum),
  spend: z.optional(Sum),
});
const ModelBucket = z.extend(ShareAnswer, {
  key: z.string(),
  columns: z.object({ buckets: z.array(MeasuredColumn) }),
});
const CallerBucket = z.extend(ShareAnswer, { key: z.string() });
const UnpricedBucket = z.object({
  key: z.string(),
  doc_count: z.number(),
  reasons: z.object({ buckets: z.array(z.object({ key: z.string() })) }),
});
const TotalsAnswer = z.object(totalsShape);

/** Before the first index exists there is nothing to aggregate over, and OpenSearch leaves the part out. */
const Answer = z.object({
  aggregations: z.optional(
    z.object({
      previous: TotalsAnswer,
      current: z.extend(TotalsAnswer, {
        columns: z.object({ buckets: z.array(Column) }),
        models: z.object({ sum_other_doc_count: z.number(), buckets: z.array(ModelBucket) }),
        callers: callersAnswer(CallerBucket),
        unpriced_models: z.object({
          models: z.object({ buckets: z.array(UnpricedBucket) }),
        }),
      }),
    }),
  ),
});

/** Throws `UnexpectedAnswer` when `answer` is not an answer to `overviewQuery(request)`. */
export function readOverview(request: OverviewRequest, answer: unknown): Overview {
  const { aggregations } = readAnswer(Answer, answer);
  const frame = {
    range: request.range,
    previous_range: previousRange(request.range),
    interval: columnInterval(request.range).name,
    rank_by: request.rank_by,
  };
  if (!aggregations) {
    return {
      ...frame,
      current: NOTHING,
      previous: NOTHING,
      points: [],
      series: [],
      models: [],
      other_models_invocations: 0,
      callers: [],
      other_callers_invocations: 0,
      unpriced_models: [],
    };
  }
  const { current, previous } = aggregations;
  const points = current.columns.buckets.map(readPoint);
  const callers = rankCallers(current.callers, TABLE_ROWS, measureOfShare[request.rank_by]);
  return {
    ...frame,
    current: readTotals(current),
    previous: readTotals(previous),
    points,
    series: readSeries(request.rank_by, points, current.models.buckets),
    models: current.models.buckets.map((bucket) => ({ model: nameOrNull(bucket.key), ...readShare(bucket) })),
    other_models_invocations: current.models.sum_other_doc_count,
    callers: callers.map(({ caller, bucket }) => ({ caller, ...readShare(bucket) })),
    other_callers_invocations:
      current.doc_count - callers.reduce((sum, { bucket }) => sum + bucket.doc_count, 0),
    unpriced_models: current.unpriced_models.models.buckets.map(({ key, doc_count, reasons }) => ({
      model: nameOrNull(key),
      invocations: doc_count,
      reasons: reasons.buckets.map(({ key: reason }) => reason),
    })),
  };
}

const readTotals = (answer: z.infer<typeof TotalsAnswer>): Totals => ({
  invocations: answer.doc_count,
  tokens: {
    uncached_input: readSum(answer.uncached_input),
    output: readSum(answer.output),
    cache_read: readSum(answer.cache_read),
    cache_write: readSum(answer.cache_write),
    total: readSum(answer.tokens),
  },
  errors: answer.errors.doc_count,
  throttles: answer.throttles.doc_count,
  guardrail_interventions: answer.interventions.doc_count,
  latency: readP95(answer.latency_p95, answer.latency_measured),
  first_token: readP95(answer.first_token_p95, answer.first_token_measured),
  spend: readSpend(answer),
});

const readPoint = (column: z.infer<typeof Column>): OverviewPoint => ({
  at: column.key,
  invocations: column.doc_count,
  tokens: readSum(column.tokens),
  errors: column.errors.doc_count,
  throttles: column.throttles.doc_count,
  guardrail_interventions: column.interventions.doc_count,
  usd: roundUsd(readSum(column.spend)),
  latency_p95: readPercentile(column.latency_p95),
  first_token_p95: readPercentile(column.first_token_p95),
});

const measureOfPoint: Readonly<Record<Measure, (point: OverviewPoint) => number>> = {
  spend: (point) => point.usd,
  tokens: (point) => point.tokens,
  invocations: (point) => point.invocations,
};

const measureOfShare: Readonly<Record<Measure, (share: z.infer<typeof ShareAnswer>) => number>> = {
  spend: ({ spend }) => readSum(spend),
  tokens: ({ tokens }) => readSum(tokens),
  invocations: ({ doc_count: count }) => count,
};

const measureOfColumn: Readonly<Record<Measure, (column: z.infer<typeof MeasuredColumn>) => number>> = {
  spend: (column) => roundUsd(column.spend?.value ?? 0),
  tokens: (column) => column.tokens?.value ?? 0,
  invocations: (column) => column.doc_count,
};

function readSeries(
  rankBy: Measure,
  points: readonly OverviewPoint[],
  models: readonly z.infer<typeof ModelBucket>[],
): OverviewSeries[] {
  const named = models.slice(0, NAMED_SERIES).map((bucket): OverviewSeries => {
    const values = new Map(
      bucket.columns.buckets.map((column) => [column.key, measureOfColumn[rankBy](column)]),
    );
    return {
      key: { kind: 'model', model: nameOrNull(bucket.key) },
      values: points.map(({ at }) => values.get(at) ?? 0),
    };
  });
  const rest = points.map((point, index) => {
    const accounted = named.reduce((total, { values }) => total + (values[index] ?? 0), 0);
    return Math.max(0, roundUsd(measureOfPoint[rankBy](point) - accounted));
  });
  const withValues = named.filter(({ values }) => values.some((value) => value > 0));
  return rest.some((value) => value > 0)
    ? [...withValues, { key: { kind: 'other' }, values: rest }]
    : withValues;
}

const NOT_MEASURED = { value: null, measured: 0 };
const NOTHING: Totals = {
  invocations: 0,
  tokens: { uncached_input: 0, output: 0, cache_read: 0, cache_write: 0, total: 0 },
  errors: 0,
  throttles: 0,
  guardrail_interventions: 0,
  latency: NOT_MEASURED,
  first_token: NOT_MEASURED,
  spend: { usd: 0, priced_invocations: 0, unpriced_invocations: 0, unpriced_tokens: 0 },
};
