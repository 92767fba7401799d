/**
 * What GetMetricData computes from the raw values of a period: the five plain statistics and percentiles.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
import type { Datum } from './metric_store';

export type Statistic = (data: readonly Datum[]) => number;

const sampleCount: Statistic = (data) => total(data, (_value, count) => count);
const sum: Statistic = (data) => total(data, (value, count) => value * count);

const plain: Readonly<Record<string, Statistic>> = {
  SampleCount: sampleCount,
  Sum: sum,
  Average: (data) => sum(data) / sampleCount(data),
  Minimum: (data) => extreme(data, Infinity, (a, b) => a < b),
  Maximum: (data) => extreme(data, -Infinity, (a, b) => a > b),
};

/** Undefined for what is no statistic here, such as trimmed means. */
export function statistic(name: string): Statistic | undefined {
  const [, percent] = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(name) ?? [];
  return percent === undefined ? plain[name] : (data) => percentile(data, Number(percent) / 100);
}

/** Nearest rank: the smallest value that at least this share of all samples does not exceed. */
function percentile(data: readonly Datum[], share: number): number {
  const samples = data
    .flatMap(({ values, counts }) => values.map((value, index) => ({ value, count: counts[index] ?? 1 })))
    .sort((a, b) => a.value - b.value);
  const rank = Math.max(1, Math.ceil(share * sampleCount(data)));
  let seen = 0;
  for (const { value, count } of samples) {
    seen += count;
    if (seen >= rank) return value;
  }
  return samples[samples.length - 1]?.value ?? NaN;
}

const total = (data: readonly Datum[], of: (value: number, count: number) => number): number =>
  data.reduce(
    (all, { values, counts }) =>
      values.reduce((inner, value, index) => inner + of(value, counts[index] ?? 1), all),
    0,
  );

function extreme(data: readonly Datum[], start: number, isBetter: (a: number, b: number) => boolean): number {
  let best = start;
  for (const { values } of data) {
    for (const value of values) if (isBetter(value, best)) best = value;
  }
  return best;
}
