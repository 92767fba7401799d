/**
 * How the outside world (the sample workload, a test's set-up) puts things into the local AWS without going
 * through its wire: accounts and resources to exist, and what Bedrock delivers into them. Times are epoch
 * milliseconds. What is put is visible to a reader only as AWS would show it: a log event from its
 * ingestion time on, an object from its last-modified time on.
 */

import type { ModelResource } from './bedrock/model_resources';
import type { EventPattern } from './events/event_pattern';

export interface LogEvent {
  /** Event time. */
  readonly timestamp: number;
  readonly message: string;
  /** When CloudWatch Logs accepted it; later than `timestamp`, sometimes much later. */
  readonly ingestionTime: number;
}

export interface Place {
  readonly accountId: string;
  readonly region: string;
}

export interface MetricDatum {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Start of the minute the values belong to. */
  readonly timestamp: number;
  /** When the datum becomes visible to readers. */
  readonly visibleAt: number;
  /** Raw values with how often each occurred, as PutMetricData takes them: percentiles stay computable. */
  readonly values: readonly number[];
  readonly counts?: readonly number[];
  readonly unit: string;
}

export interface ObjectListener {
  /** Of the queue or topic. */
  readonly arn: string;
  /** Absent: `s3:ObjectCreated:*`. */
  readonly events?: readonly string[];
  readonly prefix?: string;
  readonly suffix?: string;
}

export interface ObjectListeners {
  /** Queue or topic that hears of objects. */
  readonly notify?: ObjectListener;
  /** Whether EventBridge hears of objects. */
  readonly eventBridge?: boolean;
}

export interface AwsSink {
  createRole(role: {
    roleArn: string;
    externalId?: string;
    trustedAccountIds: readonly string[];
    /** Longest session anybody may ask for; default: an hour, as at AWS. */
    maxSessionSeconds?: number;
  }): void;
  /** Long-term keys of an account, for the base credentials of a collector. */
  createAccessKey(key: {
    accountId: string;
    userName: string;
    accessKeyId: string;
    secretAccessKey: string;
  }): void;
  /** Lets one account read the log groups of another in a region, by their ARNs. */
  linkAccounts(link: { monitoringAccountId: string; sourceAccountId: string; region: string }): void;
  /** A group of the same name is replaced by an empty one. */
  createLogGroup(place: Place, group: { name: string; retentionDays?: number }): void;
  createQueue(
    place: Place,
    queue: {
      name: string;
      visibilityTimeoutSeconds?: number;
      /** ARN of the dead-letter queue. */
      redriveTo?: string;
      maxReceiveCount?: number;
      /** Messages are encrypted with this key, and whoever receives one needs `kms:Decrypt` on it. */
      kmsKeyArn?: string;
    },
  ): { url: string; arn: string };
  createTopic(
    place: Place,
    topic: { name: string; subscribedQueueArns: readonly string[]; rawDelivery?: boolean },
  ): { arn: string };
  /**
   * A rule of the default event bus: events that match go to these queues and topics. Without further fields than
   * `source` and `detail-type`, a rule hears of every bucket of its account and region that tells EventBridge.
   */
  createEventRule(
    place: Place,
    rule: { name: string; pattern: EventPattern; targetArns: readonly string[] },
  ): void;
  createBucket(
    place: Place,
    bucket: ObjectListeners & {
      name: string;
      /** Objects are encrypted with this key, and whoever reads one needs `kms:Decrypt` on it. */
      kmsKeyArn?: string;
    },
  ): void;

  /** A profile, a provisioned, custom or imported model, a router; one of the same type and id is replaced. */
  createModelResource(place: Place, resource: Omit<ModelResource, 'createdAt'>): { arn: string };

  /** Replaces who hears of the objects of a bucket from now on. */
  configureNotifications(place: Place, bucket: string, listeners: ObjectListeners): void;

  putLogEvents(place: Place, to: { group: string; stream: string }, events: readonly LogEvent[]): void;
  putObject(
    place: Place,
    object: {
      bucket: string;
      key: string;
      body: Buffer;
      contentType: string;
      contentEncoding?: string;
      lastModified: number;
    },
  ): void;
  putMetricData(place: Place, data: readonly MetricDatum[]): void;
}
