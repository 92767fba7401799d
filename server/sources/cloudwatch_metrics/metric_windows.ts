/**
 * Which stretches of time are asked for, and how finely: CloudWatch keeps points of a minute for 15 days, of five
 * minutes for 63, of an hour for 455, so the past is read in what is left of it. Pure; epoch milliseconds.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
import { MAX_POINTS, MAX_QUERIES } from './query_batches';

export interface MetricWindow {
  /** Inclusive, a multiple of the granularity. */
  readonly start: number;
  /** Exclusive, a multiple of the granularity. */
  readonly end: number;
  /** Seconds. */
  readonly granularity: number;
}

const DAY_MS = 86_400_000;
const HOUR = 3_600;
/** What is kept up to an age, in seconds of a point; the oldest first. */
const KEPT = [
  { days: 455, seconds: HOUR },
  { days: 63, seconds: 300 },
  { days: 15, seconds: 60 },
] as const;
/** Points vanish while we read. */
const MARGIN_MS = 3_600_000;

/** As many points as fit into one answer of a full request. */
const POINTS_OF_A_QUERY = Math.floor(MAX_POINTS / MAX_QUERIES);

const floorTo = (time: number, seconds: number): number =>
  Math.floor(time / (seconds * 1_000)) * seconds * 1_000;
const ceilTo = (time: number, seconds: number): number =>
  Math.ceil(time / (seconds * 1_000)) * seconds * 1_000;

/** The last moment up to which periods are over at `now`, and most likely told. */
export const horizonOf = (now: number, latencyMs: number, granularity: number): number =>
  floorTo(now - latencyMs, granularity);

/**
 * Windows in order of time from `from` (rounded down to a period) to `to`, none longer than one answer holds, no
 * moment in two of them. What is older than anything that is kept is left out.
 * @param granularity seconds that divide an hour, or whole hours
 */
export function metricWindows(from: number, to: number, granularity: number, now: number): MetricWindow[] {
  const windows: MetricWindow[] = [];
  // Borders that both sides can begin at.
  const hours = Math.max(granularity, HOUR);
  let begin = from;
  for (const [at, { days, seconds }] of KEPT.entries()) {
    const period = Math.ceil(granularity / seconds) * seconds;
    const oldest = ceilTo(now - days * DAY_MS + MARGIN_MS, hours);
    const finer = KEPT[at + 1];
    const youngest = finer === undefined ? to : ceilTo(now - finer.days * DAY_MS + MARGIN_MS, hours);
    const end = floorTo(Math.min(to, youngest), period);
    const length = POINTS_OF_A_QUERY * period * 1_000;
    for (let start = Math.max(oldest, floorTo(begin, period)); start < end; start += length) {
      windows.push({ start, end: Math.min(end, start + length), granularity: period });
      begin = end;
    }
  }
  return windows;
}
