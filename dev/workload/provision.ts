/**
 * Builds the estate in an AWS: reader roles and the collector's keys, log groups, buckets with their queues and
 * topics, profiles and provisioned models, and what Bedrock writes the moment logging is switched on (a plain-text line, an empty object).
 */
import type { AwsSink, Place } from '../aws/sink';
import { ACCOUNTS, COLLECTOR, readerRoleArn, STREAM } from './estate/accounts';
import type { Folder, LogPlace, Notifies } from './estate/application';
import { MODEL_RESOURCES, modelArnsOf } from './estate/model_resources';
import { deliveriesOf, type Delivery } from './estate/deliveries';

export interface ProvisionedPlace {
  readonly accountId: string;
  readonly region: string;
  readonly deliveries: readonly Delivery[];
}

export const PERMISSION_LINE = 'Permissions are correctly set for Amazon Bedrock logs.';
export const CANARY = 'amazon-bedrock-logs-permission-check';

/** `at`: when logging is switched on, epoch milliseconds. Must be called once for a sink. */
export function provision(sink: AwsSink, at: number): readonly ProvisionedPlace[] {
  const { accountId, userName, accessKeyId, secretAccessKey } = COLLECTOR;
  sink.createAccessKey({ accountId, userName, accessKeyId, secretAccessKey });
  for (const resource of MODEL_RESOURCES) {
    const { type, id, name } = resource;
    sink.createModelResource(resource, { type, id, name, modelArns: modelArnsOf(resource) });
  }
  return ACCOUNTS.flatMap((account) => {
    sink.createRole({
      roleArn: readerRoleArn(account.id),
      externalId: account.externalId,
      trustedAccountIds: [COLLECTOR.accountId],
    });
    return account.places.map((logs) => provisionPlace(sink, account.id, logs, at));
  });
}

function provisionPlace(sink: AwsSink, accountId: string, logs: LogPlace, at: number): ProvisionedPlace {
  const place: Place = { accountId, region: logs.region };
  if (logs.group !== undefined) {
    sink.createLogGroup(place, { name: logs.group, retentionDays: 30 });
    const line = { timestamp: at, ingestionTime: at + 1_000, message: PERMISSION_LINE };
    sink.putLogEvents(place, { group: logs.group, stream: STREAM }, [line]);
  }
  const folders = [logs.s3, logs.largeData].filter((folder) => folder !== undefined);
  for (const bucket of new Set(folders.map((folder) => folder.bucket))) {
    sink.createBucket(place, { name: bucket });
  }
  const urls = new Map<string, string>();
  const { notifies } = logs.s3 ?? {};
  if (notifies !== undefined) urls.set(notifies.queue, createQueue(sink, place, notifies).url);
  return { ...place, deliveries: deliveriesOf(logs, (name) => urls.get(name) ?? '') };
}

function createQueue(sink: AwsSink, place: Place, { queue }: Notifies): { url: string; arn: string } {
  const dead = sink.createQueue(place, { name: `${queue}-dead` });
  const settings = { visibilityTimeoutSeconds: 300, redriveTo: dead.arn, maxReceiveCount: 5 };
  return sink.createQueue(place, { name: queue, ...settings });
}

/** From now on the queues hear of new objects; first of the empty ones with which Bedrock tests what it may. */
export function startNotifications(sink: AwsSink, at: number): void {
  for (const { id: accountId, places } of ACCOUNTS) {
    for (const { region, s3, largeData } of places) {
      const place = { accountId, region };
      if (s3?.notifies !== undefined) notify(sink, place, s3, s3.notifies);
      for (const folder of [s3, largeData]) if (folder !== undefined) putCanary(sink, place, folder, at);
    }
  }
}

function putCanary(sink: AwsSink, place: Place, { bucket, prefix }: Folder, at: number): void {
  const { accountId, region } = place;
  sink.putObject(place, {
    bucket,
    key: `${prefix}AWSLogs/${accountId}/BedrockModelInvocationLogs/${region}/${CANARY}`,
    body: Buffer.alloc(0),
    contentType: 'application/octet-stream',
    lastModified: at,
  });
}

function notify(sink: AwsSink, place: Place, { bucket, prefix }: Folder, { queue, through }: Notifies): void {
  const { accountId, region } = place;
  const arn = `arn:aws:sqs:${region}:${accountId}:${queue}`;
  const listener =
    through === 's3'
      ? arn
      : sink.createTopic(place, { name: `${queue}-created`, subscribedQueueArns: [arn] }).arn;
  sink.configureNotifications(place, bucket, { notify: { arn: listener, prefix: `${prefix}AWSLogs/` } });
}
