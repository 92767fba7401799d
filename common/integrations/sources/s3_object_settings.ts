/** Which objects of a bucket are read and how; shared by both ways to learn that there are any. */
import * as z from 'zod/mini';
import { ENDPOINT_VARIANTS } from './shared_settings';

export const S3_OBJECTS = {
  /**
   * Only objects whose keys match one of these patterns (`*` within a folder, `**` across folders, `?` one character).
   * Without any: batches of records where AWS puts them, for the integration's account and regions. Where a bucket is
   * listed, selectors mean that everything below `bucket_list_prefix` is listed each time, instead of the newest folders
   * alone.
   */
  file_selectors: z._default(
    z.array(z.string().check(z.minLength(1), z.maxLength(1024))).check(z.maxLength(20)),
    [],
  ),
  /** Objects read at the same time (by each slot of a queue). */
  number_of_workers: z._default(z.number().check(z.int(), z.gte(1), z.lte(100)), 5),
  /** How long one request may take. */
  api_timeout: z._default(z.number().check(z.gte(1), z.lte(900)), 120),
  /**
   * Region of the buckets where it differs from the one the logs are of: a central bucket that others are copied into.
   */
  bucket_region: z.optional(
    z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/, 'not an AWS region, for example us-east-1')),
  ),
  /** What stands before `AWSLogs/` in the keys: the key prefix of Bedrock's logging configuration, or of the trail. A queue needs it for backfills only. */
  bucket_list_prefix: z._default(z.string().check(z.maxLength(900), z.regex(/^[^\0]*$/)), ''),
  /** Address buckets by path instead of by host name. */
  path_style: z._default(z.boolean(), false),
  ...ENDPOINT_VARIANTS,
};

/** Of a trail's bucket. */
export const TRAIL_OBJECTS = {
  /** Of the trail of an organisation: its id, which is a folder of its own in the keys. A queue needs it for backfills only. */
  organization_id: z.optional(
    z.string().check(z.regex(/^o-[a-z0-9]{10,32}$/, 'not the id of an organisation')),
  ),
};
