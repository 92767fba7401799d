/**
 * From series to as few requests as there can be: each statistic of each metric is a query, and a request takes 500
 * of them. All queries of a group stand next to each other, so that a document is rarely made in two halves.
 */
import { metricOf } from '../../../common/metrics/catalogue';
import type { Statistic } from '../../../common/metrics/metric';
import type { Series, SeriesGroup } from './series';

export interface MetricQuery {
  readonly series: Series;
  readonly statistic: Statistic;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
export const MAX_QUERIES = 500;
/** Points that one answer holds without a further page. */
export const MAX_POINTS = 100_800;

const isPercentile = (statistic: Statistic): boolean => statistic.startsWith('p');

/** Metrics that nobody described are passed over. */
export function queriesOf(groups: readonly SeriesGroup[], percentiles: boolean): MetricQuery[] {
  return groups.flatMap(({ metrics, ...shared }) =>
    metrics.flatMap((metric) =>
      (metricOf(shared.namespace, metric)?.statistics ?? [])
        .filter((statistic) => percentiles || !isPercentile(statistic))
        .map((statistic): MetricQuery => ({ series: { ...shared, metric }, statistic })),
    ),
  );
}

export function batchesOf(queries: readonly MetricQuery[]): MetricQuery[][] {
  const batches: MetricQuery[][] = [];
  for (let at = 0; at < queries.length; at += MAX_QUERIES) batches.push(queries.slice(at, at + MAX_QUERIES));
  return batches;
}

const MINUTES_OF_A_MONTH = 43_200;
/** https://aws.amazon.com/cloudwatch/pricing/: 0.01 USD for 1,000 metrics requested with GetMetricData. */
const USD_PER_QUERY = 0.01 / 1_000;

/** What AWS charges a month (of 30 days) for asking for so many queries once in `period` seconds, in USD. */
export const monthlyCharge = (queries: number, period: number): number =>
  queries * (MINUTES_OF_A_MONTH / (period / 60)) * USD_PER_QUERY;
