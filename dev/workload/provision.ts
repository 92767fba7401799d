/**
 * Builds the estate in an AWS: reader roles and the collector's keys, log groups, buckets with their queues and
 * topics, and what Bedrock writes the moment logging is switched on (a plain-text line, an empty object).
 */
import type { AwsSink, Place } from '../aws/sink';
import { ACCOUNTS, COLLECTOR, readerRoleArn, STREAM } from './estate/accounts';
import type { Account, LogPlace } from './estate/application';

export interface ProvisionedPlace {
  readonly accountId: string;
  readonly region: string;
  readonly logGroup: string;
  readonly bucket: string | undefined;
  readonly prefix: string | undefined;
  readonly queueUrl: string | undefined;
}

export const PERMISSION_LINE = 'Permissions are correctly set for Amazon Bedrock logs.';
export const CANARY = 'amazon-bedrock-logs-permission-check';

/** `at`: when logging is switched on, epoch milliseconds. Must be called once for a sink. */
export function provision(sink: AwsSink, at: number): readonly ProvisionedPlace[] {
  const { accountId, userName, accessKeyId, secretAccessKey } = COLLECTOR;
  sink.createAccessKey({ accountId, userName, accessKeyId, secretAccessKey });
  return ACCOUNTS.flatMap((account) => {
    sink.createRole({
      roleArn: readerRoleArn(account.id),
      externalId: account.externalId,
      trustedAccountIds: [COLLECTOR.accountId],
    });
    return account.places.map((logs) => provisionPlace(sink, account, logs, at));
  });
}

function provisionPlace(sink: AwsSink, account: Account, logs: LogPlace, at: number): ProvisionedPlace {
  const place: Place = { accountId: account.id, region: logs.region };
  sink.createLogGroup(place, { name: logs.group, retentionDays: 30 });
  const line = { timestamp: at, ingestionTime: at + 1_000, message: PERMISSION_LINE };
  sink.putLogEvents(place, { group: logs.group, stream: STREAM }, [line]);
  if (!logs.s3) {
    return { ...place, logGroup: logs.group, bucket: undefined, prefix: undefined, queueUrl: undefined };
  }
  const { bucket, prefix, queue: name } = logs.s3;
  const dead = sink.createQueue(place, { name: `${name}-dead` });
  const queue = sink.createQueue(place, {
    name,
    visibilityTimeoutSeconds: 300,
    redriveTo: dead.arn,
    maxReceiveCount: 5,
  });
  const listener =
    account.notifications === 'sns'
      ? sink.createTopic(place, { name: `${name}-created`, subscribedQueueArns: [queue.arn] })
      : queue;
  sink.createBucket(place, { name: bucket, notify: { arn: listener.arn, prefix: `${prefix}AWSLogs/` } });
  const prefixes = new Set([prefix, ...(logs.largeData?.bucket === bucket ? [logs.largeData.prefix] : [])]);
  for (const root of prefixes) {
    sink.putObject(place, {
      bucket,
      key: `${root}AWSLogs/${account.id}/BedrockModelInvocationLogs/${logs.region}/${CANARY}`,
      body: Buffer.alloc(0),
      contentType: 'application/octet-stream',
      lastModified: at,
    });
  }
  return { ...place, logGroup: logs.group, bucket, prefix, queueUrl: queue.url };
}
