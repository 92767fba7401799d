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
import type { RunEnd } from './runs/active_run';
import { readDefinitions, type StoredDefinition } from './definitions/definitions';
import type { Logger } from './logger';
import type { MetricsRecorder } from './metrics_recorder';
import { hasSeat, inLine, type Offer } from './tasks/seats';
import { ensureStateIndices } from './tasks/state_indices';
import { claimAndStart, type ClaimDependencies } from './tasks/task_claims';
import { type PlannedTask, planTasks } from './tasks/task_plan';
import { TaskReconciler } from './tasks/task_reconciler';
import type { TaskRuns } from './runs/task_runs';

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
  maxConcurrentTasks: 8,
  pollIntervalMs: 3_000,
  leaseMs: 60_000,
  stopWithinMs: 20_000,
  sweepBackoff: { baseMs: 2_000, maxMs: 60_000 },
};

export interface RunnerDependencies {
  readonly openSearch: OpenSearch;
  readonly claims: ClaimDependencies;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
  readonly metrics: MetricsRecorder;
  readonly settings: RunnerSettings;
  /** Told after each sweep, and at start and stop. */
  readonly onStatus?: (status: RunnerStatus) => void;
}

export interface RunnerStatus {
  /** `waiting_for_store`: OpenSearch cannot be used for now; `problem` says why. */
  readonly state: 'stopped' | 'starting' | 'collecting' | 'waiting_for_store';
  readonly problem?: Attention;
  readonly runningTasks: number;
  /** Of the running ones: have read what they could not store for a while. */
  readonly tasksWaitingForStore: number;
  /** Tasks of all collectors that wait for a person, as of the last good sweep. */
  readonly tasksNeedingAttention: number;
  /** Due tasks that the last good sweep left because every seat was taken. */
  readonly waitingTasks: number;
  /** End of the last sweep that succeeded, epoch milliseconds. */
  readonly lastGoodSweepAt?: number;
}

/** Between sweeps that are hastened because a seat got free. */
const SHORTEST_PAUSE_MS = 250;

