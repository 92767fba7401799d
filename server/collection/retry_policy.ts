/** When a task is tried again after a failure, and what its document says meanwhile. Pure. */
import { type Backoff, backoffMs } from '../backoff';
import type { Failure } from '../failure';
import type { Finish } from './lease';

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
