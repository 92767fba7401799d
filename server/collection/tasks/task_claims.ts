/** Claims a task that may be due and starts its run; the store has the last word on whether it is ours. */
import type { RunEnd } from '../runs/active_run';
import type { StoredDefinition } from '../definitions/definitions';
import { Lease } from './lease';
import type { Offer } from './seats';
import type { PriceSettings } from '../prices/price_settings';
import type { TaskRuns } from '../runs/task_runs';
import type { StoredTask, TaskStore } from './task_store';
import { transformContextOf } from '../runs/transform_contexts';

export interface ClaimDependencies {
  readonly tasks: TaskStore;
  readonly runs: TaskRuns;
  /** Unique to this process: two owners of one name would take each other's leases. */
  readonly owner: string;
  readonly newRunId: () => string;
  readonly leaseMs: number;
  /** Key of the HMACs that make conversations recognisable. */
  readonly hmacKey?: string;
  /** What people set; without them the built-in prices. */
  readonly prices?: PriceSettings;
}

export interface StartedRun {
  /** Undefined when another collector took over, or the end could not be saved. */
  readonly ended: Promise<RunEnd | undefined>;
}

/** Undefined where another collector was faster, or the task is not due. Rejects with a `Failure` of the store. */
export async function claimAndStart(
  { task, planned, atOnce }: Pick<Offer, 'planned' | 'atOnce'> & { readonly task: StoredTask },
  definitions: readonly StoredDefinition[],
  { tasks, runs, owner, newRunId, leaseMs, hmacKey, prices }: ClaimDependencies,
): Promise<StartedRun | undefined> {
  const { run_now_at: runNowAt } = planned.definition.intents;
  const runId = newRunId();
  const claimed = await tasks.claim(task, {
    owner,
    runId,
    leaseMs,
    atOnce,
    definitionVersion: planned.definitionVersion,
    source: planned.source,
    ...(runNowAt === undefined ? {} : { runNowAt }),
  });
  if (claimed === undefined) return undefined;
  const lease = new Lease(tasks, claimed, { owner, runId }, leaseMs);
  const context = transformContextOf(planned, definitions, {
    ...(hmacKey === undefined ? {} : { hmacKey }),
    ...(prices === undefined ? {} : { prices: prices.current }),
  });
  return { ended: runs.start(planned, lease, context) };
}
