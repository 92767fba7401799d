/**
 * The incident worth finding: once a week, at an hour that the seed chooses, the session of the release agent
 * runs in a circle for three hours. It makes about thirty times its usual calls, each with a longer context,
 * until the context is full, is cut, and grows again. Because it comes back after exactly seven days, any
 * window of seven days contains exactly one start.
 */
import { Random } from './random';

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
/** 1970-01-01 was a Thursday; the week of the calendar begins on Monday. */
const FIRST_MONDAY = 4 * 24 * HOUR;

export const INCIDENT_HOURS = 3;
export const CALLS_PER_HOUR = 600;

/** Start of the incident within a week that begins on Monday, in hours: a working day, 8:00 to 14:00 UTC. */
const offsetHours = (seed: string) => {
  const random = Random.of(seed, 'incident');
  return random.int(0, 4) * 24 + random.int(8, 14);
};

/** Starts t with from ≤ t < to, in epoch milliseconds. */
export function incidentStarts(seed: string, from: number, to: number): readonly number[] {
  const first = FIRST_MONDAY + offsetHours(seed) * HOUR;
  const starts: number[] = [];
  for (let t = first + Math.ceil((from - first) / WEEK) * WEEK; t < to; t += WEEK) starts.push(t);
  return starts;
}

/** Calls that the runaway makes in this hour: 0 outside the incident. */
export function incidentCalls(seed: string, hourStart: number): number {
  const running = incidentStarts(seed, hourStart - (INCIDENT_HOURS - 1) * HOUR, hourStart + 1).length > 0;
  return running ? CALLS_PER_HOUR + Random.of(seed, 'incident', hourStart).int(-25, 25) : 0;
}

/** Steps after which the context is full and cut, and how many characters a step adds. */
export const CONTEXT_STEPS = 200;
export const STEP_CHARS = 1_250;
