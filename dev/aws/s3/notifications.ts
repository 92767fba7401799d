/**
 * Tells a queue or a topic of created objects, in the envelope S3 writes. Keys in it are form-encoded, slashes
 * stay. Configuring a notification sends a test event first, which is no event of any object.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
import type { Topic } from '../sns/topics';
import type { Queue } from '../sqs/queue';
import type { Bucket, StoredObject } from './buckets';

export interface Destination {
  readonly target: { readonly queue: Queue } | { readonly topic: Topic };
  readonly prefix: string;
  readonly suffix: string;
}

export interface NotificationContext {
  readonly requestId: string;
  /** Who put the object. */
  readonly principalId: string;
  readonly now: number;
  readonly randomBytes: (size: number) => Buffer;
}

export function addDestination(bucket: Bucket, destination: Destination, context: NotificationContext): void {
  bucket.destinations.push(destination);
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
export function notifyCreated(bucket: Bucket, object: StoredObject, context: NotificationContext): void {
  const concerned = bucket.destinations.filter(
    ({ prefix, suffix }) => object.key.startsWith(prefix) && object.key.endsWith(suffix),
  );
  if (concerned.length === 0) return;
  const body = JSON.stringify({ Records: [createdRecord(bucket, object, context)] });
  for (const destination of concerned) send(destination, body, context.now, object.lastModified);
}

const createdRecord = (bucket: Bucket, object: StoredObject, context: NotificationContext): object => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: bucket.region,
  eventTime: new Date(object.lastModified).toISOString(),
  eventName: 'ObjectCreated:Put',
  userIdentity: { principalId: `AWS:${context.principalId}` },
  requestParameters: { sourceIPAddress: '127.0.0.1' },
  responseElements: {
    'x-amz-request-id': context.requestId,
    'x-amz-id-2': context.randomBytes(48).toString('base64'),
  },
  s3: {
    s3SchemaVersion: '1.0',
    configurationId: 'object-created',
    bucket: { name: bucket.name, ownerIdentity: { principalId: bucket.accountId }, arn: bucket.arn },
    object: {
      key: formEncodedKey(object.key),
      size: object.body.length,
      eTag: object.etag.slice(1, -1),
      sequencer: context.randomBytes(9).toString('hex').toUpperCase(),
    },
  },
});

/** `application/x-www-form-urlencoded`, but with plain slashes. */
export const formEncodedKey = (key: string): string =>
  new URLSearchParams([['', key]]).toString().slice(1).replace(/%2F/g, '/');

function send({ target }: Destination, body: string, now: number, arrivesAt: number): void {
  const senderId = 'AIDAS3NOTIFICATIONS00';
  if ('queue' in target) target.queue.send(body, { senderId, now, arrivesAt });
  else target.topic.publish({ message: body, subject: 'Amazon S3 Notification', senderId, now, arrivesAt });
}
