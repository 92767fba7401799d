/** Counts what the runs and sweeps of this process do, from its start on. */
import type { Run, RunCounts } from '../../common/integrations/task';
import type { Clock } from '../clock';
import type { CollectorMetrics, TaskMetrics } from './collector_metrics';
import type { RunningState } from './tasks/lease';
import { addCounts, NO_COUNTS } from './runs/run_counts';
import type { TaskIdentity } from './tasks/task_plan';

type Outcome = Exclude<Run['outcome'], 'running'>;

interface Recorded {
  readonly identity: TaskIdentity;
  /** Of runs that have ended. */
  totals: RunCounts;
  readUntil: number | undefined;
  lastRun: TaskMetrics['lastRun'] | undefined;
  running: { readonly startedAt: number; readonly state: () => RunningState } | undefined;
}

export class MetricsRecorder {
  private readonly recorded = new Map<string, Recorded>();
  private readonly byCode = new Map<string, number>();
  private readonly sweeps = { succeeded: 0, failed: 0 };

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** `state`: how the run stands while it goes on. */
  runStarted(task: TaskIdentity, state: () => RunningState): void {
    const known = this.recorded.get(task.id);
    const running = { startedAt: this.clock.now(), state };
    if (known !== undefined) known.running = running;
    else
      this.recorded.set(task.id, {
        identity: task,
        totals: NO_COUNTS,
        readUntil: undefined,
        lastRun: undefined,
        running,
      });
  }

  /** `outcome` is undefined when another collector took over, or the end could not be saved. */
  runEnded(task: TaskIdentity, state: RunningState, outcome: Outcome | undefined): void {
    const known = this.recorded.get(task.id);
    if (known?.running === undefined) return;
    const endedAt = this.clock.now();
    known.totals = addCounts(known.totals, state.counts);
    known.readUntil = state.readUntil ?? known.readUntil;
    if (outcome !== undefined)
      known.lastRun = { outcome, endedAt, durationMs: endedAt - known.running.startedAt };
    known.running = undefined;
  }

  failed(code: string, times = 1): void {
    this.byCode.set(code, (this.byCode.get(code) ?? 0) + times);
  }

  sweepEnded(outcome: 'succeeded' | 'failed'): void {
    this.sweeps[outcome] += 1;
  }

  /** Tasks that exist no more and do not run are forgotten. */
  keepOnly(taskIds: { has(id: string): boolean }): void {
    for (const [id, { running }] of this.recorded)
      if (running === undefined && !taskIds.has(id)) this.recorded.delete(id);
  }

  snapshot(): Pick<CollectorMetrics, 'tasks' | 'sweeps' | 'failures'> {
    return {
      tasks: [...this.recorded.values()].map(metricsOf),
      sweeps: { ...this.sweeps },
      failures: Object.fromEntries(this.byCode),
    };
  }
}

function metricsOf({ identity, totals, readUntil, lastRun, running }: Recorded): TaskMetrics {
  const now = running?.state();
  const until = now?.readUntil ?? readUntil;
  return {
    taskId: identity.id,
    integration: identity.integrationId,
    stream: identity.stream,
    region: identity.region,
    slot: identity.slot,
    work: identity.work.kind,
    running: running !== undefined,
    totals: now === undefined ? totals : addCounts(totals, now.counts),
    ...(until === undefined ? {} : { readUntil: until }),
    ...(lastRun === undefined ? {} : { lastRun }),
  };
}
