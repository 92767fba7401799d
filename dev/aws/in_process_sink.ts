/**
 * Puts accounts, resources and telemetry into the local AWS from inside the process. What is put for later
 * stays unseen until its time. A resource that does not exist is a mistake of the caller and throws.
 */
import type { ModelResources } from './bedrock/model_resources';
import type { MetricStore } from './cloudwatch/metric_store';
import type { EventBuses } from './events/event_bus';
import type { Directory } from './identity/directory';
import { partitionOf } from './identity/principal';
import type { LogGroups } from './logs/log_groups';
import type { MonitoringLinks } from './logs/monitoring_links';
import type { Bucket, Buckets } from './s3/buckets';
import { notifyCreated, type Destination, type NotificationContext } from './s3/notifications';
import type { AwsSink, ObjectListener, ObjectListeners, Place } from './sink';
import type { Topics } from './sns/topics';
import type { Queues } from './sqs/queues';
import type { Queue } from './sqs/queue';

export interface SinkParts {
  readonly directory: Directory;
  readonly groups: LogGroups;
  readonly links: MonitoringLinks;
  readonly metrics: MetricStore;
  readonly buckets: Buckets;
  readonly queues: Queues;
  readonly topics: Topics;
  readonly buses: EventBuses;
  readonly models: ModelResources;
  readonly clock: () => number;
  readonly newRequestId: () => string;
  readonly randomBytes: (size: number) => Buffer;
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: () => string;
}

export function inProcessSink(parts: SinkParts): AwsSink {
  const { directory, groups, metrics, buckets, queues, topics, buses, clock } = parts;
  const locate = (place: Place) => ({ ...place, partition: partitionOf(place.region) });
  const notification = (accountId: string): NotificationContext => ({
    requestId: parts.newRequestId(),
    principalId: accountId,
    now: clock(),
    randomBytes: parts.randomBytes,
  });
  const queueOf = (arn: string): Queue => existing(queues.find(arn), `queue ${arn}`);
  const targetOf = (arn: string): Destination['target'] =>
    arn.split(':')[2] === 'sns'
      ? { topic: existing(topics.find(arn), `topic ${arn}`) }
      : { queue: queueOf(arn) };
  const destinationOf = (notify: ObjectListener): Destination => {
    const { arn, events = ['s3:ObjectCreated:*'], prefix = '', suffix = '' } = notify;
    return { target: targetOf(arn), events, prefix, suffix };
  };
  const configure = (place: Place, bucket: Bucket, { notify, eventBridge }: ObjectListeners): void => {
    const destinations = notify === undefined ? [] : [destinationOf(notify)];
    const bridge = eventBridge === true ? { eventBridge: buses.of(place) } : {};
    bucket.setNotifications({ destinations, ...bridge }, notification(place.accountId));
  };

  return {
    createRole: (role) => directory.createRole(role),
    createAccessKey: (key) => directory.createUserKey(key),
    linkAccounts: (link) => parts.links.add(link),
    createLogGroup: (place, group) => void groups.create(locate(place), group, clock()),

    createQueue(place, { name, visibilityTimeoutSeconds, redriveTo, maxReceiveCount = 5, kmsKeyArn }) {
      const attributes = {
        kmsKeyArn,
        ...(visibilityTimeoutSeconds === undefined ? {} : { visibilityTimeoutSeconds }),
        ...(redriveTo === undefined
          ? {}
          : { redrive: { deadLetterQueue: queueOf(redriveTo), maxReceiveCount } }),
      };
      const queue = queues.create(locate(place), name, attributes, clock());
      return { url: `${parts.url()}${queue.path}`, arn: queue.arn };
    },

    createTopic(place, { name, subscribedQueueArns, rawDelivery = false }) {
      const topic = topics.create(locate(place), name);
      for (const arn of subscribedQueueArns) topic.subscribe(queueOf(arn), rawDelivery);
      return { arn: topic.arn };
    },

    createEventRule(place, { name, pattern, targetArns }) {
      buses.of(place).putRule({ name, pattern, targets: targetArns.map(targetOf) });
    },

    createBucket(place, { name, kmsKeyArn, ...listeners }) {
      configure(place, buckets.create(locate(place), { name, kmsKeyArn }, clock()), listeners);
    },

    createModelResource: (place, resource) => ({
      arn: parts.models.create(locate(place), { ...resource, createdAt: clock() }),
    }),

    configureNotifications: (place, name, listeners) =>
      configure(place, existing(buckets.find(name), `bucket ${name}`), listeners),

    putLogEvents(place, to, events) {
      const group = existing(groups.find(place.accountId, place.region, to.group), `log group ${to.group}`);
      const stream = group.streams.get(to.stream) ?? group.createStream(to.stream, clock());
      group.append(stream, events, clock());
    },

    putObject(place, { bucket: name, ...object }) {
      const bucket = existing(buckets.find(name), `bucket ${name}`);
      const stored = bucket.put({ ...object, metadata: {} });
      notifyCreated(bucket, stored, notification(place.accountId));
    },

    putMetricData(place, data) {
      for (const { namespace, metricName, dimensions, ...datum } of data) {
        const counts = datum.counts ?? datum.values.map(() => 1);
        metrics.put(place, { namespace, metricName, dimensions }, { ...datum, counts });
      }
    },
  };
}

function existing<Resource>(resource: Resource | undefined, name: string): Resource {
  if (resource === undefined) throw new Error(`The local AWS has no ${name}: create it first`);
  return resource;
}
