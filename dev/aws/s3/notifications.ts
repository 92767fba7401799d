/**
 * Tells queues and topics of created and removed objects, in the envelope S3 writes, and EventBridge in its own.
 * Keys in S3's envelope are form-encoded, slashes stay; EventBridge gets them plain. Configuring a queue or topic
 * sends a test event first, which is no event of any object; EventBridge gets none.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
import type { EventBus } from '../events/event_bus';
import type { Publication, Topic } from '../sns/topics';
import type { Queue } from '../sqs/queue';
import type { Bucket, StoredObject } from './buckets';
import { eventBridgeEvent } from './event_bridge';

export interface Destination {
  readonly target: { readonly queue: Queue } | { readonly topic: Topic };
  /** `s3:ObjectCreated:*` and the like. */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

export interface Notifications {
  readonly destinations: readonly Destination[];
  readonly eventBridge?: EventBus;
}

export interface NotificationContext {
  readonly requestId: string;
  /** Who put the object. */
  readonly principalId: string;
  readonly now: number;
  readonly randomBytes: (size: number) => Buffer;
}

/** What happened to an object. */
export interface ObjectEvent {
  /** Without `s3:`. */
  readonly name: 'ObjectCreated:Put' | 'ObjectRemoved:Delete';
  /** When it is told: epoch milliseconds. */
  readonly at: number;
}

export function sendTestEvent(bucket: Bucket, destination: Destination, context: NotificationContext): void {
  const event = {
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date(context.now).toISOString(),
    Bucket: bucket.name,
    RequestId: context.requestId,
    HostId: context.randomBytes(48).toString('base64'),
  };
  send(destination, JSON.stringify(event), context.now, context.now);
}

/** The notification arrives when the object is there: at its last-modified time. */
export const notifyCreated = (bucket: Bucket, object: StoredObject, context: NotificationContext): void =>
  notify(bucket, object, { name: 'ObjectCreated:Put', at: object.lastModified }, context);

export const notifyRemoved = (bucket: Bucket, object: StoredObject, context: NotificationContext): void =>
  notify(bucket, object, { name: 'ObjectRemoved:Delete', at: context.now }, context);

function notify(
  bucket: Bucket,
  object: StoredObject,
  event: ObjectEvent,
  context: NotificationContext,
): void {
  const { destinations, eventBridge } = bucket.notifications;
  eventBridge?.putEvent(eventBridgeEvent(bucket, object, event, context), {
    now: context.now,
    arrivesAt: event.at,
  });
  const concerned = destinations.filter(
    ({ events, prefix, suffix }) =>
      events.some((pattern) => isOf(`s3:${event.name}`, pattern)) &&
      object.key.startsWith(prefix) &&
      object.key.endsWith(suffix),
  );
  if (concerned.length === 0) return;
  const body = JSON.stringify({ Records: [eventRecord(bucket, object, event, context)] });
  for (const destination of concerned) send(destination, body, context.now, event.at);
}

const isOf = (event: string, pattern: string): boolean =>
  pattern.endsWith('*') ? event.startsWith(pattern.slice(0, -1)) : event === pattern;

const eventRecord = (
  bucket: Bucket,
  object: StoredObject,
  event: ObjectEvent,
  context: NotificationContext,
): object => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: bucket.region,
  eventTime: new Date(event.at).toISOString(),
  eventName: event.name,
  userIdentity: { principalId: `AWS:${context.principalId}` },
  requestParameters: { sourceIPAddress: '127.0.0.1' },
  responseElements: {
    'x-amz-request-id': context.requestId,
    'x-amz-id-2': context.randomBytes(48).toString('base64'),
  },
  s3: {
    s3SchemaVersion: '1.0',
    configurationId: 'object-events',
    bucket: { name: bucket.name, ownerIdentity: { principalId: bucket.accountId }, arn: bucket.arn },
    object: {
      key: formEncodedKey(object.key),
      ...(event.name === 'ObjectRemoved:Delete'
        ? {}
        : { size: object.body.length, eTag: object.etag.slice(1, -1) }),
      sequencer: context.randomBytes(9).toString('hex').toUpperCase(),
    },
  },
});

/** `application/x-www-form-urlencoded`, but with plain slashes. */
export const formEncodedKey = (key: string): string =>
  new URLSearchParams([['', key]]).toString().slice(1).replace(/%2F/g, '/');

function send({ target }: Destination, body: string, now: number, arrivesAt: number): void {
  const senderId = 'AIDAS3NOTIFICATIONS00';
  const publication: Publication = {
    message: body,
    subject: 'Amazon S3 Notification',
    senderId,
    now,
    arrivesAt,
  };
  if ('queue' in target) target.queue.send(body, { senderId, now, arrivesAt });
  else target.topic.publish(publication);
}
