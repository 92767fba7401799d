/**
 * Brings the task documents to what the definitions want: creates what is missing, removes or pauses what is no
 * longer wanted, shows what needs a person, and says which tasks may run now. Starts nothing.
 */
import { workOf } from '../../../common/integrations/task';
import type { StoredDefinition } from '../definitions/definitions';
import type { Offer } from './seats';
import { DEFINITION_STREAM, type PlannedTask, type RunnableTask } from './task_plan';
import type { ListedTask, TaskStore } from './task_store';

export interface ReconcilerDependencies {
  readonly tasks: TaskStore;
  readonly owner: string;
  /** Whether a run of the task goes on in this process. */
  readonly isRunning: (taskId: string) => boolean;
}

export interface Reconciled {
  /** Tasks that are due, or asked for. */
  readonly offers: readonly Offer[];
  /** Tasks that wait for a person. */
  readonly needAttention: number;
}

export class TaskReconciler {
  constructor(private readonly dependencies: ReconcilerDependencies) {}

  /** Rejects with a `Failure` of the store. */
  async reconcile(
    plan: ReadonlyMap<string, PlannedTask>,
    definitions: readonly StoredDefinition[],
  ): Promise<Reconciled> {
    const { tasks: store, isRunning } = this.dependencies;
    const { tasks, unreadable } = await store.list();
    for (const id of unreadable) await store.discard(id);
    const known = new Set(tasks.map(({ id }) => id));
    for (const planned of plan.values()) if (!known.has(planned.id)) await this.create(planned);

    const offers: Offer[] = [];
    for (const task of tasks) {
      if (isRunning(task.id)) continue;
      const planned = plan.get(task.id);
      if (planned === undefined) await this.retire(task, definitions);
      else if (isAnotherSpan(task, planned)) await this.remove(task);
      else if (task.task.state === 'done') continue;
      else if (planned.wanted === 'run') offers.push(...offerOf(task, planned));
      else await this.hold(task, planned);
    }
    return { offers, needAttention: tasks.filter(({ task }) => task.state === 'attention').length };
  }

  private async create(planned: PlannedTask): Promise<void> {
    const attention = planned.wanted === 'attention' ? planned.attention : undefined;
    await this.dependencies.tasks.create(planned, attention);
  }

  /** A task without a plan: its definition is gone, or no longer covers it, or cannot be read. The data stay. */
  private async retire(task: ListedTask, definitions: readonly StoredDefinition[]): Promise<void> {
    const { integration_id: integrationId, stream, source, slot, state } = task.task;
    const definition = definitions.find(({ id }) => id === integrationId);
    const unreadable = definition?.parsed.ok === false;
    // Without a checkpoint there is nothing to come back to: consumers of a queue, what stood for a definition.
    const keepsNothing = slot > 0 || source === 's3_notifications' || stream === DEFINITION_STREAM;
    const unwanted = !unreadable && (keepsNothing || workOf(task.task).kind !== 'live');
    if (definition === undefined || unwanted || stream === DEFINITION_STREAM) return this.remove(task);
    if (state === 'paused' || state === 'done') return;
    await this.dependencies.tasks.settle(task, {
      owner: this.dependencies.owner,
      state: 'paused',
      due: false,
      definitionVersion: definition.version,
    });
  }

  /** Never under somebody's run, which ends by itself once its collector has looked at the definitions. */
  private async remove(task: ListedTask): Promise<void> {
    if (!task.leased) await this.dependencies.tasks.delete(task);
  }

  /** A task that must not run: paused, or waiting for a person. */
  private async hold(task: ListedTask, planned: Exclude<PlannedTask, RunnableTask>): Promise<void> {
    const { state, attention, definition_version: version } = task.task;
    const wanted = planned.wanted === 'attention' ? planned.attention : undefined;
    if (state === planned.wanted && version === planned.definitionVersion && attention?.code === wanted?.code)
      return;
    await this.dependencies.tasks.settle(task, {
      owner: this.dependencies.owner,
      state: planned.wanted,
      due: false,
      definitionVersion: planned.definitionVersion,
      ...(wanted === undefined ? {} : { attention: wanted }),
    });
  }
}

/** A backfill or re-pricing that was asked for anew under its old name. */
function isAnotherSpan({ task }: ListedTask, { work: planned }: PlannedTask): boolean {
  const work = workOf(task);
  if (work.kind === 'live' || planned.kind === 'live') return work.kind !== planned.kind;
  return work.from !== planned.from || work.to !== planned.to;
}

function offerOf(task: ListedTask, planned: RunnableTask): Offer[] {
  const { run_now_at: runNowAt } = planned.definition.intents;
  const { definition_version: version, run_now_handled: handled } = task.task;
  const atOnce =
    version !== planned.definitionVersion || (runNowAt !== undefined && runNowAt > (handled ?? 0));
  return (atOnce && !task.leased) || task.claimable ? [{ task, planned, atOnce }] : [];
}
