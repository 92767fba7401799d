/**
 * The runs of this process: started for claimed tasks, stopped when their definition no longer wants them or the
 * process ends. However a run ends, it is written into the task's document and logged here, once.
 */
import type { IntegrationDefinition } from '../../common/integrations/definition';
import type { RunCounts } from '../../common/integrations/task';
import type { Clock } from '../clock';
import { asFailure, Failure } from '../failure';
import type { TransformContext } from '../transforms/context';
import { type Finish, type Lease, LeaseLost } from './lease';
import type { Logger } from './logger';
import { NO_COUNTS, type RecordStore } from './record_store';
import { finishAfter, type RetryPolicy } from './retry_policy';
import { type RunResult, runTask } from './run_task';
import type { PlannedTask } from './task_plan';
import type { TaskSources } from './task_sources';

export interface TaskRunsDependencies {
  readonly sources: TaskSources;
  readonly records: RecordStore;
  /** Makes sure that what a run writes lands in the right indices. Rejects with a `Failure`. */
  readonly prepareStorage: (namespace: string) => Promise<void>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly retryPolicy: RetryPolicy;
  readonly maxRunMs: number;
}

export type RunnableTask = Extract<PlannedTask, { wanted: 'run' }>;

interface ActiveRun {
  readonly planned: RunnableTask;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

export class TaskRuns {
  private readonly active = new Map<string, ActiveRun>();

  constructor(private readonly dependencies: TaskRunsDependencies) {}

  get size(): number {
    return this.active.size;
  }

  has(taskId: string): boolean {
    return this.active.has(taskId);
  }

  start(planned: RunnableTask, lease: Lease, context: TransformContext): void {
    const controller = new AbortController();
    const done = this.run(planned, lease, context, controller).finally(() => this.active.delete(planned.id));
    this.active.set(planned.id, { planned, controller, done });
  }

  /** Stops the runs whose definition went away, paused them, or says something else than when they started. */
  stopUnwanted(plan: ReadonlyMap<string, PlannedTask>): void {
    for (const [id, { planned, controller }] of this.active) {
      const now = plan.get(id);
      if (now?.wanted !== 'run' || !sameSettings(now.definition, planned.definition)) controller.abort();
    }
  }

  /** Asks every run to stop and waits until all have, at most `withinMs`. */
  async stopAll(withinMs: number): Promise<void> {
    for (const { controller } of this.active.values()) controller.abort();
    const waiting = new AbortController();
    await Promise.race([this.settled(), this.dependencies.clock.sleep(withinMs, waiting.signal)]);
    waiting.abort();
  }

  /** Resolves when the runs that go on now have ended. */
  async settled(): Promise<void> {
    await Promise.all([...this.active.values()].map(({ done }) => done));
  }

  /** Never rejects: whatever happens ends in the task's document or in the log. */
  private async run(
    planned: RunnableTask,
    lease: Lease,
    context: TransformContext,
    controller: AbortController,
  ): Promise<void> {
    const { clock, logger } = this.dependencies;
    const keeping = new AbortController();
    let lost = false;
    const kept = lease.keep(clock, keeping.signal, () => {
      lost = true;
      controller.abort();
    });
    let counts: RunCounts = NO_COUNTS;
    try {
      const finish = await this.work(planned, lease, context, controller.signal, (so) => {
        counts = so;
      });
      if (lost) throw new LeaseLost();
      await this.finish(lease, { ...finish, counts });
      this.report(planned, lease, finish, counts);
    } catch (error) {
      if (error instanceof LeaseLost)
        logger.warn(`${planned.id}: another collector took over; this run left nothing half done.`);
      else logger.error(`${planned.id}: the end of a run could not be saved: ${asFailure(error).message}`);
    } finally {
      keeping.abort();
      await kept;
    }
  }

  private async work(
    planned: RunnableTask,
    lease: Lease,
    context: TransformContext,
    signal: AbortSignal,
    onCounts: (counts: RunCounts) => void,
  ): Promise<Omit<Finish, 'counts'>> {
    const { sources, records, clock, maxRunMs, prepareStorage, retryPolicy, random } = this.dependencies;
    const { definition, streamName, region } = planned;
    try {
      await prepareStorage(definition.namespace);
      const { source, intervalMs } = await sources.open(definition, streamName, region);
      const origin = {
        integrationId: definition.id,
        accountId: definition.account.id,
        region,
        stream: streamName,
        namespace: definition.namespace,
      };
      const { ended } = await runTask(
        { source, context, origin },
        lease,
        signal,
        { records, clock, maxRunMs },
        onCounts,
      );
      return afterGoodRun(ended, intervalMs, lease);
    } catch (error) {
      if (error instanceof LeaseLost) throw error;
      if (signal.aborted) return afterGoodRun('stopped', 0, lease);
      return finishAfter(asFailure(error), lease.task.consecutive_failures + 1, retryPolicy, random);
    }
  }

  /** Tries for as long as the lease may hold: an unsaved end only delays the next run until the lease runs out. */
  private async finish(lease: Lease, finish: Finish): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await lease.finish(finish);
      } catch (error) {
        if (!(error instanceof Failure) || error.kind !== 'retry' || attempt === FINISH_ATTEMPTS) throw error;
        await this.dependencies.clock.sleep(FINISH_PAUSE_MS);
      }
    }
  }

  private report(
    { id }: RunnableTask,
    lease: Lease,
    { outcome, error, attention, consecutiveFailures }: Omit<Finish, 'counts'>,
    counts: RunCounts,
  ): void {
    const { logger } = this.dependencies;
    switch (outcome) {
      case 'succeeded':
      case 'stopped':
        if (counts.read > 0) logger.debug(`${id}: ${outcome}, ${describe(counts)}`);
        return;
      case 'retry':
        // The first time it is news, after that the task's document tells.
        return consecutiveFailures === 1 ? logger.warn(`${id}: ${error}`) : logger.debug(`${id}: ${error}`);
      case 'attention':
        return lease.previousAttention === attention?.code
          ? logger.debug(`${id}: ${error}`)
          : logger.warn(`${id}: ${error} ${attention?.action}`);
      case 'bug':
        return logger.error(`${id}: ${error}`);
    }
  }
}

const FINISH_ATTEMPTS = 5;
const FINISH_PAUSE_MS = 2_000;

function afterGoodRun(ended: RunResult['ended'], intervalMs: number, lease: Lease): Omit<Finish, 'counts'> {
  if (ended === 'stopped')
    return {
      outcome: 'stopped',
      state: 'waiting',
      delayMs: 0,
      consecutiveFailures: lease.task.consecutive_failures,
    };
  return {
    outcome: 'succeeded',
    state: 'waiting',
    delayMs: ended === 'more' ? 0 : intervalMs,
    consecutiveFailures: 0,
  };
}

/** Intents may change under a run, the rest of a definition may not. */
const sameSettings = (a: IntegrationDefinition, b: IntegrationDefinition): boolean =>
  JSON.stringify({ ...a, intents: null }) === JSON.stringify({ ...b, intents: null });

const describe = ({ read, stored, already_stored: again, rejected, skipped }: RunCounts): string =>
  `${read} read: ${stored} stored, ${again} stored before, ${rejected} rejected, ${skipped} skipped`;
