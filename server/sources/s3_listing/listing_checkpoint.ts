/**
 * How far a bucket is read, by hour folders. An hour is settled once it was listed to its end in a listing that began
 * after the hour was over and the look-back had passed; until then it is listed again by every run, and what it held
 * is remembered. Pure. Times are epoch ms.
 */
import * as z from 'zod/mini';
import { HOUR_MS } from '../s3_objects/bedrock_layout';
import { FolderMemory, MAX_REMEMBERED, NO_MEMORY } from './folder_memory';
import { FolderPass, PassState } from './folder_pass';

export const HoursCheckpoint = z.object({
  /** What was read: a definition that turns elsewhere starts over. */
  place: z.string(),
  /** All hours before this one are settled. */
  settled_until: z.number(),
  /** What the open hours held, by the start of the hour. */
  open: z.record(z.string(), FolderMemory),
  /** Records until then are read as far as their objects were there. */
  read_until: z.optional(z.number()),
  /** A listing of an hour that was left in the middle. */
  pass: z.optional(z.extend(PassState, { hour: z.number() })),
});
export type HoursCheckpoint = z.infer<typeof HoursCheckpoint>;

export const hourOf = (time: number): number => time - (time % HOUR_MS);

export const startAt = (place: string, since: number): HoursCheckpoint => ({
  place,
  settled_until: hourOf(since),
  open: {},
});

/** Whether a listing that begins at `began` is the last one that the hour needs. */
export const settles = (hour: number, began: number, lookBackMs: number): boolean =>
  began >= hour + HOUR_MS + lookBackMs;

/** A pass over the hour: the one that was left in the middle, or a new one. */
export function passOver(
  { open, pass }: HoursCheckpoint,
  hour: number,
  now: number,
  lookBackMs: number,
): FolderPass {
  const resumed = pass?.hour === hour ? pass : undefined;
  const openHours = Math.ceil(lookBackMs / HOUR_MS) + 2;
  return new FolderPass({
    before: open[String(hour)] ?? NO_MEMORY,
    now,
    limit: settles(hour, resumed?.began ?? now, lookBackMs) ? 0 : Math.floor(MAX_REMEMBERED / openHours),
    ...(resumed === undefined ? {} : { resumed }),
  });
}

/** With everything up to where the pass stands. */
export function withinHour(checkpoint: HoursCheckpoint, hour: number, pass: FolderPass): HoursCheckpoint {
  const { state } = pass;
  return state === undefined ? checkpoint : { ...checkpoint, pass: { ...state, hour } };
}

/** Everything in the hour counts as read. */
const SETTLED: FolderMemory = { seen: '', floor: Number.MAX_SAFE_INTEGER };

/** With the whole hour. */
export function afterHour(
  { pass: _done, ...checkpoint }: HoursCheckpoint,
  hour: number,
  pass: FolderPass,
  lookBackMs: number,
): HoursCheckpoint {
  const { [String(hour)]: _forgotten, ...open } = checkpoint.open;
  const read_until = Math.max(checkpoint.read_until ?? 0, Math.min(hour + HOUR_MS, pass.began));
  if (!settles(hour, pass.began, lookBackMs))
    return { ...checkpoint, read_until, open: { ...open, [String(hour)]: pass.memory() } };
  return hour === checkpoint.settled_until
    ? { ...checkpoint, read_until, open, settled_until: hour + HOUR_MS }
    : // Hours before it are not; it is looked at once more with them.
      { ...checkpoint, read_until, open: { ...open, [String(hour)]: SETTLED } };
}

/** Hours before `hour` have no folder, and get none any more. */
export function withoutHoursBefore(checkpoint: HoursCheckpoint, hour: number): HoursCheckpoint {
  if (hour <= checkpoint.settled_until) return checkpoint;
  const open = Object.fromEntries(Object.entries(checkpoint.open).filter(([start]) => Number(start) >= hour));
  return { ...checkpoint, settled_until: hour, open };
}
