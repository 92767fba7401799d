/** From the administrator's settings and the host's services to what the collector needs. */
import { join } from 'node:path';
import type { Logger, OpenSearchServiceStart } from 'osd/core/server';
import { configuredAwsSettings } from '../aws/configured_settings';
import type { CollectorOptions } from '../collection/collector';
import type { BedrockConfig } from '../config';
import type { OpenSearch } from '../storage/opensearch';
import { adaptClient } from '../storage/client_adapter';

interface HostServices {
  readonly opensearch: OpenSearchServiceStart;
  /** Names this instance in leases and run histories. */
  readonly instance: string;
  readonly logger: Logger;
  /** Where the bundles of the server lie. */
  readonly serverFolder: string;
}

export function collectorOptions(config: BedrockConfig, host: HostServices): CollectorOptions {
  const { collector, hmac_key: hmacKey } = config;
  return {
    openSearch: collectorClient(collector.opensearch, host.opensearch),
    aws: configuredAwsSettings(config),
    identity: host.instance,
    logger: host.logger,
    workerPath: join(host.serverFolder, 'worker.js'),
    workerThreads: collector.worker_threads,
    settings: { maxConcurrentTasks: collector.max_concurrent_tasks },
    ...(hmacKey === undefined ? {} : { hmacKey }),
  };
}

/**
 * The collector's own identity where one is configured. Without it the host's internal user, which under the security
 * plugin may not write data: the refusal then names the missing right and this setting.
 */
function collectorClient(
  identity: BedrockConfig['collector']['opensearch'],
  opensearch: OpenSearchServiceStart,
): OpenSearch {
  const cluster = identity ? opensearch.createClient('bedrock-collector', identity) : opensearch.client;
  return adaptClient(cluster.asInternalUser);
}
