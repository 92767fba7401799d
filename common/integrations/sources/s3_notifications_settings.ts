/**
 * Settings of the source that learns from an SQS queue which objects there are: notifications of S3, direct, through
 * SNS or through EventBridge. Names and defaults as people know them from other collectors. Durations in seconds.
 */
import * as z from 'zod/mini';
import { OFFLOADED_BODIES } from './offloaded_bodies_settings';
import { S3_OBJECTS, TRAIL_OBJECTS } from './s3_object_settings';
import { BucketName } from './shared_settings';

const NOTIFICATIONS = {
  /** A queue that tells of objects: from S3 directly, through SNS, or through EventBridge. */
  source: z.literal('s3_notifications'),
  /** The queue; its region, where the host name tells it, is the one it is read in. */
  queue_url: z
    .string()
    .check(
      z.regex(/^https?:\/\/[^/\s?#@]{1,255}\/\d{12}\/[\w-]{1,80}$/, 'not the URL of a standard SQS queue'),
    ),
  /** Buckets whose objects are read. A message that points elsewhere is refused. */
  buckets: z.array(BucketName).check(z.minLength(1), z.maxLength(50)),
  bucket_arn: z.optional(
    z.never(
      'exactly one of queue_url and bucket_arn: a queue tells of objects (name its `buckets`), a bucket is listed',
    ),
  ),
  /** Parallel consumers of the queue, each of which any collector may take. */
  slots: z._default(z.number().check(z.int(), z.gte(1), z.lte(32)), 4),
  /** How long a message stays hidden from others; renewed at half-time while its objects are read. */
  visibility_timeout: z._default(z.number().check(z.int(), z.gte(30), z.lte(43_200)), 300),
  /** How long a request for messages waits for one. */
  wait_time: z._default(z.number().check(z.int(), z.gte(0), z.lte(20)), 20),
  /**
   * After so many receipts a message whose objects cannot be read becomes a rejected pointer and is deleted. A queue
   * with a redrive policy is left to do that by itself.
   */
  max_receive_count: z._default(z.number().check(z.int(), z.gte(1), z.lte(1_000)), 5),
  ...S3_OBJECTS,
};

export const S3NotificationsSettings = z.strictObject({ ...NOTIFICATIONS, ...OFFLOADED_BODIES });
export type S3NotificationsSettings = z.infer<typeof S3NotificationsSettings>;

/** Of a trail. */
export const CloudTrailS3NotificationsSettings = z.strictObject({ ...NOTIFICATIONS, ...TRAIL_OBJECTS });
export type CloudTrailS3NotificationsSettings = z.infer<typeof CloudTrailS3NotificationsSettings>;

/** Whatever the objects hold. */
export type NotificationsSettings = S3NotificationsSettings | CloudTrailS3NotificationsSettings;
