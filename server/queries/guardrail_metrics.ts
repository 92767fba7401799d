/**
 * Guardrails of a range, version by version, as CloudWatch saw them: one search inside the set
 * `GuardrailArn+GuardrailVersion` and the one period that was chosen. Sums by content source, policy or operation are
 * sets of their own and never in here.
 */
import * as z from 'zod/mini';
import {
  GUARDRAIL_ROWS,
  type GuardrailFigures,
  type GuardrailMetrics,
  type GuardrailMetricsRequest,
  type GuardrailRow,
} from '../../common/api/guardrail_metrics';
import type { AnsweredPeriod } from '../../common/api/metric_scope';
import { dimensionSetOf } from '../../common/metrics/catalogue';
import { GUARDRAIL_METRICS } from '../../common/metrics/guardrails';
import { INDEX_PATTERN } from '../../common/plugin';
import { readSum, Sum } from './figures';
import { dimensionField, valueField } from './metric_document';
import { NOTHING_MEASURED, readTime, TimeAnswer, timeAggregation } from './metric_figures';
import { inPlaces, type MetricSeries, ofSeries } from './metric_series';
import { previousRange } from './previous_range';
import { requestRates, shareOf } from './request_rates';
import { inRange } from './scope_clauses';
import { type Aggregations, readAnswer, search, type SearchRequest } from './search';

/** Candidates each shard hands in; as long as it knows fewer versions, rows and their order are exact. */
const SHARD_CANDIDATES = 1_000;

const field = (metric: string) => valueField(GUARDRAIL_METRICS, metric, 'Sum');
const sum = (metric: string) => ({ sum: { field: field(metric) } });

const ARN = dimensionField(GUARDRAIL_METRICS, 'GuardrailArn');
const VERSION = dimensionField(GUARDRAIL_METRICS, 'GuardrailVersion');

export const guardrailSeries = ({ filters }: GuardrailMetricsRequest): MetricSeries => ({
  index: INDEX_PATTERN.guardrails,
  dimensionSet: dimensionSetOf(['GuardrailArn', 'GuardrailVersion']),
  requests: [field('Invocations'), field('InvocationThrottles')],
  filters: inPlaces(filters),
});

const figures: Aggregations = {
  invocations: sum('Invocations'),
  interventions: sum('InvocationsIntervened'),
  text_units: sum('TextUnitCount'),
  client_errors: sum('InvocationClientErrors'),
  server_errors: sum('InvocationServerErrors'),
  throttles: sum('InvocationThrottles'),
  latency: timeAggregation(GUARDRAIL_METRICS, 'InvocationLatency'),
};

/** @param period seconds */
export function guardrailMetricsQuery(request: GuardrailMetricsRequest, period: number): SearchRequest {
  const { range } = request;
  const series = guardrailSeries(request);
  const previous = previousRange(range);
  const both = {
    current: { filter: inRange(range), aggs: figures },
    previous: { filter: inRange(previous), aggs: figures },
  };
  return search(series.index, {
    size: 0,
    track_total_hits: false,
    query: ofSeries(series, { from: previous.from, to: range.to }, period),
    aggs: {
      ...both,
      versions: {
        multi_terms: {
          terms: [{ field: ARN }, { field: VERSION }],
          size: GUARDRAIL_ROWS,
          shard_size: SHARD_CANDIDATES,
          order: [{ 'current>invocations': 'desc' }, { _count: 'desc' }, { _key: 'asc' }],
        },
        aggs: both,
      },
    },
  });
}

const Figures = z.object({
  doc_count: z.number(),
  invocations: Sum,
  interventions: Sum,
  text_units: Sum,
  client_errors: Sum,
  server_errors: Sum,
  throttles: Sum,
  latency: TimeAnswer,
});
const both = { current: Figures, previous: Figures };
const Answer = z.object({
  aggregations: z.optional(
    z.object({
      ...both,
      versions: z.object({
        sum_other_doc_count: z.number(),
        buckets: z.array(z.object({ key: z.tuple([z.string(), z.string()]), ...both })),
      }),
    }),
  ),
});

/**
 * @param answer undefined where no period is stored and so nothing was asked
 * @throws UnexpectedAnswer when `answer` is not an answer to `guardrailMetricsQuery`
 */
export function readGuardrailMetrics(
  { range }: GuardrailMetricsRequest,
  period: AnsweredPeriod,
  answer: unknown,
): GuardrailMetrics {
  const frame = { range, previous_range: previousRange(range), period };
  const aggregations = answer === undefined ? undefined : readAnswer(Answer, answer).aggregations;
  if (!aggregations)
    return { ...frame, current: NOTHING, previous: NOTHING, guardrails: [], truncated: false };
  const { current, previous, versions } = aggregations;
  return {
    ...frame,
    current: readFigures(current),
    previous: readFigures(previous),
    guardrails: versions.buckets
      .filter((bucket) => bucket.current.doc_count > 0)
      .map(({ key: [arn, version], ...bucket }): GuardrailRow => ({
        guardrail: { arn, id: idOf(arn), version },
        current: readFigures(bucket.current),
        previous: readFigures(bucket.previous),
      }))
      .sort(mostInterventionsFirst),
    truncated: versions.sum_other_doc_count > 0,
  };
}

/** `arn:aws:bedrock:us-east-1:111122223333:guardrail/<id>` */
const idOf = (arn: string): string | null => /:guardrail\/([^/:]+)$/.exec(arn)?.[1] ?? null;

function readFigures(answer: z.infer<typeof Figures>): GuardrailFigures {
  const counts = {
    invocations: readSum(answer.invocations),
    client_errors: readSum(answer.client_errors),
    server_errors: readSum(answer.server_errors),
    throttles: readSum(answer.throttles),
  };
  const interventions = readSum(answer.interventions);
  return {
    ...counts,
    ...requestRates(counts),
    interventions,
    intervention_rate: shareOf(interventions, counts.invocations),
    text_units: readSum(answer.text_units),
    latency: readTime(answer.latency),
  };
}

const mostInterventionsFirst = (one: GuardrailRow, other: GuardrailRow): number =>
  other.current.interventions - one.current.interventions ||
  other.current.invocations - one.current.invocations ||
  (nameOf(one) < nameOf(other) ? -1 : 1);

const nameOf = ({ guardrail: { arn, version } }: GuardrailRow): string => `${arn} ${version}`;

const NOTHING: GuardrailFigures = {
  invocations: 0,
  interventions: 0,
  intervention_rate: null,
  text_units: 0,
  client_errors: 0,
  server_errors: 0,
  throttles: 0,
  attempts: 0,
  error_rate: null,
  throttle_rate: null,
  latency: NOTHING_MEASURED.time,
};
