/**
 * Settings of the source that lists a bucket, where nothing notifies of new objects. Names and defaults as people know
 * them from other collectors. Durations in seconds.
 */
import * as z from 'zod/mini';
import { OFFLOADED_BODIES } from './offloaded_bodies_settings';
import { S3_OBJECTS, TRAIL_OBJECTS } from './s3_object_settings';

const LISTING = {
  /** A bucket that is listed, folder by folder of hours or days. */
  source: z.literal('s3_listing'),
  /** The bucket. Exactly one of `queue_url` and `bucket_arn` is given: a queue tells of objects, a bucket is listed. */
  bucket_arn: z
    .string()
    .check(
      z.regex(
        /^arn:aws[a-z-]*:s3:::(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        'not the ARN of a bucket, for example arn:aws:s3:::my-logs',
      ),
    ),
  queue_url: z.optional(
    z.never('exactly one of queue_url and bucket_arn: a queue tells of objects, a bucket is listed'),
  ),
  /** Pause between two listings. */
  bucket_list_interval: z._default(z.number().check(z.gte(1), z.lte(86_400)), 120),
  /** Where the first run starts, an ISO 8601 time; without it, seven days back. */
  start_timestamp: z.optional(z.iso.datetime({ offset: true })),
  /**
   * Look-back: how late an object may appear in a folder and still be read. The folders of that time are listed each
   * time, and some 10,000 objects in them are remembered; of more, only those last modified later than the others count as new.
   */
  look_back: z._default(z.number().check(z.gte(0), z.lte(7 * 86_400)), 7_200),
  ...S3_OBJECTS,
};

export const S3ListingSettings = z.strictObject({ ...LISTING, ...OFFLOADED_BODIES });
export type S3ListingSettings = z.infer<typeof S3ListingSettings>;

/** Of a trail. */
export const CloudTrailS3ListingSettings = z.strictObject({ ...LISTING, ...TRAIL_OBJECTS });
export type CloudTrailS3ListingSettings = z.infer<typeof CloudTrailS3ListingSettings>;

/** Whatever the objects hold. */
export type ListingSettings = S3ListingSettings | CloudTrailS3ListingSettings;
