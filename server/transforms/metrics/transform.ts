/**
 * A metric point becomes a document. Its id is a hash of account, region, CloudWatch namespace, exact dimensions,
 * period and time, so that a point that is read again, whole or in part, lands on itself. Pure.
 */
import { ECS_VERSION } from '../../../common/documents/constants';
import type { JsonObject } from '../../../common/documents/json';
import { dimensionSetOf, metricOf, namespaceOf } from '../../../common/metrics/catalogue';
import { type MetricNamespace, statisticField } from '../../../common/metrics/metric';
import type { TransformContext } from '../context';
import { hashId } from '../invocation/identity';
import { parseJson } from '../decode/parsed_json';
import type { Outcome } from '../outcome';
import { MetricPoint } from './metric_point';

export function transformMetric(text: string, context: TransformContext): Outcome {
  const json = parseJson(text);
  if (json === undefined) return { status: 'rejected', reasons: ['not_json'] };
  const parsed = MetricPoint.safeParse(json.value);
  if (!parsed.success) return { status: 'rejected', reasons: ['not_an_object'] };
  const point = parsed.data;
  const namespace = namespaceOf(point.namespace);
  if (namespace === undefined) return { status: 'skipped', reason: 'other_schema' };
  return {
    status: 'indexed',
    dataset: namespace.name,
    id: metricId(point),
    timestamp: point.timestamp,
    document: documentOf(point, namespace, context),
  };
}

/** 27 characters of base64url. */
export function metricId({
  account_id,
  region,
  namespace,
  dimensions,
  period,
  timestamp,
}: MetricPoint): string {
  const exact = Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1));
  return hashId(JSON.stringify([account_id, region, namespace, exact, period, timestamp]));
}

function documentOf(point: MetricPoint, namespace: MetricNamespace, context: TransformContext): JsonObject {
  const { account_id: accountId, region, dimensions, period, timestamp } = point;
  const { accountNames } = context.lookups;
  const dataset = `aws_bedrock.${namespace.name}`;
  const names = Object.keys(dimensions);
  return {
    '@timestamp': new Date(timestamp).toISOString(),
    ecs: { version: ECS_VERSION },
    data_stream: { type: 'metrics', dataset, namespace: context.namespace },
    event: { kind: 'metric', module: 'aws_bedrock', dataset },
    cloud: {
      provider: 'aws',
      account: {
        id: accountId,
        name: (Object.hasOwn(accountNames, accountId) ? accountNames[accountId] : undefined) ?? accountId,
      },
      region,
    },
    aws: {
      cloudwatch: { namespace: point.namespace, dimension_set: dimensionSetOf(names), period },
      ...(names.length === 0 ? {} : { dimensions: { ...dimensions } }),
    },
    aws_bedrock: { [namespace.name]: { ...dimensionFields(point, namespace), ...valueFields(point) } },
  };
}

function dimensionFields({ dimensions }: MetricPoint, namespace: MetricNamespace): JsonObject {
  const fields: JsonObject = {};
  for (const [dimension, value] of Object.entries(dimensions)) {
    const field = Object.hasOwn(namespace.dimensions, dimension)
      ? namespace.dimensions[dimension]
      : undefined;
    if (field !== undefined) fields[field] = value;
  }
  return fields;
}

function valueFields({ namespace, values }: MetricPoint): JsonObject {
  const fields: JsonObject = {};
  for (const [name, statistics] of Object.entries(values)) {
    const metric = metricOf(namespace, name);
    if (metric === undefined) continue;
    for (const statistic of metric.statistics) {
      const value = Object.hasOwn(statistics, statistic) ? statistics[statistic] : undefined;
      if (value !== undefined) fields[statisticField(metric, statistic)] = value;
    }
  }
  return fields;
}
