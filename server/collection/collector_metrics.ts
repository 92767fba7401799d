/**
 * What a collector has done since its process started, as plain numbers: for Prometheus, for tests, and for whoever
 * asks how it fares. Names, counts and codes only; nothing of any record.
 */
import type { Run, RunCounts, TaskWork } from '../../common/integrations/task';
import type { BulkStats } from '../storage/bulk_writer';
import type { Reasons } from './workers/reason_counts';
import type { RunnerStatus } from './runner';

export interface TaskMetrics {
  readonly taskId: string;
  readonly integration: string;
  readonly stream: string;
  readonly region: string;
  readonly slot: number;
  readonly work: TaskWork['kind'];
  readonly running: boolean;
  /** By the runs of this process; other collectors share the task. */
  readonly totals: RunCounts;
  /** Event time (epoch ms) up to which this process has seen everything stored. */
  readonly readUntil?: number;
  readonly lastRun?: {
    readonly outcome: Exclude<Run['outcome'], 'running'>;
    /** Epoch milliseconds. */
    readonly endedAt: number;
    readonly durationMs: number;
  };
}

export interface CollectorMetrics {
  readonly state: RunnerStatus['state'];
  readonly tasks: readonly TaskMetrics[];
  /** Runs that go on now, and how many may. */
  readonly runs: { readonly running: number; readonly limit: number };
  /** Due tasks that the last sweep left because every seat was taken. */
  readonly waitingTasks: number;
  readonly pool: {
    readonly threads: number;
    /** Jobs that wait for a thread. */
    readonly queued: number;
  };
  readonly bulk: BulkStats;
  /** Why records were rejected or skipped, by the runs of this process. */
  readonly reasons: Reasons;
  readonly sweeps: { readonly succeeded: number; readonly failed: number };
  /** Failed runs, released batches and failed sweeps, by code of the failure. */
  readonly failures: Readonly<Record<string, number>>;
}
