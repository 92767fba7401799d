/**
 * The points of one series: data grouped into periods, as far back as CloudWatch keeps them. Fine points live
 * 15 days, five-minute points 63 days, hourly points 455 days; a start time is rounded down by its age.
 */
import type { Datum, Series } from './metric_store';
import type { Statistic } from './statistics';

export interface Point {
  /** Start of the period, epoch milliseconds. */
  readonly timestamp: number;
  readonly value: number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const days15 = 15 * dayMs;
const days63 = 63 * dayMs;
const days455 = 455 * dayMs;

/** In order of time; periods without data have no point. `unit` other than the data's hides them. */
export function seriesPoints(
  series: Series,
  window: { readonly start: number; readonly end: number; readonly now: number },
  periodMs: number,
  compute: Statistic,
  unit: string | undefined,
): readonly Point[] {
  const start = Math.max(roundedStart(window.start, window.now), window.now - keptFor(periodMs));
  const periods = new Map<number, Datum[]>();
  for (const datum of series.between(start, window.end, window.now)) {
    if (unit !== undefined && datum.unit !== unit) continue;
    const period = Math.floor(datum.timestamp / periodMs) * periodMs;
    const data = periods.get(period);
    if (data === undefined) periods.set(period, [datum]);
    else data.push(datum);
  }
  return [...periods].map(([timestamp, data]) => ({ timestamp, value: compute(data) }));
}

const keptFor = (periodMs: number): number =>
  periodMs < 5 * minuteMs ? days15 : periodMs < 60 * minuteMs ? days63 : days455;

function roundedStart(start: number, now: number): number {
  const age = now - start;
  const step = age < days15 ? minuteMs : age < days63 ? 5 * minuteMs : 60 * minuteMs;
  return Math.floor(start / step) * step;
}
