/**
 * How far a bucket is read, by folders of hours or days. One is settled once it was listed to its end in a listing that began
 * after its time was over and the look-back had passed; until then it is listed again by every run, and what it held
 * is remembered. Pure. Times are epoch ms.
 */
import * as z from 'zod/mini';
import { FolderMemory, MAX_REMEMBERED, NO_MEMORY } from './folder_memory';
import { FolderPass, PassState } from './folder_pass';

export const FoldersCheckpoint = z.object({
  /** What was read: a definition that turns elsewhere starts over. */
  place: z.string(),
  /** All folders before this time are settled. */
  settled_until: z.number(),
  /** What the open folders held, by the start of their time. */
  open: z.record(z.string(), FolderMemory),
  /** Records until then are read as far as their objects were there. */
  read_until: z.optional(z.number()),
  /** A listing of a folder that was left in the middle. */
  pass: z.optional(z.extend(PassState, { start: z.number() })),
});
export type FoldersCheckpoint = z.infer<typeof FoldersCheckpoint>;

/** Start of the hour or day that a time lies in. */
export const startOf = (time: number, unitMs: number): number => time - (time % unitMs);

/** How folders follow one another, and for how long they are looked at again. */
export interface Folders {
  /** Length of the time that one is of. */
  readonly unitMs: number;
  readonly lookBackMs: number;
}

export const startAt = (place: string, since: number, { unitMs }: Folders): FoldersCheckpoint => ({
  place,
  settled_until: startOf(since, unitMs),
  open: {},
});

/** Whether a listing that begins at `began` is the last one that the folder needs. */
export const settles = (start: number, began: number, { unitMs, lookBackMs }: Folders): boolean =>
  began >= start + unitMs + lookBackMs;

/** A pass over the folder: the one that was left in the middle, or a new one. */
export function passOver(
  { open, pass }: FoldersCheckpoint,
  start: number,
  now: number,
  folders: Folders,
): FolderPass {
  const resumed = pass?.start === start ? pass : undefined;
  const openFolders = Math.ceil(folders.lookBackMs / folders.unitMs) + 2;
  return new FolderPass({
    before: open[String(start)] ?? NO_MEMORY,
    now,
    limit: settles(start, resumed?.began ?? now, folders) ? 0 : Math.floor(MAX_REMEMBERED / openFolders),
    ...(resumed === undefined ? {} : { resumed }),
  });
}

/** With everything up to where the pass stands. */
export function withinFolder(
  checkpoint: FoldersCheckpoint,
  start: number,
  pass: FolderPass,
): FoldersCheckpoint {
  const { state } = pass;
  return state === undefined ? checkpoint : { ...checkpoint, pass: { ...state, start } };
}

/** Everything in the folder counts as read. */
const SETTLED: FolderMemory = { seen: '', floor: Number.MAX_SAFE_INTEGER };

/** With the whole folder. */
export function afterFolder(
  { pass: _done, ...checkpoint }: FoldersCheckpoint,
  start: number,
  pass: FolderPass,
  folders: Folders,
): FoldersCheckpoint {
  const { [String(start)]: _forgotten, ...open } = checkpoint.open;
  const end = start + folders.unitMs;
  const read_until = Math.max(checkpoint.read_until ?? 0, Math.min(end, pass.began));
  if (!settles(start, pass.began, folders))
    return { ...checkpoint, read_until, open: { ...open, [String(start)]: pass.memory() } };
  return start === checkpoint.settled_until
    ? { ...checkpoint, read_until, open, settled_until: end }
    : // Folders before it are not; it is looked at once more with them.
      { ...checkpoint, read_until, open: { ...open, [String(start)]: SETTLED } };
}

/** What is before `time` has no folder, and gets none any more. */
export function withoutFoldersBefore(checkpoint: FoldersCheckpoint, time: number): FoldersCheckpoint {
  if (time <= checkpoint.settled_until) return checkpoint;
  const open = Object.fromEntries(Object.entries(checkpoint.open).filter(([start]) => Number(start) >= time));
  return { ...checkpoint, settled_until: time, open };
}
