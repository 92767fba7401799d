/** Figures over points of CloudWatch by counting by hand: what queries over stored documents have to come to. */
import type { GuardrailFigures } from '../../common/api/guardrail_metrics';
import type { PeriodValues, TimeFigures } from '../../common/api/metric_scope';
import type { RuntimeFigures } from '../../common/api/runtime_models';
import type { MetricPoint } from '../../server/transforms/metrics/metric_point';

/** Two digits of a histogram. */
const CLOSE = 0.01;

export const told = (points: readonly MetricPoint[], metric: string, statistic: string): number[] =>
  points.flatMap(({ values }) => values[metric]?.[statistic] ?? []);

export const sumOf = (points: readonly MetricPoint[], metric: string, statistic = 'Sum'): number =>
  told(points, metric, statistic).reduce((sum, value) => sum + value, 0);

export const setOf = ({ dimensions }: MetricPoint): string => Object.keys(dimensions).sort().join('+');

const greatest = (values: readonly number[]): number | null =>
  values.length === 0 ? null : Math.max(...values);

/** The lower one of two in the middle. */
const middle = (values: readonly number[]): number | null =>
  [...values].sort((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? null;

export function expectPeriods(
  said: PeriodValues,
  values: readonly number[],
  of: number,
  worst: number | null,
): void {
  expect({ worst: said.worst, periods: said.periods, of: said.of }).toEqual({
    worst: worst === null ? null : expect.closeTo(worst, 6),
    periods: values.length,
    of,
  });
  const median = middle(values);
  if (median === null) return expect(said.median).toBeNull();
  expect(Math.abs((said.median ?? Number.NaN) - median)).toBeLessThanOrEqual(CLOSE * median);
}

export function expectTime(said: TimeFigures, points: readonly MetricPoint[], metric: string): void {
  const measured = points.filter(({ values }) => values[metric]?.Average !== undefined);
  const weighted = measured.filter(({ values }) => values[metric]?.SampleCount !== undefined);
  const samples = sumOf(measured, metric, 'SampleCount');
  const total = weighted.reduce(
    (sum, { values }) => sum + (values[metric]?.Average ?? 0) * (values[metric]?.SampleCount ?? 0),
    0,
  );
  expect({ average: said.average, samples: said.samples, maximum: said.maximum }).toEqual({
    average: samples === 0 ? null : expect.closeTo(total / samples, 6),
    samples,
    maximum: greatest(told(measured, metric, 'Maximum')),
  });
  for (const percentile of ['p50', 'p90', 'p99'] as const) {
    const values = told(measured, metric, percentile);
    expectPeriods(said[percentile], values, measured.length, greatest(values));
  }
}

/** Counters that models and guardrails have alike. */
function requestsOf(points: readonly MetricPoint[]) {
  const invocations = sumOf(points, 'Invocations');
  const client = sumOf(points, 'InvocationClientErrors');
  const server = sumOf(points, 'InvocationServerErrors');
  const throttles = sumOf(points, 'InvocationThrottles');
  const answered = Math.max(invocations, client + server);
  return {
    invocations,
    client_errors: client,
    server_errors: server,
    throttles,
    attempts: answered + throttles,
    error_rate: answered === 0 ? null : (client + server) / answered,
    throttle_rate: answered + throttles === 0 ? null : throttles / (answered + throttles),
  };
}

export function expectGuardrail(said: GuardrailFigures, points: readonly MetricPoint[]): void {
  const interventions = sumOf(points, 'InvocationsIntervened');
  const { invocations } = requestsOf(points);
  expect(said).toMatchObject({
    ...requestsOf(points),
    interventions,
    intervention_rate: invocations === 0 ? null : interventions / invocations,
    text_units: sumOf(points, 'TextUnitCount'),
  });
  expectTime(said.latency, points, 'InvocationLatency');
}

export function expectRuntime(said: RuntimeFigures, points: readonly MetricPoint[]): void {
  expect(said).toMatchObject({
    ...requestsOf(points),
    tokens: {
      uncached_input: sumOf(points, 'InputTokenCount'),
      output: sumOf(points, 'OutputTokenCount'),
      cache_read: sumOf(points, 'CacheReadInputTokens'),
      cache_write: sumOf(points, 'CacheWriteInputTokens'),
    },
    images: sumOf(points, 'OutputImageCount'),
  });
  expectTime(said.latency, points, 'InvocationLatency');
  expectTime(said.first_token, points, 'TimeToFirstToken');
  const speeds = points.flatMap(({ values }) => {
    const tokens = values.OutputTokenCount?.p50;
    const whole = values.InvocationLatency?.p50;
    const first = values.TimeToFirstToken?.p50;
    if (tokens === undefined || whole === undefined || first === undefined) return [];
    return whole - first < 1 ? [] : [(tokens / (whole - first)) * 1_000];
  });
  const measured = points.filter(({ values }) => values.InvocationLatency?.Average !== undefined).length;
  expectPeriods(said.output_speed, speeds, measured, speeds.length === 0 ? null : Math.min(...speeds));
}
