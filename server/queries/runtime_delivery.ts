/**
 * Deliveries of invocation logs, which CloudWatch counts for an account as a whole: the set without dimensions, in the
 * one period that was chosen.
 */
import * as z from 'zod/mini';
import type { AnsweredPeriod } from '../../common/api/metric_scope';
import type {
  Deliveries,
  Delivery,
  RuntimeDelivery,
  RuntimeDeliveryRequest,
} from '../../common/api/runtime_delivery';
import { NO_DIMENSIONS } from '../../common/metrics/catalogue';
import { RUNTIME_METRICS } from '../../common/metrics/runtime';
import { INDEX_PATTERN } from '../../common/plugin';
import { readSum, Sum } from './figures';
import { valueField } from './metric_document';
import { inPlaces, type MetricSeries, ofSeries } from './metric_series';
import { previousRange } from './previous_range';
import { shareOf } from './request_rates';
import { inRange } from './scope_clauses';
import { readAnswer, search, type SearchRequest } from './search';

const field = (metric: string) => valueField(RUNTIME_METRICS, metric, 'Sum');

const FIELDS = {
  cloudwatch_delivered: field('ModelInvocationLogsCloudWatchDeliverySuccess'),
  cloudwatch_failed: field('ModelInvocationLogsCloudWatchDeliveryFailure'),
  s3_delivered: field('ModelInvocationLogsS3DeliverySuccess'),
  s3_failed: field('ModelInvocationLogsS3DeliveryFailure'),
  large_delivered: field('ModelInvocationLargeDataS3DeliverySuccess'),
  large_failed: field('ModelInvocationLargeDataS3DeliveryFailure'),
} as const;

export const deliverySeries = ({ filters }: RuntimeDeliveryRequest): MetricSeries => ({
  index: INDEX_PATTERN.runtime,
  dimensionSet: NO_DIMENSIONS,
  requests: Object.values(FIELDS),
  filters: inPlaces(filters),
});

const sums = Object.fromEntries(
  Object.entries(FIELDS).map(([name, summed]) => [name, { sum: { field: summed } }]),
);

/** @param period seconds */
export function runtimeDeliveryQuery(request: RuntimeDeliveryRequest, period: number): SearchRequest {
  const { range } = request;
  const series = deliverySeries(request);
  const previous = previousRange(range);
  return search(series.index, {
    size: 0,
    track_total_hits: false,
    query: ofSeries(series, { from: previous.from, to: range.to }, period),
    aggs: {
      current: { filter: inRange(range), aggs: sums },
      previous: { filter: inRange(previous), aggs: sums },
    },
  });
}

const Sums = z.object({
  cloudwatch_delivered: Sum,
  cloudwatch_failed: Sum,
  s3_delivered: Sum,
  s3_failed: Sum,
  large_delivered: Sum,
  large_failed: Sum,
});
const Answer = z.object({ aggregations: z.optional(z.object({ current: Sums, previous: Sums })) });

/**
 * @param answer undefined where no period is stored and so nothing was asked
 * @throws UnexpectedAnswer when `answer` is not an answer to `runtimeDeliveryQuery`
 */
export function readRuntimeDelivery(period: AnsweredPeriod, answer: unknown): RuntimeDelivery['delivery'] {
  const aggregations = answer === undefined ? undefined : readAnswer(Answer, answer).aggregations;
  if (!aggregations) return { period, current: NOTHING, previous: NOTHING };
  return {
    period,
    current: readDeliveries(aggregations.current),
    previous: readDeliveries(aggregations.previous),
  };
}

const deliveryOf = (delivered: number, failed: number): Delivery => ({
  delivered,
  failed,
  failure_rate: shareOf(failed, delivered + failed),
});

const readDeliveries = (answer: z.infer<typeof Sums>): Deliveries => ({
  cloudwatch: deliveryOf(readSum(answer.cloudwatch_delivered), readSum(answer.cloudwatch_failed)),
  s3: deliveryOf(readSum(answer.s3_delivered), readSum(answer.s3_failed)),
  large_data_s3: deliveryOf(readSum(answer.large_delivered), readSum(answer.large_failed)),
});

const NOTHING: Deliveries = {
  cloudwatch: deliveryOf(0, 0),
  s3: deliveryOf(0, 0),
  large_data_s3: deliveryOf(0, 0),
};
