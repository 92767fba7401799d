/** From the administrator's settings and the host's services to what the collector needs. */
import { join } from 'node:path';
import type { Logger, OpenSearchServiceStart } from 'osd/core/server';
import type { AwsSettings } from '../aws/settings';
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
    aws: awsSettings(config),
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

export function awsSettings({ aws, allowed }: BedrockConfig): AwsSettings {
  return {
    instanceMetadata: aws.instance_metadata,
    ...(aws.endpoint === undefined ? {} : { endpoint: aws.endpoint }),
    credentials: Object.fromEntries(
      Object.entries(aws.credentials).map(([name, keys]) => [
        name,
        {
          accessKeyId: keys.access_key_id,
          secretAccessKey: keys.secret_access_key,
          ...(keys.session_token === undefined ? {} : { sessionToken: keys.session_token }),
        },
      ]),
    ),
    allowed: {
      ...(allowed.accounts === undefined ? {} : { accounts: allowed.accounts }),
      ...(allowed.role_arns === undefined ? {} : { roleArns: allowed.role_arns }),
      ...(allowed.log_groups === undefined ? {} : { logGroups: allowed.log_groups }),
      ...(allowed.buckets === undefined ? {} : { buckets: allowed.buckets }),
      ...(allowed.queues === undefined ? {} : { queues: allowed.queues }),
    },
  };
}
