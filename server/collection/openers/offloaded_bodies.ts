/** Where the bodies are that stand beside a definition's records, as far as it covers them. */
import { isAllowedBucket } from '../../aws/allowed';
import { offloadedBodies } from '../../sources/s3_objects/offloaded_bodies';
import { s3Access, type S3AccessSettings } from '../../sources/s3_objects/s3_access';
import type { OffloadedBodies } from '../../sources/source';
import type { OpenerDependencies, OpenRequest } from './task_sources';

export interface BodiesSettings extends S3AccessSettings {
  readonly offloaded_bodies: 'fetch' | 'skip';
  readonly offloaded_buckets: readonly string[];
  readonly offloaded_max_bytes: number;
  readonly bucket_region?: string | undefined;
}

/** `buckets`: those that the records themselves lie in. Undefined where bodies are to be left, or no bucket is covered. */
export function openBodies(
  {
    definition: { account, credentials, regions },
    settings,
  }: Pick<OpenRequest<BodiesSettings>, 'definition' | 'settings'>,
  buckets: readonly string[],
  { clients, allowed, clock, random }: OpenerDependencies,
): OffloadedBodies | undefined {
  if (settings.offloaded_bodies === 'skip') return undefined;
  const covered = [...new Set([...buckets, ...settings.offloaded_buckets])].filter((bucket) =>
    isAllowedBucket(bucket, allowed),
  );
  if (covered.length === 0) return undefined;
  return offloadedBodies({
    objectsIn: s3Access(clients, credentials, settings, clock),
    accountId: account.id,
    regions,
    buckets: covered,
    ...(settings.bucket_region === undefined ? {} : { bucketRegion: settings.bucket_region }),
    maxBytes: settings.offloaded_max_bytes,
    clock,
    random,
  });
}
