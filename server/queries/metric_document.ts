/** The fields of metric documents that questions are asked of, as the metric catalogue names them. */
import { type MetricNamespace, type Statistic, statisticField } from '../../common/metrics/metric';

export const METRIC_FIELD = {
  time: '@timestamp',
  account: 'cloud.account.id',
  region: 'cloud.region',
  dimensionSet: 'aws.cloudwatch.dimension_set',
  period: 'aws.cloudwatch.period',
} as const;

/** Where a statistic is stored. Throws `TypeError` for one that the catalogue does not ask for. */
export function valueField(namespace: MetricNamespace, name: string, statistic: Statistic): string {
  const metric = namespace.metrics.find((one) => one.name === name);
  if (!metric?.statistics.includes(statistic))
    throw new TypeError(`${namespace.cloudwatch} has no ${statistic} of ${name}`);
  return `aws_bedrock.${namespace.name}.${statisticField(metric, statistic)}`;
}

/** Where a dimension is stored. Throws `TypeError` for one that the catalogue does not know. */
export function dimensionField(namespace: MetricNamespace, dimension: string): string {
  const field = Object.hasOwn(namespace.dimensions, dimension) ? namespace.dimensions[dimension] : undefined;
  if (field === undefined) throw new TypeError(`${namespace.cloudwatch} has no dimension ${dimension}`);
  return `aws_bedrock.${namespace.name}.${field}`;
}
