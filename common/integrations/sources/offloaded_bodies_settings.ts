/**
 * Bodies over 100 kB do not stand in a record: Bedrock writes them to S3 and leaves the path. A path inside a record
 * is followed only into buckets that the definition names.
 */
import * as z from 'zod/mini';
import { BucketName } from './shared_settings';

export const OFFLOADED_BODIES = {
  /** Whether large bodies are fetched from S3 when their record is read, so that the biggest calls have text and findings too. */
  offloaded_bodies: z._default(z.enum(['fetch', 'skip']), 'fetch'),
  /** Buckets that large bodies may be fetched from, beside those the records themselves lie in. */
  offloaded_buckets: z._default(z.array(BucketName).check(z.maxLength(50)), []),
  /** Bodies larger than this (bytes, as they lie in S3) are left there. */
  offloaded_max_bytes: z._default(z.number().check(z.gte(0), z.lte(64 * 1024 * 1024)), 8 * 1024 * 1024),
};
