/**
 * The whole collector, put together from plain dependencies: the plugin and the headless collector both start it,
 * with their own OpenSearch client and logger. It owns its threads and connections and ends them on `stop`.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { WorkerOptions } from 'node:worker_threads';
import { createAwsClients } from '../aws/clients';
import type { AwsSettings } from '../aws/settings';
import { type Clock, systemClock } from '../clock';
import { RequestRates } from '../sources/cloudwatch_logs/request_rate';
import { BulkWriter } from '../storage/bulk_writer';
import type { OpenSearch } from '../storage/opensearch';
import { PartitionCreator } from '../storage/partition_creator';
import { PreparedStorage } from '../storage/prepared_storage';
import { admitBackfill } from './tasks/backfill_admission';
import type { CollectorMetrics } from './collector_metrics';
import type { Logger } from './logger';
import { MetricsRecorder } from './metrics_recorder';
import { ModelDirectory } from './models/model_directory';
import { PriceSettings } from './prices/price_settings';
import { ReasonCounts } from './workers/reason_counts';
import { RecordStore } from './runs/record_store';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from './tasks/retry_policy';
import { runOnce, type TaskSummary } from './run_once';
import { DEFAULT_RUNNER_SETTINGS, Runner, type RunnerSettings, type RunnerStatus } from './runner';
import { TaskRuns } from './runs/task_runs';
import { awsTaskSources } from './openers/task_sources';
import { TaskStore } from './tasks/task_store';
import { repriceWork } from './repricing/reprice_work';
import { collectWork, workByKind } from './runs/task_work';
import { TransformPool } from './workers/transform_pool';

export interface CollectorOptions {
  readonly openSearch: OpenSearch;
  readonly aws: AwsSettings;
  /** Names this instance in leases and run histories, for example the host's instance id; made unique here. */
  readonly identity: string;
  readonly logger: Logger;
  /** The built worker script beside the entry. */
  readonly workerPath: string;
  readonly workerOptions?: WorkerOptions;
  readonly workerThreads?: number;
  readonly hmacKey?: string;
  readonly settings?: Partial<RunnerSettings>;
  readonly retryPolicy?: RetryPolicy;
  readonly maxRunMs?: number;
  /** Told after each look for due tasks, and at start and stop. */
  readonly onStatus?: (status: RunnerStatus) => void;
  readonly clock?: Clock;
  readonly random?: () => number;
}

export interface Collector {
  /** Returns at once and keeps no process alive by itself: a program that only collects holds itself open. */
  start(): void;
  /** Ends runs, gives leases up, closes threads and connections. */
  stop(): Promise<void>;
  status(): RunnerStatus;
  /** What this process has done since it started. */
  metrics(): CollectorMetrics;
  /**
   * Runs every task of the integrations (all, where none are named) until it is read up to now, once; a queue until
   * it gives nothing. Instead of `start`. Rejects with a `Failure` where OpenSearch cannot be used at all.
   */
  runOnce(integrationIds?: readonly string[]): Promise<TaskSummary[]>;
  /** One look for due tasks, for tests; runs go on behind it. */
  sweep(): Promise<void>;
  /** Resolves when the runs that go on now have ended. */
  settled(): Promise<void>;
}

const DEFAULT_MAX_RUN_MS = 5 * 60_000;
/** A run that others wait for ends this much earlier. */
const YIELD_AFTER_MS = 30_000;
/** Of the time that a stop may take: what is under way then is given up, and its end has yet to be saved. */
const SHARE_OF_DRAIN = 0.7;

export function createCollector(options: CollectorOptions): Collector {
  const { openSearch, aws, logger, hmacKey, clock = systemClock, random = Math.random } = options;
  const settings = { ...DEFAULT_RUNNER_SETTINGS, ...options.settings };
  const maxRunMs = options.maxRunMs ?? DEFAULT_MAX_RUN_MS;
  const clients = createAwsClients(aws, () => clock.now());
  const pool = new TransformPool({
    workerPath: options.workerPath,
    size: options.workerThreads ?? 1,
    ...(options.workerOptions === undefined ? {} : { workerOptions: options.workerOptions }),
  });
  const partitions = new PartitionCreator(openSearch);
  const writer = new BulkWriter({ openSearch, partitions, clock, random });
  const storage = new PreparedStorage(openSearch, partitions, clock);
  const metrics = new MetricsRecorder(clock);
  const reasons = new ReasonCounts();
  const shouldYield = (elapsedMs: number): boolean =>
    elapsedMs >= maxRunMs || (elapsedMs >= YIELD_AFTER_MS && runner.status().waitingTasks > 0);
  const models = new ModelDirectory({ clients, clock, logger });
  const collect = collectWork({
    reasons,
    sources: awsTaskSources({ clients, rates: new RequestRates(clock), allowed: aws.allowed, clock, random }),
    records: new RecordStore({ pool, writer, clock, logger }),
    models,
    prepareStorage: (namespace) => storage.ensure(namespace),
    admitBackfill: (planned) => admitBackfill(openSearch, planned),
    clock,
    shouldYield,
  });
  const reprice = repriceWork({
    openSearch,
    tellModels: (definition) => models.of(definition),
    clock,
    shouldYield,
  });
  const runs = new TaskRuns({
    work: workByKind(collect, reprice),
    clock,
    random,
    logger,
    metrics,
    retryPolicy: options.retryPolicy ?? DEFAULT_RETRY_POLICY,
    drainMs: settings.stopWithinMs * SHARE_OF_DRAIN,
  });
  const claims = {
    tasks: new TaskStore(openSearch),
    runs,
    owner: `${options.identity}:${randomBytes(6).toString('hex')}`,
    newRunId: randomUUID,
    leaseMs: settings.leaseMs,
    prices: new PriceSettings(openSearch, logger),
    ...(hmacKey === undefined ? {} : { hmacKey }),
  };
  const runner = new Runner({
    openSearch,
    claims,
    clock,
    random,
    logger,
    metrics,
    settings,
    ...(options.onStatus === undefined ? {} : { onStatus: options.onStatus }),
  });

  return {
    start: () => runner.start(),
    async stop() {
      await runner.stop();
      await pool.close();
      clients.close();
    },
    status: () => runner.status(),
    metrics: () => {
      const { state, runningTasks, waitingTasks } = runner.status();
      return {
        state,
        runs: { running: runningTasks, limit: settings.maxConcurrentTasks },
        waitingTasks,
        pool: pool.stats(),
        bulk: writer.stats(),
        reasons: reasons.snapshot(),
        ...metrics.snapshot(),
      };
    },
    runOnce: (integrationIds) =>
      runOnce(integrationIds, {
        ...claims,
        openSearch,
        clock,
        maxConcurrentTasks: settings.maxConcurrentTasks,
      }),
    sweep: () => runner.sweep(),
    settled: () => runs.settled(),
  };
}
