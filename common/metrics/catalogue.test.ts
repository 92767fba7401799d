import { dimensionSetOf, METRIC_NAMESPACES, metricOf, namespaceOf } from './catalogue';
import { fieldName, type MetricNamespace, statisticField } from './metric';

const NAMESPACES: readonly MetricNamespace[] = METRIC_NAMESPACES;

test('a metric is found however AWS spells it, and one that nobody described is not', () => {
  expect(metricOf('AWS/Bedrock/Agents', 'ModelInvocationCLientErrors')?.field).toBe(
    'model_invocation_client_errors',
  );
  expect(metricOf('AWS/Bedrock/Agents', 'outputTokenCount')?.field).toBe('output_token_count');
  expect(metricOf('AWS/Bedrock', 'Invented')).toBeUndefined();
  expect(metricOf('AWS/EC2', 'Invocations')).toBeUndefined();
  expect(namespaceOf('AWS/Bedrock')?.name).toBe('runtime');
});

test.each(NAMESPACES.map((namespace) => [namespace.name, namespace] as const))(
  'no two values of %s share a field',
  (_, { metrics, dimensions }) => {
    const fields = [
      ...metrics.flatMap((metric) => metric.statistics.map((statistic) => statisticField(metric, statistic))),
      ...Object.values(dimensions),
    ];
    expect(fields).toEqual([...new Set(fields)]);
    for (const field of fields) expect(field).toMatch(/^[a-z][a-z0-9_]*$/);
  },
);

test.each(NAMESPACES.map((namespace) => [namespace.name, namespace] as const))(
  'no metric of %s asks for a statistic twice',
  (_, { metrics }) => {
    for (const { statistics } of metrics) expect(statistics).toEqual([...new Set(statistics)]);
  },
);

test('the main statistic has the field’s plain name, which is Elastic’s', () => {
  const latency = metricOf('AWS/Bedrock', 'InvocationLatency');
  expect(latency?.statistics.map((statistic) => statisticField(latency, statistic))).toEqual([
    'invocation_latency',
    'invocation_latency_count',
    'invocation_latency_p50',
    'invocation_latency_p90',
    'invocation_latency_p99',
    'invocation_latency_max',
  ]);
});

test.each([
  ['InvocationThrottles', 'invocation_throttles'],
  ['TextUnitCount', 'text_unit_count'],
  ['EstimatedTPMQuotaUsage', 'estimated_tpm_quota_usage'],
  ['CPUUsed-vCPUHours', 'cpu_used_vcpu_hours'],
  ['MemoryUsed-GBHours', 'memory_used_gb_hours'],
])('%s is stored as %s', (name, field) => {
  expect(fieldName(name)).toBe(field);
});

test('a set of dimensions has one name, in whatever order they come', () => {
  expect(dimensionSetOf(['GuardrailVersion', 'GuardrailArn'])).toBe('GuardrailArn+GuardrailVersion');
  expect(dimensionSetOf([])).toBe('(none)');
});
