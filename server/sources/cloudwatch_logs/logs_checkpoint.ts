/**
 * How far each log group of a task is read. Groups come and go (a prefix finds more of them, a definition turns to
 * others), so each keeps its own place, under a key that also names what is read of it: another choice of streams is
 * another reading. Pure. All times are epoch milliseconds.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { StreamSelection } from './log_events';
import type { LogGroup } from './log_groups';
import { firstCheckpoint, GroupCheckpoint } from './log_windows';

const GroupState = z.extend(GroupCheckpoint, {
  /** Its first event was met, or it was read up to now: before that, how far an empty past was searched tells nobody anything. */
  begun: z.boolean(),
  /** When it was first missing among the groups to read; what comes back in time goes on where it was. */
  gone_since: z.optional(z.number()),
});
export type GroupState = z.infer<typeof GroupState>;

export const LogsCheckpoint = z.object({
  /** `live`, or the times between which is read. */
  span: z.string(),
  /** Which groups were meant; another selection counts its `since` anew. */
  selection: z.string(),
  /** When the first run for this selection began: with `end`, groups found later are read from here. */
  since: z.number(),
  groups: z.record(z.string(), GroupState),
});
export type LogsCheckpoint = z.infer<typeof LogsCheckpoint>;

export const LIVE = 'live';

/** Of the time when a task read one group, by name, whole. */
const SingleGroupCheckpoint = z.extend(GroupCheckpoint, { log_group: z.string() });

/** A stored checkpoint of this span, older shapes included, or undefined. */
export function parseLogsCheckpoint(stored: unknown, span: string): LogsCheckpoint | undefined {
  const parsed = LogsCheckpoint.safeParse(stored);
  if (parsed.success) return parsed.data.span === span ? parsed.data : undefined;
  const single = SingleGroupCheckpoint.safeParse(stored);
  if (!single.success || span !== LIVE) return undefined;
  const { log_group: key, ...progress } = single.data;
  return { span, selection: '', since: 0, groups: { [key]: { ...progress, begun: true } } };
}

export function groupKey(group: LogGroup, region: string, { names, prefix }: StreamSelection): string {
  const key = `${group.accountId}:${region}:${group.name}`;
  if (names === undefined && prefix === undefined) return key;
  const streams = JSON.stringify([names === undefined ? null : [...names].sort(), prefix ?? null]);
  // No name of a group has a question mark.
  return `${key}?${createHash('sha256').update(streams).digest('hex').slice(0, 16)}`;
}

/** A group that is not seen for so long starts anew when it comes back. */
const GONE_KEPT_MS = 30 * 86_400_000;

export interface RunStart {
  readonly span: string;
  readonly selection: string;
  /** Keys of the groups that this run reads. */
  readonly keys: readonly string[];
  readonly now: number;
  /** Where a group starts that was not read before; `since`: when the first run for this selection began. */
  readonly startAt: (since: number) => number;
  /** Whether that start is a time somebody chose to read from, so that how far it is read says something at once. */
  readonly begun: boolean;
}

/** The checkpoint with which a run begins: new groups have their start in it, long gone ones are dropped. */
export function enterRun(stored: LogsCheckpoint | undefined, run: RunStart): LogsCheckpoint {
  const since = stored?.selection === run.selection ? stored.since : run.now;
  const groups: Record<string, GroupState> = {};
  for (const [key, state] of Object.entries(stored?.groups ?? {})) {
    const goneSince = state.gone_since ?? run.now;
    if (run.now - goneSince < GONE_KEPT_MS) groups[key] = { ...state, gone_since: goneSince };
  }
  for (const key of run.keys) {
    const { settled_until, read_until, begun } = groups[key] ?? {
      ...firstCheckpoint(run.startAt(since)),
      begun: run.begun,
    };
    groups[key] = { settled_until, read_until, begun };
  }
  return { span: run.span, selection: run.selection, since, groups };
}

export const withGroup = (checkpoint: LogsCheckpoint, key: string, state: GroupState): LogsCheckpoint => ({
  ...checkpoint,
  groups: { ...checkpoint.groups, [key]: state },
});

/** Event time up to which all of the groups are read; undefined while it says nothing yet. */
export function readUntilOf(checkpoint: LogsCheckpoint, keys: Iterable<string>): number | undefined {
  let least: number | undefined;
  for (const key of keys) {
    const state = checkpoint.groups[key];
    if (state === undefined || !state.begun) return undefined;
    if (least === undefined || state.read_until < least) least = state.read_until;
  }
  return least;
}
