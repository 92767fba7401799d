/**
 * One run in this process, from a claimed task to the end that is written into its document and logged, once. A
 * stop has two steps: nothing new is read, and what is under way may finish storing for a while before it is given
 * up. Never rejects.
 */
import { setMaxListeners } from 'node:events';
import { asFailure, Failure } from '../../failure';
import type { Clock } from '../../clock';
import type { TransformContext } from '../../transforms/context';
import { type Finish, type Lease, LeaseLost, type RunningState } from '../tasks/lease';
import type { Logger } from '../logger';
import type { MetricsRecorder } from '../metrics_recorder';
import { NO_COUNTS } from './run_counts';
import { afterRun, finishAfter, type RetryPolicy } from '../tasks/retry_policy';
import { reportRun } from './run_report';
import type { RunEnded, RunProgress } from './run_task';
import type { RunnableTask } from '../tasks/task_plan';
import type { RunWork } from './task_work';

export interface RunDependencies {
  readonly work: RunWork;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: MetricsRecorder;
  readonly retryPolicy: RetryPolicy;
  /** How long what is under way may go on after a stop. */
  readonly drainMs: number;
}

/** How a run ended, as its task's document says. */
export interface RunEnd {
  readonly finish: Finish;
  /** Whether there was more to read. */
  readonly more: boolean;
}

/** Storing that does not go on for so long is told. */
const TELL_AFTER_MS = 10_000;
const FINISH_ATTEMPTS = 5;
const FINISH_PAUSE_MS = 2_000;

export class ActiveRun {
  private readonly stopping = new AbortController();
  private readonly aborting = new AbortController();
  private progress: RunProgress | undefined;
  private leaseIsLost = false;
  /** Of the prices that people set, as it started with. */
  readonly pricesVersion: string | undefined;
  /** Undefined when another collector took over, or the end could not be saved. */
  readonly done: Promise<RunEnd | undefined>;

  constructor(
    readonly planned: RunnableTask,
    private readonly lease: Pick<Lease, 'task' | 'previousAttention' | 'keep' | 'progress' | 'finish'>,
    context: TransformContext,
    private readonly dependencies: RunDependencies,
  ) {
    // Everything under way listens to them; more than ten of it is no leak.
    setMaxListeners(0, this.stopping.signal, this.aborting.signal);
    this.pricesVersion = context.lookups.prices?.version;
    this.done = this.run(context);
  }

  stop(): void {
    if (this.stopping.signal.aborted) return;
    this.stopping.abort();
    const { clock, drainMs } = this.dependencies;
    void clock.sleep(drainMs, this.aborting.signal).then(() => this.aborting.abort());
  }

  /** For how long (ms) nothing of what was read could be stored; undefined while storing goes on. */
  get storingForMs(): number | undefined {
    const since = this.progress?.waitingSince;
    if (since === undefined) return undefined;
    const waitingMs = this.dependencies.clock.now() - since;
    return waitingMs >= TELL_AFTER_MS ? waitingMs : undefined;
  }

  private get state(): RunningState {
    const { counts = NO_COUNTS, readUntil, told } = this.progress ?? {};
    const { storingForMs } = this;
    return {
      counts,
      ...(told === undefined ? {} : { told }),
      ...(readUntil === undefined ? {} : { readUntil }),
      ...(storingForMs === undefined ? {} : { storingForMs }),
    };
  }

  private async run(context: TransformContext): Promise<RunEnd | undefined> {
    const { clock, logger, metrics } = this.dependencies;
    const { planned, lease } = this;
    metrics.runStarted(planned, () => this.state);
    const keeping = new AbortController();
    const kept = lease.keep(
      clock,
      keeping.signal,
      () => this.state,
      () => {
        this.leaseIsLost = true;
        this.stopping.abort();
        this.aborting.abort();
      },
    );
    let end: RunEnd | undefined;
    try {
      end = await this.work(context);
      if (this.leaseIsLost) throw new LeaseLost();
      await this.finish(end.finish);
      reportRun(logger, planned.id, lease.previousAttention, end.finish);
    } catch (error) {
      end = undefined;
      if (error instanceof LeaseLost)
        logger.warn(`${planned.id}: another collector took over; this run left nothing half done.`);
      else logger.error(`${planned.id}: the end of a run could not be saved: ${asFailure(error).message}`);
    } finally {
      keeping.abort();
      // Nothing is under way any more: ends the wait of a stop.
      this.aborting.abort();
      metrics.runEnded(planned, this.state, end?.finish.outcome);
      await kept;
    }
    return end;
  }

  /** Rejects with `LeaseLost` alone. */
  private async work(context: TransformContext): Promise<RunEnd> {
    const { work, metrics } = this.dependencies;
    const { planned, lease, stopping, aborting } = this;
    try {
      const signals = { stopping: stopping.signal, aborting: aborting.signal };
      const { ended, intervalMs, notice } = await work(planned, lease, context, signals, (progress) => {
        this.progress = progress;
      });
      const { letGo } = this.progress ?? {};
      // Nothing but failures: as good as a failed run, and tried again less and less often.
      if (ended === 'caught_up' && letGo !== undefined && this.state.counts.read === 0)
        return this.failed(letGo.last);
      return this.ended(ended, intervalMs, letGo?.last, notice);
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      if (stopping.signal.aborted) return this.ended('stopped', 0);
      const failure = asFailure(error);
      metrics.failed(failure.code);
      return this.failed(failure);
    } finally {
      const { letGo } = this.progress ?? {};
      if (letGo !== undefined) metrics.failed(letGo.last.code, letGo.count);
    }
  }

  private ended(ended: RunEnded, intervalMs: number, letGo?: Failure, notice?: Failure): RunEnd {
    const { counts, readUntil } = this.state;
    const finish = afterRun({
      ended,
      intervalMs,
      failures: this.lease.task.consecutive_failures,
      counts,
      ...(readUntil === undefined ? {} : { readUntil }),
      task: this.planned,
      ...(letGo === undefined ? {} : { letGo }),
      ...(notice === undefined ? {} : { notice }),
      now: this.dependencies.clock.now(),
    });
    return { finish: this.withCounts(finish), more: ended !== 'caught_up' };
  }

  private failed(failure: Failure): RunEnd {
    const { retryPolicy, random } = this.dependencies;
    const failures = this.lease.task.consecutive_failures + 1;
    return { finish: this.withCounts(finishAfter(failure, failures, retryPolicy, random)), more: true };
  }

  private withCounts(finish: Omit<Finish, 'counts'>): Finish {
    const { counts, readUntil, told } = this.state;
    return {
      ...finish,
      counts,
      ...(readUntil === undefined ? {} : { readUntil }),
      ...(told === undefined ? {} : { told }),
    };
  }

  /** Tries for as long as the lease may hold: an unsaved end only delays the next run until the lease runs out. */
  private async finish(finish: Finish): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.lease.finish(finish);
      } catch (error) {
        if (!(error instanceof Failure) || error.kind !== 'retry' || attempt === FINISH_ATTEMPTS) throw error;
        await this.dependencies.clock.sleep(FINISH_PAUSE_MS);
      }
    }
  }
}
