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
import type { Logger } from './logger';
import { RecordStore } from './record_store';
import { DEFAULT_RETRY_POLICY, type RetryPolicy } from './retry_policy';
import { DEFAULT_RUNNER_SETTINGS, Runner, type RunnerSettings, type RunnerStatus } from './runner';
import { TaskRuns } from './task_runs';
import { awsTaskSources } from './task_sources';
import { TransformPool } from './transform_pool';

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
  readonly clock?: Clock;
  readonly random?: () => number;
}

export interface Collector {
  /** Returns at once and keeps no process alive by itself: a program that only collects holds itself open. */
  start(): void;
  /** Ends runs, gives leases up, closes threads and connections. */
  stop(): Promise<void>;
  status(): RunnerStatus;
  /** One look for due tasks, for tests; runs go on behind it. */
  sweep(): Promise<void>;
  /** Resolves when the runs that go on now have ended. */
  settled(): Promise<void>;
}

const DEFAULT_MAX_RUN_MS = 5 * 60_000;

export function createCollector(options: CollectorOptions): Collector {
  const { openSearch, aws, logger, clock = systemClock, random = Math.random } = options;
  const clients = createAwsClients(aws, () => clock.now());
  const pool = new TransformPool({
    workerPath: options.workerPath,
    size: options.workerThreads ?? 1,
    ...(options.workerOptions === undefined ? {} : { workerOptions: options.workerOptions }),
  });
  const partitions = new PartitionCreator(openSearch);
  const writer = new BulkWriter({ openSearch, partitions, clock, random });
  const storage = new PreparedStorage(openSearch, partitions, clock);
  const runs = new TaskRuns({
    sources: awsTaskSources(clients, new RequestRates(clock), aws.allowed),
    records: new RecordStore({ pool, writer, clock }),
    prepareStorage: (namespace) => storage.ensure(namespace),
    clock,
    random,
    logger,
    retryPolicy: options.retryPolicy ?? DEFAULT_RETRY_POLICY,
    maxRunMs: options.maxRunMs ?? DEFAULT_MAX_RUN_MS,
  });
  const runner = new Runner({
    openSearch,
    runs,
    owner: `${options.identity}:${randomBytes(6).toString('hex')}`,
    newRunId: randomUUID,
    clock,
    random,
    logger,
    ...(options.hmacKey === undefined ? {} : { hmacKey: options.hmacKey }),
    settings: { ...DEFAULT_RUNNER_SETTINGS, ...options.settings },
  });

  return {
    start: () => runner.start(),
    async stop() {
      await runner.stop();
      await pool.close();
      clients.close();
    },
    status: () => runner.status(),
    sweep: () => runner.sweep(),
    settled: () => runs.settled(),
  };
}
