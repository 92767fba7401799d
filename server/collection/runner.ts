/**
 * Turns definitions into running tasks. Any number of runners share the work through the tasks' leases; one that
 * dies loses nothing, since its leases run out and its checkpoints say how far everything is stored. Nothing here
 * waits for a run: a sweep looks at what should be, starts what is due, and comes back.
 */
import type { Attention } from '../../common/integrations/task';
import { type Backoff, backoffMs } from '../backoff';
import type { Clock } from '../clock';
import { asFailure } from '../failure';
import type { OpenSearch } from '../storage/opensearch';
import type { Lookups, TransformContext } from '../transforms/context';
import { readDefinitions, type StoredDefinition } from './definitions';
import { Lease } from './lease';
import type { Logger } from './logger';
import { ensureStateIndices } from './state_indices';
import { DEFINITION_STREAM, type PlannedTask, planTasks } from './task_plan';
import type { RunnableTask, TaskRuns } from './task_runs';
import { type ListedTask, type StoredTask, TaskStore } from './task_store';

export interface RunnerSettings {
  readonly maxConcurrentTasks: number;
  readonly pollIntervalMs: number;
  readonly leaseMs: number;
  /** How long `stop` waits for running batches. */
  readonly stopWithinMs: number;
  /** Between sweeps while OpenSearch cannot be used. */
  readonly sweepBackoff: Backoff;
}

export const DEFAULT_RUNNER_SETTINGS: RunnerSettings = {
  maxConcurrentTasks: 4,
  pollIntervalMs: 3_000,
  leaseMs: 60_000,
  stopWithinMs: 20_000,
  sweepBackoff: { baseMs: 2_000, maxMs: 60_000 },
};

export interface RunnerDependencies {
  readonly openSearch: OpenSearch;
  readonly runs: TaskRuns;
  /** Unique to this process: two owners of one name would take each other's leases. */
  readonly owner: string;
  readonly newRunId: () => string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  /** Key of the HMACs that make conversations recognisable. */
  readonly hmacKey?: string;
  readonly settings: RunnerSettings;
}

export interface RunnerStatus {
  /** `waiting_for_store`: OpenSearch cannot be used for now; `problem` says why. */
  readonly state: 'stopped' | 'starting' | 'collecting' | 'waiting_for_store';
  readonly problem?: Attention;
  readonly runningTasks: number;
}

