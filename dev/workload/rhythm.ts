/**
 * How many calls an application makes in an hour: working days and nights in its own time zone, weekends, the
 * nightly batch, and days that are busier than others. Hours are whole hours of UTC, in epoch milliseconds.
 */
import type { Application } from './estate/application';
import { RELEASE_AGENT } from './estate/engineering';
import { incidentCalls } from './incident';
import { Random } from './random';

export const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Share of a working day's peak by local hour, for people who work in offices. */
const WORKDAY = [
  0, 0, 0, 0, 0, 0, 0.05, 0.25, 0.6, 0.9, 1, 1, 0.85, 0.8, 0.95, 1, 0.95, 0.8, 0.5, 0.25, 0.15, 0.1, 0.05, 0,
] as const;

/** 0 is Sunday, as in `Date.getUTCDay`. */
const weekdayOf = (time: number) => new Date(time).getUTCDay();

export function expectedCalls(seed: string, application: Application, hourStart: number): number {
  const { peak, night, weekend, zone } = application.rhythm;
  const local = hourStart + zone * HOUR;
  const share = WORKDAY[new Date(local).getUTCHours()] ?? 0;
  const isWeekend = weekdayOf(local) === 0 || weekdayOf(local) === 6;
  const day = Math.floor(local / DAY);
  const mood = Random.of(seed, 'day', application.name, day).between(0.85, 1.15);
  return peak * (night + (1 - night) * share) * (isWeekend ? weekend : 1) * mood;
}

/** Calls of this hour, batch and incident apart. */
export function callsInHour(seed: string, application: Application, hourStart: number) {
  const random = Random.of(seed, 'volume', application.name, hourStart);
  const { batch } = application.rhythm;
  const usual = expectedCalls(seed, application, hourStart) * random.between(0.88, 1.12);
  const nightly =
    batch?.hour === new Date(hourStart).getUTCHours() ? batch.calls * random.between(0.9, 1.1) : 0;
  return {
    usual: Math.floor(usual + random.next()),
    batch: Math.round(nightly),
    runaway: application.name === RELEASE_AGENT ? incidentCalls(seed, hourStart) : 0,
  };
}
