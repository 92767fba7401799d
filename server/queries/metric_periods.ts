/**
 * In which periods a range is stored, and which of them an answer is made of. CloudWatch keeps the past coarser than
 * the present, and accounts may be read more or less finely, so there may be several; they are never mixed. The one
 * that knows of the most requests says most of what happened; where a finer one knows as much, it says more.
 */
import * as z from 'zod/mini';
import type { TimeRange } from '../../common/api/invocation_scope';
import type { AnsweredPeriod, StoredPeriod } from '../../common/api/metric_scope';
import { readSum, Sum } from './figures';
import { METRIC_FIELD } from './metric_document';
import { type MetricSeries, ofSeries } from './metric_series';
import { previousRange } from './previous_range';
import { inRange } from './scope_clauses';
import { type Aggregations, readAnswer, search, type SearchRequest } from './search';

/** Periods are a handful; this is what a search may be asked to tell apart. */
const MAX_PERIODS = 50;

const first = { min: { field: METRIC_FIELD.time } };

const byPeriod = (aggs: Aggregations) => ({
  terms: { field: METRIC_FIELD.period, size: MAX_PERIODS },
  aggs,
});

export function metricPeriodsQuery(series: MetricSeries, range: TimeRange): SearchRequest {
  const previous = previousRange(range);
  return search(series.index, {
    size: 0,
    track_total_hits: false,
    query: ofSeries(series, { from: previous.from, to: range.to }),
    aggs: {
      current: {
        filter: inRange(range),
        aggs: {
          periods: byPeriod({
            first,
            last: { max: { field: METRIC_FIELD.time } },
            ...Object.fromEntries(
              series.requests.map((field, index) => [`requests_${index}`, { sum: { field } }]),
            ),
          }),
        },
      },
      previous: { filter: inRange(previous), aggs: { periods: byPeriod({ first }) } },
    },
  });
}

const Moment = z.object({ value: z.number() });
const Answer = z.object({
  aggregations: z.optional(
    z.object({
      current: z.object({
        periods: z.object({
          buckets: z.array(z.looseObject({ key: z.number(), first: Moment, last: Moment })),
        }),
      }),
      previous: z.object({
        periods: z.object({ buckets: z.array(z.object({ key: z.number(), first: Moment })) }),
      }),
    }),
  ),
});

/**
 * @param asked seconds, where a person chose a period; then no other one is used
 * @throws UnexpectedAnswer when `answer` is not an answer to `metricPeriodsQuery(series, …)`
 */
export function readMetricPeriods(series: MetricSeries, answer: unknown, asked?: number): AnsweredPeriod {
  const { aggregations } = readAnswer(Answer, answer);
  if (!aggregations) return { used: null, others: [], previous_from: null };
  const stored = aggregations.current.periods.buckets.map((bucket): StoredPeriod => ({
    seconds: bucket.key,
    from: bucket.first.value,
    to: bucket.last.value + bucket.key * 1_000,
    requests: series.requests.reduce(
      (sum, _, index) => sum + readSum(readAnswer(Sum, bucket[`requests_${index}`])),
      0,
    ),
  }));
  const ranked = stored.sort((a, b) => b.requests - a.requests || a.seconds - b.seconds);
  const used = (asked === undefined ? ranked[0] : ranked.find(({ seconds }) => seconds === asked)) ?? null;
  const before = aggregations.previous.periods.buckets.find(({ key }) => key === used?.seconds);
  return {
    used,
    others: ranked.filter((one) => one !== used),
    previous_from: before?.first.value ?? null,
  };
}
