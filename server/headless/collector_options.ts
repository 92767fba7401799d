/** From the collector's file to what the collection engine needs. */
import { join } from 'node:path';
import { configuredAwsSettings } from '../aws/configured_settings';
import type { CollectorOptions } from '../collection/collector';
import type { Logger } from '../collection/logger';
import type { OpenSearch } from '../storage/opensearch';
import type { CollectorFile } from './collector_file_schema';

interface Surroundings {
  readonly openSearch: OpenSearch;
  readonly logger: Logger;
  /** Names this process where the file does not. */
  readonly hostname: string;
  /** Where `worker.js` lies. */
  readonly folder: string;
}

export function collectorOptions(file: CollectorFile, surroundings: Surroundings): CollectorOptions {
  const { collector, hmac_key: hmacKey } = file;
  return {
    openSearch: surroundings.openSearch,
    aws: configuredAwsSettings(file),
    identity: collector.name ?? surroundings.hostname,
    logger: surroundings.logger,
    workerPath: join(surroundings.folder, 'worker.js'),
    workerThreads: collector.worker_threads,
    settings: {
      maxConcurrentTasks: collector.max_concurrent_tasks,
      stopWithinMs: collector.grace_period * 1_000,
    },
    ...(hmacKey === undefined ? {} : { hmacKey }),
  };
}
