/**
 * One hour of traffic as AWS would have it: the records and bodies of its calls and the minutes of its
 * metrics. A pure function of seed and hour, byte for byte: an hour that was missed while nothing ran is made
 * again, not remembered.
 */
import { managedMetrics } from './managed_metrics';
import { metricsOf } from './metrics';
import type { PlaceMetrics } from './minute_series';
import { planHour } from './plan/hour';
import { writeCall } from './record';
import type { WrittenCall } from './record';

export interface HourTraffic {
  readonly hourStart: number;
  /** In order of event time. */
  readonly calls: readonly WrittenCall[];
  readonly metrics: readonly PlaceMetrics[];
}

/** `hourStart`: a whole hour, epoch milliseconds. */
export function generateHour(seed: string, hourStart: number): HourTraffic {
  const calls = planHour(seed, hourStart).map(writeCall);
  return { hourStart, calls, metrics: [...metricsOf(seed, calls), ...managedMetrics(seed, hourStart)] };
}
