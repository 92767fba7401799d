/** Opens one consumer of a definition's queue. */
import type { NotificationsSettings } from '../../../common/integrations/sources/s3_notifications_settings';
import { forbidden } from '../../aws/allowed';
import { principalOf } from '../../aws/credentials';
import { sqsNotificationQueue } from '../../sources/s3_notifications/notification_queue';
import { s3NotificationsSource } from '../../sources/s3_notifications/s3_notifications_source';
import { s3Access } from '../../sources/s3_objects/s3_access';
import { layoutOf } from './bucket_layouts';
import { openBodies } from './offloaded_bodies';
import type { OpenedSource, OpenerDependencies, OpenRequest } from './task_sources';

/** The long poll is pause enough. */
const INTERVAL_MS = 1_000;

/** Throws a `Failure` where the definition would touch what it may not. */
export function openS3Notifications(
  request: OpenRequest<NotificationsSettings>,
  dependencies: OpenerDependencies,
): OpenedSource {
  const { definition, streamName, settings, region } = request;
  const { account, credentials, regions } = definition;
  const { clients, allowed, clock, random } = dependencies;
  const { queue_url: queueUrl, buckets, api_timeout: timeout, fips } = settings;
  const refusal = forbidden({ accountId: account.id, credentials, buckets, queueUrl }, allowed);
  if (refusal !== undefined) throw refusal;
  const bodies =
    'offloaded_bodies' in settings ? openBodies({ definition, settings }, buckets, dependencies) : undefined;
  return {
    source: s3NotificationsSource({
      queue: sqsNotificationQueue(clients.sqs(credentials, region, { fips }), {
        url: queueUrl,
        principal: principalOf(credentials),
        region,
        timeoutMs: timeout * 1_000,
      }),
      objectsIn: s3Access(clients, credentials, settings, clock),
      place: { accountId: account.id, regions, region },
      settings,
      layout: layoutOf(streamName, settings),
      clock,
      random,
    }),
    intervalMs: INTERVAL_MS,
    concurrency: settings.number_of_workers,
    objectsAtOnce: settings.number_of_workers,
    ...(bodies === undefined ? {} : { bodies }),
  };
}