export class Runner {
  private readonly runs: TaskRuns;
  private readonly reconciler: TaskReconciler;
  private state: RunnerStatus['state'] = 'stopped';
  private problem: Attention | undefined;
  private failures = 0;
  private seen: Pick<RunnerStatus, 'tasksNeedingAttention' | 'waitingTasks' | 'lastGoodSweepAt'> = {
    tasksNeedingAttention: 0,
    waitingTasks: 0,
  };
  /** Until something fails: somebody may have deleted them. */
  private indicesExist = false;
  private stopping: AbortController | undefined;
  private pause = new AbortController();
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly dependencies: RunnerDependencies) {
    const { tasks, owner, runs } = dependencies.claims;
    this.runs = runs;
    this.reconciler = new TaskReconciler({ tasks, owner, isRunning: (id) => runs.has(id) });
  }

  status(): RunnerStatus {
    return {
      state: this.state,
      runningTasks: this.runs.size,
      tasksWaitingForStore: this.runs.waitingForStore,
      ...this.seen,
      ...(this.problem === undefined ? {} : { problem: this.problem }),
    };
  }

  /** Returns at once; the first sweep comes after a random part of the interval, so that restarts spread out. */
  start(): void {
    if (this.stopping?.signal.aborted === false) return;
    this.stopping = new AbortController();
    this.runs.reopen();
    this.enter('starting');
    this.loop = this.sweepUntil(this.stopping.signal);
  }

  /** Ends the runs, gives their leases up, and resolves, at the latest after about `stopWithinMs`. */
  async stop(): Promise<void> {
    this.stopping?.abort();
    this.pause.abort();
    const { settings, clock } = this.dependencies;
    const inTime = new AbortController();
    // A sweep may hang on a store that does not answer; what it claims when it comes back is given up at once.
    const ended = Promise.all([this.loop, this.runs.stopAll(settings.stopWithinMs)]);
    await Promise.race([ended, clock.sleep(settings.stopWithinMs, inTime.signal)]);
    inTime.abort();
    this.enter('stopped');
  }

  /** One look at what should be; started runs go on behind it. Never rejects: what is wrong is in `status()`. */
  async sweep(): Promise<void> {
    const { metrics } = this.dependencies;
    try {
      await this.sweepOnce();
      metrics.sweepEnded('succeeded');
      this.recovered();
    } catch (error) {
      metrics.sweepEnded('failed');
      this.failed(error);
    }
  }

  private async sweepUntil(signal: AbortSignal): Promise<void> {
    const { clock, random, settings } = this.dependencies;
    await clock.sleep(settings.pollIntervalMs * random(), signal);
    while (!signal.aborted) {
      await this.sweep();
      this.pause = new AbortController();
      if (signal.aborted) return;
      if (this.failures > 0)
        await clock.sleep(backoffMs(this.failures, settings.sweepBackoff, random), this.pause.signal);
      else {
        const shortest = Math.min(SHORTEST_PAUSE_MS, settings.pollIntervalMs);
        await clock.sleep(shortest, signal);
        await clock.sleep(settings.pollIntervalMs - shortest, this.pause.signal);
      }
    }
  }

  private async sweepOnce(): Promise<void> {
    const { openSearch, claims, metrics, clock } = this.dependencies;
    if (!this.indicesExist) await ensureStateIndices(openSearch);
    this.indicesExist = true;
    const definitions = await readDefinitions(openSearch);
    await claims.prices?.refresh();
    const plan = new Map<string, PlannedTask>(planTasks(definitions).map((task) => [task.id, task]));
    this.runs.stopUnwanted(plan, claims.prices?.current.version);
    metrics.keepOnly(plan);
    const { offers, needAttention } = await this.reconciler.reconcile(plan, definitions);
    const waitingTasks = await this.seat(offers, definitions);
    this.seen = { tasksNeedingAttention: needAttention, waitingTasks, lastGoodSweepAt: clock.now() };
  }

  /** Starts runs while there are seats; resolves to how many due tasks found none. */
  private async seat(offers: readonly Offer[], definitions: readonly StoredDefinition[]): Promise<number> {
    const { claims, settings } = this.dependencies;
    let left = 0;
    for (const offer of inLine(offers)) {
      if (this.stopping?.signal.aborted === true) return left;
      const running = this.runs.running.map(({ work }) => ({ isLive: work.kind === 'live' }));
      if (!hasSeat(offer, { limit: settings.maxConcurrentTasks, running })) left += 1;
      else {
        const started = await claimAndStart(offer, definitions, claims);
        void started?.ended.then((end) => this.seatFreed(end));
      }
    }
    return left;
  }

  /** Whoever waits for a seat, and whoever has more to read, does not wait for the next sweep as well. */
  private seatFreed(end: RunEnd | undefined): void {
    const goesOn = end?.more === true && end.finish.outcome === 'succeeded';
    if (goesOn || this.seen.waitingTasks > 0) this.pause.abort();
  }

  private recovered(): void {
    if (this.failures > 0) this.dependencies.logger.info('OpenSearch can be used again; collection goes on.');
    this.failures = 0;
    this.problem = undefined;
    this.enter('collecting');
  }

  private failed(error: unknown): void {
    const failure = asFailure(error);
    const { logger, metrics } = this.dependencies;
    metrics.failed(failure.code);
    this.failures += 1;
    this.indicesExist = false;
    const isNews = this.problem?.code !== failure.code;
    this.problem = failure.attention;
    this.enter('waiting_for_store');
    const message = `${failure.message} ${failure.action}`;
    if (isNews) logger.warn(message);
    else logger.debug(message);
  }

  private enter(state: RunnerStatus['state']): void {
    // A sweep that ends after `stop`, or is asked for without `start`, changes nothing about that.
    if (this.state !== 'stopped' || state === 'starting') this.state = state;
    this.dependencies.onStatus?.(this.status());
  }
}
