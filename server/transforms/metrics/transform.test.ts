import { METRIC_FIELDS } from '../../../common/documents/metric_fields';
import { METRIC_NAMESPACES } from '../../../common/metrics/catalogue';
import type { JsonObject } from '../../../common/documents/json';
import type { TransformContext } from '../context';
import type { MetricPoint } from './metric_point';
import { transformMetric } from './transform';

const CONTEXT: TransformContext = {
  namespace: 'default',
  contentMode: 'none',
  requestMetadata: true,
  lookups: { accountNames: { '111122223333': 'Production' }, resolvedModels: {} },
};
const POINT: MetricPoint = {
  account_id: '111122223333',
  region: 'us-east-1',
  namespace: 'AWS/Bedrock',
  dimensions: { ModelId: 'amazon.nova-lite-v1:0' },
  period: 300,
  timestamp: Date.UTC(2026, 10, 22, 12, 0),
  values: {
    Invocations: { Sum: 3 },
    InvocationLatency: { Average: 200.5, p99: 400, SampleCount: 3 },
    Invented: { Sum: 1 },
  },
};

const transformed = (point: unknown, context = CONTEXT) => transformMetric(JSON.stringify(point), context);
const idOf = (point: Partial<MetricPoint>) => {
  const outcome = transformed({ ...POINT, ...point });
  return outcome.status === 'indexed' ? outcome.id : undefined;
};

test('a point becomes a document under the field’s names', () => {
  expect(transformed(POINT)).toEqual({
    status: 'indexed',
    dataset: 'runtime',
    id: expect.stringMatching(/^[\w-]{27}$/),
    timestamp: POINT.timestamp,
    document: {
      '@timestamp': '2026-11-22T12:00:00.000Z',
      ecs: { version: '8.17.0' },
      data_stream: { type: 'metrics', dataset: 'aws_bedrock.runtime', namespace: 'default' },
      event: { kind: 'metric', module: 'aws_bedrock', dataset: 'aws_bedrock.runtime' },
      cloud: {
        provider: 'aws',
        account: { id: '111122223333', name: 'Production' },
        region: 'us-east-1',
      },
      aws: {
        cloudwatch: { namespace: 'AWS/Bedrock', dimension_set: 'ModelId', period: 300 },
        dimensions: { ModelId: 'amazon.nova-lite-v1:0' },
      },
      aws_bedrock: {
        runtime: {
          model_id: 'amazon.nova-lite-v1:0',
          invocations: 3,
          invocation_latency: 200.5,
          invocation_latency_p99: 400,
          invocation_latency_count: 3,
        },
      },
    },
  });
});

test('a point read again, whole or in part, has the same id; another one has another', () => {
  expect(idOf({ values: {} })).toBe(idOf({}));
  const guardrail = { GuardrailArn: 'arn:a', GuardrailVersion: '1' };
  expect(idOf({ dimensions: { GuardrailVersion: '1', GuardrailArn: 'arn:a' } })).toBe(
    idOf({ dimensions: guardrail }),
  );
  const others: Partial<MetricPoint>[] = [
    { account_id: '444455556666' },
    { region: 'eu-west-1' },
    { namespace: 'AWS/Bedrock/Agents' },
    { dimensions: {} },
    { dimensions: { ModelId: 'other' } },
    { period: 60 },
    { timestamp: POINT.timestamp + 300_000 },
  ];
  expect(new Set([idOf({}), ...others.map(idOf)]).size).toBe(others.length + 1);
});

test('a dimension that nobody knows stays visible', () => {
  const outcome = transformed({ ...POINT, dimensions: { ModelId: 'm', Novelty: 'yes' } });
  expect(outcome).toMatchObject({
    document: {
      aws: {
        cloudwatch: { dimension_set: 'ModelId+Novelty' },
        dimensions: { ModelId: 'm', Novelty: 'yes' },
      },
    },
  });
});

test('names that mean something to JavaScript are only names', () => {
  const outcome = transformed({
    ...POINT,
    account_id: 'constructor',
    dimensions: { toString: 'x' },
    values: { constructor: { Sum: 1 }, Invocations: { toString: 1 } },
  });
  expect(outcome).toMatchObject({
    document: { cloud: { account: { name: 'constructor' } }, aws_bedrock: { runtime: {} } },
  });
});

test('what is no point is rejected, a namespace that nobody described skipped', () => {
  expect(transformMetric('{', CONTEXT)).toEqual({ status: 'rejected', reasons: ['not_json'] });
  expect(transformed([])).toEqual({ status: 'rejected', reasons: ['not_an_object'] });
  expect(transformed({ ...POINT, namespace: 'AWS/EC2' })).toEqual({
    status: 'skipped',
    reason: 'other_schema',
  });
});

const leaves = (value: JsonObject, path = ''): string[] =>
  Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? leaves(inner, `${path}${key}.`)
      : [`${path}${key}`],
  );

test.each(METRIC_NAMESPACES.map((namespace) => [namespace.name, namespace] as const))(
  'every field of %s is in its catalogue',
  (name, { cloudwatch, metrics, dimensions }) => {
    const outcome = transformed({
      ...POINT,
      namespace: cloudwatch,
      dimensions: Object.fromEntries(Object.keys(dimensions).map((dimension) => [dimension, 'x'])),
      values: Object.fromEntries(
        metrics.map((metric) => [
          metric.name,
          Object.fromEntries(metric.statistics.map((statistic) => [statistic, 1])),
        ]),
      ),
    });
    if (outcome.status !== 'indexed') throw new Error(outcome.status);
    const catalogue = (METRIC_FIELDS.get(name) ?? []).map((field) => field.name);
    const found = leaves(outcome.document).filter((leaf) => !leaf.startsWith('aws.dimensions.'));
    // These are added by storage, or hold what any dimension is called.
    const others = ['event.ingested', 'event.updated', 'aws.dimensions'];
    expect([...found, ...others].sort()).toEqual(catalogue.sort());
  },
);
