/** When a task runs again after a run has ended, and what its document says meanwhile. Pure. */
import type { RunCounts, TaskWork } from '../../../common/integrations/task';
import { type Backoff, backoffMs } from '../../backoff';
import type { Failure } from '../../failure';
import type { Finish } from './lease';
import type { RunEnded } from '../runs/run_task';

export interface RetryPolicy {
  /** Passing trouble: soon, then less and less often. */
  readonly retry: Backoff;
  /** A person has to act; whether somebody did is found out by trying. */
  readonly needsPerson: Backoff;
  readonly bug: Backoff;
}

export const DEFAULT_RETRY_POLICY: RetryPolicy = {
  retry: { baseMs: 5_000, maxMs: 300_000 },
  needsPerson: { baseMs: 60_000, maxMs: 600_000 },
  bug: { baseMs: 60_000, maxMs: 1_800_000 },
};

export interface GoodRun {
  readonly ended: RunEnded;
  readonly intervalMs: number;
  /** How many runs in a row had failed before this one. */
  readonly failures: number;
  readonly counts: RunCounts;
  /** Event time (epoch ms) up to which everything is stored. */
  readonly readUntil?: number;
  readonly task: { readonly slot: number; readonly work: TaskWork };
  /** What a person could do for more than could be done without; collection goes on. */
  readonly notice?: Failure;
  /** Why some of what was read was let go of, to be read again. */
  readonly letGo?: Failure;
  readonly now: number;
}

/** A queue that gave one of its further consumers nothing is left to the first one for so long. */
const IDLE_SLOT_PAUSE_MS = 15_000;
/** Until then a span that ends at about now may still get late arrivals. */
const SPAN_SETTLED_AFTER_MS = 15 * 60_000;

/** How a run that did not fail is finished. */
export function afterRun(run: GoodRun): Omit<Finish, 'counts'> {
  const { ended, intervalMs, failures, counts, task, notice, letGo } = run;
  const told = {
    ...(letGo === undefined ? {} : { error: letGo.message }),
    ...(notice === undefined ? {} : { attention: notice.attention }),
  };
  if (ended === 'stopped')
    return { outcome: 'stopped', state: 'waiting', delayMs: 0, consecutiveFailures: failures, ...told };
  const succeeded = { outcome: 'succeeded', consecutiveFailures: 0, ...told } as const;
  if (ended === 'more') return { ...succeeded, state: 'waiting', delayMs: 0 };
  if (isDoneForGood(run)) return { ...succeeded, state: 'done', delayMs: 0 };
  const idle = task.slot > 0 && counts.read === 0;
  return {
    ...succeeded,
    state: 'waiting',
    delayMs: idle ? Math.max(intervalMs, IDLE_SLOT_PAUSE_MS) : intervalMs,
  };
}

/** Of a run that has caught up. What is stored lies still; what AWS has of a span may still grow at its end. */
function isDoneForGood({ task: { work }, readUntil, letGo, now }: GoodRun): boolean {
  if (work.kind === 'live' || letGo !== undefined) return false;
  if (work.kind === 'repricing') return true;
  return (readUntil ?? -Infinity) >= work.to - 1 || now >= work.to + SPAN_SETTLED_AFTER_MS;
}

/** How a run that failed for the `failures`-th time in a row is finished. */
export function finishAfter(
  failure: Failure,
  failures: number,
  policy: RetryPolicy,
  random: () => number,
): Omit<Finish, 'counts'> {
  const common = { consecutiveFailures: failures, error: failure.message };
  switch (failure.kind) {
    case 'retry':
      return {
        ...common,
        outcome: 'retry',
        state: 'waiting',
        delayMs: backoffMs(failures, policy.retry, random),
      };
    case 'needs_person':
      return {
        ...common,
        outcome: 'attention',
        state: 'attention',
        delayMs: backoffMs(failures, policy.needsPerson, random),
        attention: failure.attention,
      };
    case 'bug':
      return {
        ...common,
        outcome: 'bug',
        state: 'attention',
        delayMs: backoffMs(failures, policy.bug, random),
        attention: failure.attention,
      };
  }
}
