/**
 * Whether a collector does its work, for whoever restarts it or raises an alarm. A store that is away for a minute is no
 * reason to restart anything, so a short while without a good sweep is healthy; a task that waits for a person is not
 * this process's fault and shows in the metrics instead.
 */
import type { Attention } from '../../common/integrations/task';

export interface Health {
  readonly healthy: boolean;
  readonly state: 'starting' | 'collecting' | 'waiting_for_store' | 'stalled' | 'stopping';
  /** What is wrong and what to do, in plain words. */
  readonly reason?: string;
}

/** Longer than any back-off between two sweeps, so that one bad sweep is forgiven. */
export const SWEEP_MISSED_AFTER_MS = 120_000;

export interface HealthFacts {
  /** Why OpenSearch cannot be used for now. */
  readonly problem: Attention | undefined;
  readonly stopping: boolean;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** End of the last look for due tasks that succeeded; epoch milliseconds. */
  readonly lastGoodSweepAt: number | undefined;
  readonly now: number;
}

export function judgeHealth({ problem, stopping, startedAt, lastGoodSweepAt, now }: HealthFacts): Health {
  if (stopping) return { healthy: false, state: 'stopping', reason: 'The collector is stopping.' };
  const silentMs = now - (lastGoodSweepAt ?? startedAt);
  const healthy = silentMs <= SWEEP_MISSED_AFTER_MS;
  if (problem !== undefined)
    return {
      healthy,
      state: 'waiting_for_store',
      reason: `${problem.message} ${problem.action}`,
    };
  if (healthy) return { healthy, state: lastGoodSweepAt === undefined ? 'starting' : 'collecting' };
  return {
    healthy,
    state: 'stalled',
    reason: `No look for due tasks has succeeded for ${Math.round(silentMs / 1_000)} s.`,
  };
}
