/**
 * What CloudWatch tells of the runtime endpoint, as aggregations over documents of one set and one period, and how
 * they are read. Sums are exact: they are of whole numbers.
 */
import * as z from 'zod/mini';
import type { ModelMetricFilters } from '../../common/api/metric_scope';
import type { RuntimeFigures } from '../../common/api/runtime_models';
import { dimensionSetOf } from '../../common/metrics/catalogue';
import { RUNTIME_METRICS } from '../../common/metrics/runtime';
import type { Statistic } from '../../common/metrics/metric';
import { INDEX_PATTERN } from '../../common/plugin';
import { readSum, Sum } from './figures';
import { dimensionField, valueField } from './metric_document';
import {
  hasField,
  NOTHING_MEASURED,
  PeriodsAnswer,
  periodsAggregation,
  readPeriods,
  readTime,
  TimeAnswer,
  timeAggregation,
} from './metric_figures';
import { inPlaces, isAnyOf, type MetricSeries } from './metric_series';
import { requestRates } from './request_rates';
import type { Aggregations } from './search';

const field = (metric: string, statistic: Statistic = 'Sum') =>
  valueField(RUNTIME_METRICS, metric, statistic);
const sum = (metric: string) => ({ sum: { field: field(metric) } });

export const MODEL_ID = dimensionField(RUNTIME_METRICS, 'ModelId');

/** By model, and by nothing else: image sizes, tiers and context windows have sets of their own. */
export const modelSeries = (filters: ModelMetricFilters): MetricSeries => ({
  index: INDEX_PATTERN.runtime,
  dimensionSet: dimensionSetOf(['ModelId']),
  requests: [field('Invocations'), field('InvocationThrottles')],
  filters: [...inPlaces(filters), ...isAnyOf(MODEL_ID, filters.models)],
});

const SPEED_OF = [
  field('OutputTokenCount', 'p50'),
  field('InvocationLatency', 'p50'),
  field('TimeToFirstToken', 'p50'),
] as const;

/**
 * Output tokens a second of a period, as AWS derives them: the median of tokens by the median of the time between the
 * first token and the last. None where that is under a millisecond.
 */
const outputSpeed = {
  script: {
    lang: 'painless',
    source: `
double tokens = doc[params.tokens].value;
double streamed = doc[params.latency].value - doc[params.first].value;
return streamed < 1 ? null : tokens / streamed * 1000;`,
    params: { tokens: SPEED_OF[0], latency: SPEED_OF[1], first: SPEED_OF[2] },
  },
};

const countAggregations: Aggregations = {
  invocations: sum('Invocations'),
  client_errors: sum('InvocationClientErrors'),
  server_errors: sum('InvocationServerErrors'),
  throttles: sum('InvocationThrottles'),
  uncached_input: sum('InputTokenCount'),
  output: sum('OutputTokenCount'),
  cache_read: sum('CacheReadInputTokens'),
  cache_write: sum('CacheWriteInputTokens'),
  images: sum('OutputImageCount'),
};

export const runtimeAggregations: Aggregations = {
  ...countAggregations,
  latency: timeAggregation(RUNTIME_METRICS, 'InvocationLatency'),
  first_token: timeAggregation(RUNTIME_METRICS, 'TimeToFirstToken'),
  output_speed: periodsAggregation({ bool: { filter: SPEED_OF.map(hasField) } }, outputSpeed, 'min'),
};

export const RuntimeAnswer = z.object({
  doc_count: z.number(),
  invocations: Sum,
  client_errors: Sum,
  server_errors: Sum,
  throttles: Sum,
  uncached_input: Sum,
  output: Sum,
  cache_read: Sum,
  cache_write: Sum,
  images: Sum,
  latency: TimeAnswer,
  first_token: TimeAnswer,
  output_speed: PeriodsAnswer,
});

export function readRuntime(answer: z.infer<typeof RuntimeAnswer>): RuntimeFigures {
  const counts = {
    invocations: readSum(answer.invocations),
    client_errors: readSum(answer.client_errors),
    server_errors: readSum(answer.server_errors),
    throttles: readSum(answer.throttles),
  };
  return {
    ...counts,
    ...requestRates(counts),
    tokens: {
      uncached_input: readSum(answer.uncached_input),
      output: readSum(answer.output),
      cache_read: readSum(answer.cache_read),
      cache_write: readSum(answer.cache_write),
    },
    images: readSum(answer.images),
    latency: readTime(answer.latency),
    first_token: readTime(answer.first_token),
    output_speed: readPeriods(answer.output_speed, answer.latency.doc_count),
  };
}

export const NO_RUNTIME: RuntimeFigures = {
  invocations: 0,
  client_errors: 0,
  server_errors: 0,
  throttles: 0,
  attempts: 0,
  error_rate: null,
  throttle_rate: null,
  tokens: { uncached_input: 0, output: 0, cache_read: 0, cache_write: 0 },
  images: 0,
  latency: NOTHING_MEASURED.time,
  first_token: NOTHING_MEASURED.time,
  output_speed: NOTHING_MEASURED.periods,
};
