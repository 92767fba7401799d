/**
 * A task under our lease: the only way in which a run writes its task. Writes go one after the other, since each
 * is conditional on the version left by the one before. A lease that another collector took over is lost for
 * good: nothing is written any more, so that a checkpoint never moves backwards or under somebody else's run.
 */
import type { Attention, Run, RunCounts, StreamFacts, TaskDocument } from '../../../common/integrations/task';
import type { Clock } from '../../clock';
import { Failure } from '../../failure';
import { FINISH, PROGRESS } from './task_scripts';
import type { ScriptParams, StoredTask, TaskStore } from './task_store';

/** How often a run is looked at between renewals, so that pages soon tell when storing does not go on. */
const LOOK_EVERY_MS = 5_000;

export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

export interface Finish {
  readonly outcome: Exclude<Run['outcome'], 'running'>;
  readonly state: TaskDocument['state'];
  readonly delayMs: number;
  readonly consecutiveFailures: number;
  readonly counts: RunCounts;
  /** Event time, epoch milliseconds. */
  readonly readUntil?: number;
  readonly told?: StreamFacts;
  readonly error?: string;
  readonly attention?: Attention;
}

/** What a renewal tells beside that the run goes on. */
export interface RunningState {
  readonly counts: RunCounts;
  readonly readUntil?: number;
  readonly told?: StreamFacts;
  /** For how many milliseconds nothing of what was read could be stored; absent while storing goes on. */
  readonly storingForMs?: number;
}

export class Lease {
  /** Code of what the run before had left for a person, so that the same is not logged again. */
  readonly previousAttention: string | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: TaskStore,
    private current: StoredTask,
    private readonly token: { readonly owner: string; readonly runId: string },
    private readonly leaseMs: number,
  ) {
    this.previousAttention = current.task.attention?.code;
  }

  get task(): TaskDocument {
    return this.current.task;
  }

  get id(): string {
    return this.current.id;
  }

  /**
   * Renews at a third of its length until `signal` aborts, and at once when storing stops going on or goes on again.
   * `onLost` is called once, when the lease is gone.
   */
  async keep(
    clock: Clock,
    signal: AbortSignal,
    state: () => RunningState,
    onLost: (error: unknown) => void,
  ): Promise<void> {
    const renewAfterMs = this.leaseMs / 3;
    const lookEveryMs = Math.min(renewAfterMs, LOOK_EVERY_MS);
    let sinceRenewal = 0;
    let toldOfWaiting = false;
    for (;;) {
      await clock.sleep(lookEveryMs, signal);
      if (signal.aborted) return;
      sinceRenewal += lookEveryMs;
      const { counts, readUntil, told, storingForMs } = state();
      const waits = storingForMs !== undefined;
      if (sinceRenewal < renewAfterMs && waits === toldOfWaiting) continue;
      try {
        await this.write(PROGRESS, {
          lease_ms: this.leaseMs,
          counts,
          ...(readUntil === undefined ? {} : { read_until: readUntil }),
          ...(told === undefined ? {} : { told }),
          ...(waits ? { storing_for_ms: Math.round(storingForMs) } : {}),
        });
        sinceRenewal = 0;
        toldOfWaiting = waits;
      } catch (error) {
        if (!(error instanceof Failure)) return onLost(error);
        // The store is away or busy: two thirds of the lease are left to try again, and if it runs out meanwhile,
        // the next write finds out.
      }
    }
  }

  /** Saves how far everything is stored. Rejects with `LeaseLost` or a `Failure`. */
  async progress(counts: RunCounts, checkpoint: unknown, readUntil: number | undefined): Promise<void> {
    await this.write(PROGRESS, {
      lease_ms: this.leaseMs,
      counts,
      checkpoint,
      ...(readUntil === undefined ? {} : { read_until: readUntil }),
    });
  }

  /** Ends the run and gives the lease up. Rejects with `LeaseLost` or a `Failure`. */
  async finish(finish: Finish): Promise<void> {
    await this.write(FINISH, {
      outcome: finish.outcome,
      state: finish.state,
      delay_ms: Math.round(finish.delayMs),
      consecutive_failures: finish.consecutiveFailures,
      counts: finish.counts,
      ...(finish.readUntil === undefined ? {} : { read_until: finish.readUntil }),
      ...(finish.told === undefined ? {} : { told: finish.told }),
      ...(finish.error === undefined ? {} : { error: finish.error }),
      ...(finish.attention === undefined ? {} : { attention: finish.attention }),
    });
  }

  private write(script: string, params: ScriptParams): Promise<void> {
    const turn = this.queue.then(() => this.writeNow(script, params));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async writeNow(script: string, params: ScriptParams): Promise<void> {
    const { owner, runId } = this.token;
    for (;;) {
      const updated = await this.store.update(this.current, script, { ...params, owner, run_id: runId });
      if (updated !== 'conflict') {
        this.current = updated;
        // A script that found another token did nothing and returns the document of whoever holds it now.
        if (script !== FINISH && !this.holds(updated)) throw new LeaseLost();
        return;
      }
      const read = await this.store.read(this.current.id);
      if (read === undefined || !this.holds(read)) throw new LeaseLost();
      // Still ours: the conflict was with a write of our own whose answer was lost. The scripts may be repeated.
      this.current = read;
    }
  }

  private holds({ task }: StoredTask): boolean {
    return task.owner === this.token.owner && task.run_id === this.token.runId;
  }
}
