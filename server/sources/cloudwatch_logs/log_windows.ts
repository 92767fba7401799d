/**
 * Which windows of time to read, and how far the stream is settled once one is stored. Pure: the promise that
 * no event is missed rests on this file alone and is tested against every order of arrival.
 *
 * FilterLogEvents reads by event time, but events arrive late. An event is covered when a read that began after
 * its arrival included its time. So a window read at wall-clock W settles only what is older than W − overlap;
 * the rest is read again by the next run. Start and end are inclusive, as in the API. All times are epoch ms.
 */
import * as z from 'zod/mini';

export const LogCheckpoint = z.object({
  /** What was read: a definition that turns to another log group starts over. */
  log_group: z.string(),
  /** Events up to here are stored, late ones included. */
  settled_until: z.number(),
  /** Events up to here are stored as far as they had arrived. */
  read_until: z.number(),
});
export type LogCheckpoint = z.infer<typeof LogCheckpoint>;

export interface Window {
  readonly start: number;
  readonly end: number;
}

/** Where a run stands. `next` runs ahead of the checkpoint: within a run the look-back is read once. */
export interface Progress {
  readonly checkpoint: LogCheckpoint;
  readonly next: number;
}

export const INITIAL_LENGTH_MS = 15 * 60_000;

export function firstCheckpoint(logGroup: string, startPosition: string, now: number): LogCheckpoint {
  const start = startPosition === 'beginning' ? 0 : startPosition === 'end' ? now : Date.parse(startPosition);
  return { log_group: logGroup, settled_until: start - 1, read_until: start - 1 };
}

export const startRun = (checkpoint: LogCheckpoint): Progress => ({
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
      ...checkpoint,
      settled_until: Math.max(checkpoint.settled_until, settled),
      read_until: Math.max(checkpoint.read_until, window.end),
    },
    next: window.end + 1,
  };
}

/** What reading a window has shown so far. */
export interface Yield {
  /** Pages that held events; empty ones cost little and say nothing about density. */
  readonly pages: number;
  readonly firstTimestamp: number | undefined;
  readonly lastTimestamp: number | undefined;
}

export const NOTHING_YET: Yield = { pages: 0, firstTimestamp: undefined, lastTimestamp: undefined };

export function withPage(seen: Yield, timestamps: readonly number[]): Yield {
  let { firstTimestamp, lastTimestamp } = seen;
  for (const timestamp of timestamps) {
    if (firstTimestamp === undefined || timestamp < firstTimestamp) firstTimestamp = timestamp;
    if (lastTimestamp === undefined || timestamp > lastTimestamp) lastTimestamp = timestamp;
  }
  return { pages: seen.pages + (timestamps.length > 0 ? 1 : 0), firstTimestamp, lastTimestamp };
}

/** So much is lost at most when a collector dies, and read again. */
const TARGET_PAGES = 8;
const MAX_PAGES = 20;
/** A century: `beginning` reaches any log group in a few empty windows. */
const MAX_LENGTH_MS = 100 * 365 * 86_400_000;

/**
 * A smaller window with the same start, when this one turns out to hold too much to be read in one go; its
 * pages are then read again. Undefined while it is fine, and for a single millisecond, which cannot be cut.
 */
export function cut(window: Window, seen: Yield): Window | undefined {
  if (seen.pages < MAX_PAGES || window.end === window.start) return undefined;
  const quarter = window.start + Math.floor((window.end - window.start) / 4);
  const end =
    seen.lastTimestamp !== undefined && seen.lastTimestamp < window.end ? seen.lastTimestamp : quarter;
  return { start: window.start, end: Math.max(window.start, end) };
}

/** Length of the next window, so that one holds about `TARGET_PAGES` pages. */
export function nextLength(window: Window, seen: Yield): number {
  const length = window.end - window.start + 1;
  if (seen.firstTimestamp === undefined || seen.lastTimestamp === undefined)
    return Math.min(MAX_LENGTH_MS, Math.max(INITIAL_LENGTH_MS, length) * 4);
  if (seen.pages <= 1) return Math.min(MAX_LENGTH_MS, Math.max(1_000, length) * 2);
  // Density is judged by where events were, since most of a long first window may be empty.
  const span = Math.max(1_000, seen.lastTimestamp - seen.firstTimestamp + 1);
  return Math.max(1_000, Math.round((span * TARGET_PAGES) / seen.pages));
}
