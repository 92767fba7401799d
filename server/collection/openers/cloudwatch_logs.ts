/** Opens the log groups of a definition, or a span of their past. */
import type { LogGroupSettings } from '../../../common/integrations/sources/cloudwatch_logs_settings';
import type { Span } from '../../../common/integrations/task';
import { forbidden } from '../../aws/allowed';
import { principalOf } from '../../aws/credentials';
import {
  cloudWatchLogsBackfill,
  type CloudWatchLogsReading,
  cloudWatchLogsSource,
} from '../../sources/cloudwatch_logs/cloudwatch_logs_source';
import { awsLogEvents } from '../../sources/cloudwatch_logs/log_events';
import { awsLogGroups } from '../../sources/cloudwatch_logs/log_groups';
import { openBodies } from './offloaded_bodies';
import type { OpenedSource, OpenerDependencies, OpenRequest } from './task_sources';

/** Pages that may be read ahead of what is stored. */
const CONCURRENCY = 3;

/**
 * Rejects with a `Failure` where the definition would touch what it may not, and where the credentials act in another
 * account: a group is looked up by name in the caller's account, so another's records would be filed under this one.
 * (Objects in S3 carry their account in their keys, and a bucket often belongs to an account of its own.)
 */
export async function openCloudWatchLogs(
  { definition, settings, region }: OpenRequest<LogGroupSettings>,
  backfill: Span | undefined,
  dependencies: OpenerDependencies,
): Promise<OpenedSource> {
  const { account, credentials } = definition;
  const { clients, rates, allowed } = dependencies;
  const bodies =
    'offloaded_bodies' in settings ? openBodies({ definition, settings }, [], dependencies) : undefined;
  await clients.checkAccount(credentials, region, account.id);
  const client = clients.logs(credentials, region, { fips: settings.fips });
  const caller = { principal: principalOf(credentials), region };
  const reading: CloudWatchLogsReading = {
    logEvents: awsLogEvents(client, caller),
    logGroups: awsLogGroups(client, caller),
    rates,
    place: { accountId: account.id, region },
    settings,
    // An ARN may lead to another account, which has to be allowed too.
    bounds: ({ accountId, name, arn }) =>
      forbidden({ accountId, credentials }, allowed) ??
      forbidden({ accountId: account.id, credentials, region, logGroup: arn ?? name }, allowed),
  };
  return {
    source:
      backfill === undefined ? cloudWatchLogsSource(reading) : cloudWatchLogsBackfill(reading, backfill),
    intervalMs: settings.scan_frequency * 1_000,
    concurrency: CONCURRENCY,
    objectsAtOnce: 1,
    ...(bodies === undefined ? {} : { bodies }),
  };
}
