/**
 * An object's creation or removal as S3 tells EventBridge of it. The key is plain here, unlike in S3's own
 * notifications.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
import { uuid } from '../sqs/queue';
import type { Bucket, StoredObject } from './buckets';
import type { NotificationContext, ObjectEvent } from './notifications';

export function eventBridgeEvent(
  bucket: Bucket,
  object: StoredObject,
  event: ObjectEvent,
  { requestId, principalId, randomBytes }: NotificationContext,
): object {
  const isCreated = event.name === 'ObjectCreated:Put';
  const about = { key: object.key, sequencer: randomBytes(9).toString('hex').toUpperCase() };
  return {
    version: '0',
    id: uuid(randomBytes(16)),
    'detail-type': isCreated ? 'Object Created' : 'Object Deleted',
    source: 'aws.s3',
    account: bucket.accountId,
    // Whole seconds, as EventBridge writes them.
    time: new Date(event.at).toISOString().replace(/\.\d+Z$/, 'Z'),
    region: bucket.region,
    resources: [bucket.arn],
    detail: {
      version: '0',
      bucket: { name: bucket.name },
      object: isCreated ? { ...about, size: object.body.length, etag: object.etag.slice(1, -1) } : about,
      'request-id': requestId,
      requester: principalId,
      'source-ip-address': '127.0.0.1',
      reason: isCreated ? 'PutObject' : 'DeleteObject',
      ...(isCreated ? {} : { 'deletion-type': 'Permanently Deleted' }),
    },
  };
}
