/**
 * Every task of some integrations run until it is read up to now, once, and then no more: for schedules of one's
 * own, and for trying out a definition. Tasks, leases and checkpoints are the same as in continuous collection, so
 * both may go on beside each other.
 */
import type { Attention, RunCounts } from '../../common/integrations/task';
import type { Clock } from '../clock';
import type { OpenSearch } from '../storage/opensearch';
import { readDefinitions, type StoredDefinition } from './definitions/definitions';
import { addCounts, NO_COUNTS } from './runs/run_counts';
import { ensureStateIndices } from './tasks/state_indices';
import { claimAndStart, type ClaimDependencies } from './tasks/task_claims';
import { type PlannedTask, planTasks, type RunnableTask, type TaskIdentity } from './tasks/task_plan';
import type { StoredTask } from './tasks/task_store';

export interface TaskSummary {
  readonly task: TaskIdentity;
  /**
   * `caught_up`: read up to now. `done`: a backfill or re-pricing of which nothing is left to do. `failed`: see `error`. `attention`: waits
   * for a person. `elsewhere`: another collector holds it. `stopped`: the collector was stopped.
   */
  readonly outcome: 'caught_up' | 'done' | 'paused' | 'failed' | 'attention' | 'elsewhere' | 'stopped';
  readonly counts: RunCounts;
  /** Why it failed, or why some of what was read was let go of, to be read again. */
  readonly error?: string;
  readonly attention?: Attention;
}

export interface RunOnceDependencies extends ClaimDependencies {
  readonly openSearch: OpenSearch;
  readonly clock: Clock;
  readonly maxConcurrentTasks: number;
}

const ATTEMPTS = 5;
const LEASE_LOOK_MS = 1_000;

/** `integrationIds`: all where it is absent. Rejects with a `Failure` where the store cannot be used at all. */
export async function runOnce(
  integrationIds: readonly string[] | undefined,
  dependencies: RunOnceDependencies,
): Promise<TaskSummary[]> {
  await ensureStateIndices(dependencies.openSearch);
  const definitions = await readDefinitions(dependencies.openSearch);
  await dependencies.prices?.refresh();
  const waiting = planTasks(definitions).filter(
    ({ integrationId }) => integrationIds?.includes(integrationId) ?? true,
  );
  const summaries: TaskSummary[] = [];
  const seat = async (): Promise<void> => {
    for (let planned = waiting.shift(); planned !== undefined; planned = waiting.shift())
      summaries.push(await settle(planned, definitions, dependencies));
  };
  await Promise.all(Array.from({ length: dependencies.maxConcurrentTasks }, seat));
  return summaries.sort((a, b) => (a.task.id < b.task.id ? -1 : 1));
}

async function settle(
  planned: PlannedTask,
  definitions: readonly StoredDefinition[],
  dependencies: RunOnceDependencies,
): Promise<TaskSummary> {
  if (planned.wanted === 'paused') return { task: planned, outcome: 'paused', counts: NO_COUNTS };
  if (planned.wanted === 'attention')
    return { task: planned, outcome: 'attention', counts: NO_COUNTS, attention: planned.attention };
  return untilCaughtUp(planned, definitions, dependencies);
}

async function untilCaughtUp(
  planned: RunnableTask,
  definitions: readonly StoredDefinition[],
  dependencies: RunOnceDependencies,
): Promise<TaskSummary> {
  const { clock, leaseMs } = dependencies;
  let counts = NO_COUNTS;
  let waitedMs = 0;
  let failedRuns = 0;
  for (;;) {
    const task = await presentTask(planned, dependencies);
    if (task.task.state === 'done') return { task: planned, outcome: 'done', counts };
    const started = await claimAndStart({ task, planned, atOnce: true }, definitions, dependencies);
    const end = await started?.ended;
    if (end === undefined) {
      // A collector that was killed holds its lease until that runs out.
      if (waitedMs > leaseMs) return { task: planned, outcome: 'elsewhere', counts };
      waitedMs += LEASE_LOOK_MS;
      await clock.sleep(LEASE_LOOK_MS);
      continue;
    }
    const { outcome, state, delayMs, error, attention } = end.finish;
    counts = addCounts(counts, end.finish.counts);
    const told = {
      task: planned,
      counts,
      ...(error === undefined ? {} : { error }),
      ...(attention === undefined ? {} : { attention }),
    };
    switch (outcome) {
      case 'succeeded':
        if (end.more) continue;
        return { ...told, outcome: state === 'done' ? 'done' : 'caught_up' };
      case 'stopped':
        return { ...told, outcome: 'stopped' };
      case 'attention':
        return { ...told, outcome: 'attention' };
      case 'bug':
        return { ...told, outcome: 'failed' };
      case 'retry':
        failedRuns += 1;
        if (failedRuns >= ATTEMPTS) return { ...told, outcome: 'failed' };
        await clock.sleep(delayMs);
    }
  }
}

async function presentTask(planned: RunnableTask, { tasks }: RunOnceDependencies): Promise<StoredTask> {
  const known = await tasks.read(planned.id);
  if (known !== undefined) return known;
  await tasks.create(planned);
  const made = await tasks.read(planned.id);
  if (made === undefined) throw new TypeError('a task that was created is not there');
  return made;
}