export class Runner {
  private readonly tasks: TaskStore;
  private state: RunnerStatus['state'] = 'stopped';
  private problem: Attention | undefined;
  private failures = 0;
  /** Until something fails: somebody may have deleted them. */
  private indicesExist = false;
  private stopping: AbortController | undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly dependencies: RunnerDependencies) {
    this.tasks = new TaskStore(dependencies.openSearch);
  }

  status(): RunnerStatus {
    return {
      state: this.state,
      runningTasks: this.dependencies.runs.size,
      ...(this.problem === undefined ? {} : { problem: this.problem }),
    };
  }

  /** Returns at once; the first sweep comes after a random part of the interval, so that restarts spread out. */
  start(): void {
    if (this.stopping?.signal.aborted === false) return;
    this.stopping = new AbortController();
    this.state = 'starting';
    this.loop = this.sweepUntil(this.stopping.signal);
  }

  /** Ends the runs, gives their leases up, and resolves; at the latest after twice `stopWithinMs`. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    const { runs, settings, clock } = this.dependencies;
    const inTime = new AbortController();
    // A sweep may hang on a store that does not answer; it starts nothing any more when it comes back.
    await Promise.race([this.loop, clock.sleep(settings.stopWithinMs, inTime.signal)]);
    inTime.abort();
    await runs.stopAll(settings.stopWithinMs);
    this.state = 'stopped';
  }

  /** One look at what should be; started runs go on behind it. Never rejects: what is wrong is in `status()`. */
  async sweep(): Promise<void> {
    try {
      await this.sweepOnce();
      this.recovered();
    } catch (error) {
      this.failed(error);
    }
  }

  private async sweepUntil(signal: AbortSignal): Promise<void> {
    const { clock, random, settings } = this.dependencies;
    await clock.sleep(settings.pollIntervalMs * random(), signal);
    while (!signal.aborted) {
      await this.sweep();
      const pause =
        this.failures === 0
          ? settings.pollIntervalMs
          : backoffMs(this.failures, settings.sweepBackoff, random);
      await clock.sleep(pause, signal);
    }
  }

  private async sweepOnce(): Promise<void> {
    const { openSearch, runs } = this.dependencies;
    if (!this.indicesExist) await ensureStateIndices(openSearch);
    this.indicesExist = true;
    const definitions = await readDefinitions(openSearch);
    const { tasks, unreadable } = await this.tasks.list();
    const plan = new Map(planTasks(definitions).map((planned) => [planned.id, planned]));
    runs.stopUnwanted(plan);

    const known = new Map(tasks.map((task) => [task.id, task]));
    for (const id of unreadable) await this.tasks.discard(id);
    for (const planned of plan.values()) if (!known.has(planned.id)) await this.create(planned);
    for (const task of tasks) {
      if (runs.has(task.id)) continue;
      const planned = plan.get(task.id);
      if (planned === undefined) await this.retire(task, definitions);
      else if (planned.wanted === 'run') await this.offer(task, planned, definitions);
      else await this.hold(task, planned);
    }
  }

  private async create(planned: PlannedTask): Promise<void> {
    const attention = planned.wanted === 'attention' ? planned.attention : undefined;
    await this.tasks.create(planned, this.dependencies.clock.now(), attention);
  }

  /** A task without a plan: its definition is gone, or no longer covers it, or cannot be read. */
  private async retire(task: StoredTask, definitions: readonly StoredDefinition[]): Promise<void> {
    const definition = definitions.find(({ id }) => id === task.task.integration_id);
    // What stood for an unreadable definition, and tasks of removed ones. The data stay.
    if (definition === undefined || task.task.stream === DEFINITION_STREAM) return this.tasks.delete(task);
    if (task.task.state === 'paused') return;
    await this.tasks.settle(task, {
      owner: this.dependencies.owner,
      state: 'paused',
      due: false,
      definitionVersion: definition.version,
    });
  }

  /** A task that must not run: paused, or waiting for a person. */
  private async hold(task: StoredTask, planned: Exclude<PlannedTask, RunnableTask>): Promise<void> {
    const { state, attention, definition_version: version } = task.task;
    if (
      state === planned.wanted &&
      version === planned.definitionVersion &&
      attention?.code === codeOf(planned)
    )
      return;
    await this.tasks.settle(task, {
      owner: this.dependencies.owner,
      state: planned.wanted,
      due: false,
      definitionVersion: planned.definitionVersion,
      ...(planned.wanted === 'attention' ? { attention: planned.attention } : {}),
    });
  }

  /** Claims a task that may be due; the store has the last word. */
  private async offer(
    task: ListedTask,
    planned: RunnableTask,
    definitions: readonly StoredDefinition[],
  ): Promise<void> {
    const { runs, owner, newRunId, settings } = this.dependencies;
    if (runs.size >= settings.maxConcurrentTasks) return;
    const { run_now_at: runNowAt } = planned.definition.intents;
    const atOnce =
      task.task.definition_version !== planned.definitionVersion ||
      (runNowAt !== undefined && runNowAt > (task.task.run_now_handled ?? 0));
    if (!atOnce && !task.claimable) return;
    if (this.stopping?.signal.aborted === true) return;
    const runId = newRunId();
    const claimed = await this.tasks.claim(task, {
      owner,
      runId,
      leaseMs: settings.leaseMs,
      atOnce,
      definitionVersion: planned.definitionVersion,
      ...(runNowAt === undefined ? {} : { runNowAt }),
    });
    if (claimed === undefined) return;
    const lease = new Lease(this.tasks, claimed, { owner, runId }, settings.leaseMs);
    runs.start(planned, lease, this.contextOf(planned, definitions));
  }

  private contextOf(
    { definition }: RunnableTask,
    definitions: readonly StoredDefinition[],
  ): TransformContext {
    const { hmacKey } = this.dependencies;
    const accountNames: Record<string, string> = {};
    for (const { parsed } of definitions) {
      if (parsed.ok && parsed.definition.account.name !== undefined)
        accountNames[parsed.definition.account.id] = parsed.definition.account.name;
    }
    const lookups: Lookups = {
      accountNames,
      resolvedModels: {},
      ...(hmacKey === undefined ? {} : { hmacKey }),
    };
    return {
      namespace: definition.namespace,
      contentMode: definition.content,
      requestMetadata: definition.request_metadata,
      lookups,
    };
  }

  private recovered(): void {
    if (this.failures > 0) this.dependencies.logger.info('OpenSearch can be used again; collection goes on.');
    this.failures = 0;
    this.problem = undefined;
    if (this.state !== 'stopped') this.state = 'collecting';
  }

  private failed(error: unknown): void {
    const failure = asFailure(error);
    this.failures += 1;
    this.indicesExist = false;
    const isNews = this.problem?.code !== failure.code;
    this.problem = failure.attention;
    if (this.state !== 'stopped') this.state = 'waiting_for_store';
    const message = `${failure.message} ${failure.action}`;
    if (isNews) this.dependencies.logger.warn(message);
    else this.dependencies.logger.debug(message);
  }
}

const codeOf = (planned: PlannedTask): string | undefined =>
  planned.wanted === 'attention' ? planned.attention.code : undefined;
