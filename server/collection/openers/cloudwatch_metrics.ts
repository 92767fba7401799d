/** Opens the CloudWatch metrics of a definition, or a span of their past. */
import type { CloudWatchMetricsSettings } from '../../../common/integrations/sources/cloudwatch_metrics_settings';
import type { TaskWork } from '../../../common/integrations/task';
import { principalOf } from '../../aws/credentials';
import {
  cloudWatchMetricsBackfill,
  type CloudWatchMetricsReading,
  cloudWatchMetricsSource,
} from '../../sources/cloudwatch_metrics/cloudwatch_metrics_source';
import { awsMetrics } from '../../sources/cloudwatch_metrics/metrics_api';
import type { OpenedSource, OpenerDependencies, OpenRequest } from './task_sources';

/** Answers that may be read ahead of what is stored. */
const CONCURRENCY = 3;

/** Rejects with a `Failure` where the credentials act in another account: its metrics would be filed under this one. */
export async function openCloudWatchMetrics(
  { definition, settings, region }: OpenRequest<CloudWatchMetricsSettings>,
  work: TaskWork,
  { clients }: OpenerDependencies,
): Promise<OpenedSource> {
  const { account, credentials } = definition;
  await clients.checkAccount(credentials, region, account.id);
  const client = clients.cloudWatch(credentials, region, { fips: settings.fips });
  const reading: CloudWatchMetricsReading = {
    api: awsMetrics(client, { principal: principalOf(credentials), region }, settings.api_timeout * 1_000),
    place: { accountId: account.id, region },
    settings,
  };
  return {
    source:
      work.kind === 'live' ? cloudWatchMetricsSource(reading) : cloudWatchMetricsBackfill(reading, work),
    intervalMs: settings.period * 1_000,
    concurrency: CONCURRENCY,
    objectsAtOnce: 1,
  };
}
