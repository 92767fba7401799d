/** The runs of this process, and which of them have to stop: their definition no longer wants them, or we end. */
import type { IntegrationDefinition } from '../../../common/integrations/definition';
import type { TransformContext } from '../../transforms/context';
import { ActiveRun, type RunDependencies, type RunEnd } from './active_run';
import type { Lease } from '../tasks/lease';
import type { PlannedTask, RunnableTask } from '../tasks/task_plan';

export class TaskRuns {
  private readonly active = new Map<string, ActiveRun>();
  private closed = false;

  constructor(private readonly dependencies: RunDependencies) {}

  get size(): number {
    return this.active.size;
  }

  has(taskId: string): boolean {
    return this.active.has(taskId);
  }

  /** The tasks of the runs that go on now. */
  get running(): readonly RunnableTask[] {
    return [...this.active.values()].map(({ planned }) => planned);
  }

  /** How many of them have read what they cannot store for a while. */
  get waitingForStore(): number {
    return [...this.active.values()].filter(({ storingForMs }) => storingForMs !== undefined).length;
  }

  /** Resolves to how the run ended; undefined when another collector took over or the end could not be saved. */
  start(planned: RunnableTask, lease: Lease, context: TransformContext): Promise<RunEnd | undefined> {
    const run = new ActiveRun(planned, lease, context, this.dependencies);
    this.active.set(planned.id, run);
    // A claim that was under way when the process began to stop gives its lease up at once.
    if (this.closed) run.stop();
    return run.done.finally(() => this.active.delete(planned.id));
  }

  /**
   * Stops the runs whose definition went away, paused them, or says something else than when they started, and those
   * that price by other than today's prices: they go on at once, with them.
   */
  stopUnwanted(plan: ReadonlyMap<string, PlannedTask>, pricesVersion: string | undefined): void {
    for (const [id, run] of this.active) {
      const now = plan.get(id);
      const isWanted = now?.wanted === 'run' && isSameTask(now, run.planned);
      if (!isWanted || run.pricesVersion !== pricesVersion) run.stop();
    }
  }

  /** Stops every run, also those that start from now on, and waits until all have ended, at most `withinMs`. */
  async stopAll(withinMs: number): Promise<void> {
    this.closed = true;
    for (const run of this.active.values()) run.stop();
    const waiting = new AbortController();
    await Promise.race([this.settled(), this.dependencies.clock.sleep(withinMs, waiting.signal)]);
    waiting.abort();
  }

  /** After `stopAll`: runs may be started again. */
  reopen(): void {
    this.closed = false;
  }

  /** Resolves when the runs that go on now have ended. */
  async settled(): Promise<void> {
    await Promise.all([...this.active.values()].map(({ done }) => done));
  }
}

/** Intents may change under a run, the rest of a definition may not, nor the span of a backfill or re-pricing. */
const isSameTask = (a: RunnableTask, b: RunnableTask): boolean =>
  settingsOf(a.definition) === settingsOf(b.definition) && JSON.stringify(a.work) === JSON.stringify(b.work);

const settingsOf = (definition: IntegrationDefinition): string =>
  JSON.stringify({ ...definition, intents: null });
