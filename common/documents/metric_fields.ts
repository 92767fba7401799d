/**
 * Fields of a metric document: one exact set of dimensions, one period, one point in time, and every statistic of
 * every metric that shares them. Elastic's names where they exist.
 */
import { METRIC_NAMESPACES } from '../metrics/catalogue';
import { type Metric, type MetricNamespace, type Statistic, statisticField } from '../metrics/metric';
import { field, under, type Field } from './field';

const SAID: Readonly<Record<Statistic, string>> = {
  Sum: 'sum of the period',
  Average: 'average of the period',
  Maximum: 'maximum of the period',
  SampleCount: 'values in the period',
  p50: 'median of the period',
  p90: '90th percentile of the period',
  p99: '99th percentile of the period',
};

const sharedFields = ({ cloudwatch, name }: MetricNamespace): readonly Field[] => [
  field('@timestamp', 'date', 'Where the period begins', 'CloudWatch'),
  field('ecs.version', 'keyword', 'Version of the Elastic Common Schema', 'constant'),
  field('data_stream.type', 'keyword', 'Kind of data', 'constant: metrics'),
  field('data_stream.dataset', 'keyword', 'Name of the data set', `constant: aws_bedrock.${name}`),
  field('data_stream.namespace', 'keyword', 'Namespace of the integration', 'integration'),
  field('event.kind', 'keyword', 'Kind of event', 'constant: metric'),
  field('event.module', 'keyword', 'Module of the data', 'constant: aws_bedrock'),
  field('event.dataset', 'keyword', 'Name of the data set', `constant: aws_bedrock.${name}`),
  field('event.ingested', 'date', 'First arrival', 'storage'),
  field('event.updated', 'date', 'Last change of a value after the first arrival', 'storage'),
  field('cloud.provider', 'keyword', 'Cloud provider', 'constant: aws'),
  field('cloud.account.id', 'keyword', 'Account whose metric it is', 'integration, OwningAccounts'),
  field('cloud.account.name', 'keyword', 'Name configured for the account, else its id', 'integration'),
  field('cloud.region', 'keyword', 'Region', 'integration'),
  field('aws.cloudwatch.namespace', 'keyword', 'CloudWatch namespace', `constant: ${cloudwatch}`),
  field(
    'aws.cloudwatch.dimension_set',
    'keyword',
    'The exact set of dimensions, such as `ModelId`; only documents of one set and one period may be added up',
    'ListMetrics',
  ),
  field('aws.cloudwatch.period', 'long', 'Length of the period', 'integration', 's'),
  field('aws.dimensions', 'flat_object', 'Every dimension as CloudWatch names it', 'ListMetrics'),
];

function valueFields(metric: Metric): Field[] {
  const { name, meaning, unit, statistics } = metric;
  return statistics.map((statistic) =>
    field(
      statisticField(metric, statistic),
      'double',
      `${meaning}: ${SAID[statistic]}`,
      `${name}, ${statistic}`,
      statistic === 'SampleCount' ? undefined : unit,
    ),
  );
}

/** Every field of a namespace's documents. */
export const metricFields = (namespace: MetricNamespace): readonly Field[] => [
  ...sharedFields(namespace),
  ...under(`aws_bedrock.${namespace.name}`, [
    ...Object.entries(namespace.dimensions).map(([dimension, name]) =>
      field(name, 'keyword', `Dimension ${dimension}`, 'ListMetrics'),
    ),
    ...namespace.metrics.flatMap(valueFields),
  ]),
];

/** By the namespace's own name. */
export const METRIC_FIELDS: ReadonlyMap<string, readonly Field[]> = new Map(
  METRIC_NAMESPACES.map((namespace) => [namespace.name, metricFields(namespace)]),
);
