/**
 * Which windows of time to read, and how far the stream is settled once one is stored. Pure: the promise that
 * no event is missed rests on this file alone and is tested against every order of arrival.
 *
 * FilterLogEvents reads by event time, but events arrive late. An event is covered when a read that began after
 * its arrival included its time. So a window read at wall-clock W settles only what is older than W − overlap;
 * the rest is read again by the next run. Start and end are inclusive, as in the API. All times are epoch ms.
 */
import * as z from 'zod/mini';

/** How far a log group is read and stored. */
export const GroupCheckpoint = z.object({
  /** Events up to here are stored, late ones included. */
  settled_until: z.number(),
  /** Events up to here are stored as far as they had arrived. */
  read_until: z.number(),
});
export type GroupCheckpoint = z.infer<typeof GroupCheckpoint>;

export interface Window {
  readonly start: number;
  readonly end: number;
}

/** Where a run stands. `next` runs ahead of the checkpoint: within a run the look-back is read once. */
export interface Progress {
  readonly checkpoint: GroupCheckpoint;
  readonly next: number;
}

export const INITIAL_LENGTH_MS = 15 * 60_000;

/** Of a group that is read from `start` on. */
export const firstCheckpoint = (start: number): GroupCheckpoint => ({
  settled_until: start - 1,
  read_until: start - 1,
});

export const startRun = (checkpoint: GroupCheckpoint): Progress => ({
  checkpoint,
  next: checkpoint.settled_until + 1,
});

/** The next window of a run that reads up to `horizon` (its start minus the latency), or undefined when it is done. */
export function nextWindow(progress: Progress, lengthMs: number, horizon: number): Window | undefined {
  if (progress.next > horizon) return undefined;
  return { start: progress.next, end: Math.min(progress.next + Math.max(1, lengthMs) - 1, horizon) };
}

/** Where the run stands once `window`, whose read began at `readBegan`, is stored. */
export function afterWindow(
  progress: Progress,
  window: Window,
  readBegan: number,
  overlapMs: number,
): Progress {
  const { checkpoint } = progress;
  // A window can settle only what follows on the settled part. The window before may have left its tail open
  // (read while events could still arrive for it); that tail stays open until the next run reads it again.
  const follows = window.start <= checkpoint.settled_until + 1;
  const settled = follows ? Math.min(window.end, readBegan - overlapMs) : checkpoint.settled_until;
  return {
    checkpoint: {
      settled_until: Math.max(checkpoint.settled_until, settled),
      read_until: Math.max(checkpoint.read_until, window.end),
    },
    next: window.end + 1,
  };
}

/** What reading a window has shown so far. */
export interface Yield {
  /** In full pages, by bytes or by number, whichever is more. How many pages it took says little: many are short. */
  readonly weight: number;
  readonly firstTimestamp: number | undefined;
  readonly lastTimestamp: number | undefined;
}

export const NOTHING_YET: Yield = { weight: 0, firstTimestamp: undefined, lastTimestamp: undefined };

/** The most that one answer holds. */
const PAGE_EVENTS = 10_000;
const PAGE_BYTES = 1024 * 1024;

export function withPage(
  seen: Yield,
  events: readonly { readonly timestamp: number; readonly message: string }[],
): Yield {
  let { firstTimestamp, lastTimestamp } = seen;
  let bytes = 0;
  for (const { timestamp, message } of events) {
    bytes += message.length;
    if (firstTimestamp === undefined || timestamp < firstTimestamp) firstTimestamp = timestamp;
    if (lastTimestamp === undefined || timestamp > lastTimestamp) lastTimestamp = timestamp;
  }
  const weight = seen.weight + Math.max(events.length / PAGE_EVENTS, bytes / PAGE_BYTES);
  return { weight, firstTimestamp, lastTimestamp };
}

/** So much is read again when a collector dies, at most. */
const MAX_WEIGHT = 20;
const TARGET_WEIGHT = 8;
const DAY_MS = 86_400_000;
/** Where there are events at all; AWS takes several calls to look at a day, even an empty one. */
const MAX_LENGTH_WITH_EVENTS_MS = 7 * DAY_MS;
/** A century: `beginning` reaches any log group in a few empty windows. */
const MAX_LENGTH_MS = 100 * 365 * DAY_MS;
const MIN_LENGTH_MS = 1_000;

/**
 * A smaller window with the same start, when this one turns out to hold too much to be read in one go; what was
 * read of it is then read again. Undefined while it is fine, and for a single millisecond, which cannot be cut.
 */
export function cut(window: Window, { weight, firstTimestamp, lastTimestamp }: Yield): Window | undefined {
  const { start, end } = window;
  if (firstTimestamp === undefined || lastTimestamp === undefined || end === start) return undefined;
  // A window of years has met its first events: go on from there in days.
  if (end - lastTimestamp > MAX_LENGTH_WITH_EVENTS_MS)
    return { start, end: Math.max(start, lastTimestamp + DAY_MS) };
  if (weight < MAX_WEIGHT) return undefined;
  // About half of what was seen, so that it surely fits the second time; before the events there may be years of nothing.
  const middle = firstTimestamp + Math.floor((lastTimestamp - firstTimestamp) / 2);
  return { start, end: middle < end ? Math.max(start, middle) : end - 1 };
}

/** Length of the next window, so that one holds about `TARGET_WEIGHT` full pages. */
export function nextLength(window: Window, { weight, firstTimestamp, lastTimestamp }: Yield): number {
  const length = window.end - window.start + 1;
  if (firstTimestamp === undefined || lastTimestamp === undefined)
    return Math.min(MAX_LENGTH_MS, Math.max(INITIAL_LENGTH_MS, length) * 4);
  // Density is judged by where events were, since most of a long first window may be empty.
  const span = Math.max(MIN_LENGTH_MS, lastTimestamp - firstTimestamp + 1);
  const wished =
    weight <= 1 ? Math.max(MIN_LENGTH_MS, length) * 2 : Math.round((span * TARGET_WEIGHT) / weight);
  return Math.min(MAX_LENGTH_WITH_EVENTS_MS, Math.max(MIN_LENGTH_MS, wished));
}
