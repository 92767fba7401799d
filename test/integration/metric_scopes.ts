/** What is asked of stored metrics, in every combination, and which points and which period an answer is made of. */
import fc from 'fast-check';
import type { TimeRange } from '../../common/api/invocation_scope';
import type { AnsweredPeriod } from '../../common/api/metric_scope';
import { previousRange } from '../../server/queries/previous_range';
import type { MetricPoint } from '../../server/transforms/metrics/metric_point';
import { sumOf } from './point_figures';
import { ACCOUNTS, MODELS, PERIODS, POINTS_RANGE, REGIONS } from './sample_points';

export interface Scope {
  readonly range: TimeRange;
  readonly filters: {
    readonly accounts: readonly string[];
    readonly regions: readonly string[];
    readonly models: readonly string[];
  };
  readonly period?: number;
}

const moment = fc.integer({ min: POINTS_RANGE.from, max: POINTS_RANGE.to - 1 });
export const scopes: fc.Arbitrary<Scope> = fc
  .record({
    times: fc.tuple(moment, moment),
    accounts: fc.subarray([...ACCOUNTS]),
    regions: fc.subarray([...REGIONS]),
    models: fc.subarray([...MODELS]),
    period: fc.option(fc.constantFrom(...PERIODS), { nil: undefined }),
  })
  .map(({ times: [one, other], accounts, regions, models, period }) => ({
    range: { from: Math.min(one, other), to: Math.max(one, other) + 1 },
    filters: { accounts, regions, models },
    ...(period === undefined ? {} : { period }),
  }));

export const chosen = (list: readonly string[], value: string | undefined): boolean =>
  list.length === 0 || (value !== undefined && list.includes(value));

export const during = (some: readonly MetricPoint[], { from, to }: TimeRange): MetricPoint[] =>
  some.filter(({ timestamp }) => timestamp >= from && timestamp < to);

/** What is stored of a range in each period, the one that knows of most first. */
function periodsOf(some: readonly MetricPoint[], metrics: readonly string[]) {
  return PERIODS.flatMap((seconds) => {
    const times = some.filter(({ period }) => period === seconds);
    const starts = times.map(({ timestamp }) => timestamp);
    if (starts.length === 0) return [];
    return {
      seconds,
      from: Math.min(...starts),
      to: Math.max(...starts) + seconds * 1_000,
      requests: metrics.reduce((sum, metric) => sum + sumOf(times, metric), 0),
    };
  }).sort((a, b) => b.requests - a.requests || a.seconds - b.seconds);
}

export function expectPeriod(
  said: AnsweredPeriod,
  { range, period }: Pick<Scope, 'range' | 'period'>,
  some: readonly MetricPoint[],
  metrics: readonly string[],
): number | undefined {
  const stored = periodsOf(during(some, range), metrics);
  const used = period === undefined ? stored[0] : stored.find(({ seconds }) => seconds === period);
  const before = during(some, previousRange(range)).filter((point) => point.period === used?.seconds);
  expect(said).toEqual({
    used: used ?? null,
    others: stored.filter((one) => one !== used),
    previous_from: before.length === 0 ? null : Math.min(...before.map(({ timestamp }) => timestamp)),
  });
  return used?.seconds;
}
