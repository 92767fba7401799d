/**
 * Reads a bucket that nothing tells of, by listing it: the folders of hours or days that its layout has, or anything
 * else by last-modified times where selectors say what.
 */
import type { ListingSettings } from '../../../common/integrations/sources/s3_listing_settings';
import { BEDROCK_LAYOUT } from '../s3_objects/bedrock_layout';
import { type BucketLayout, FOLDERS_OF } from '../s3_objects/bucket_layout';
import { objectSelection } from '../s3_objects/object_selection';
import type { Source } from '../source';
import { BATCH_PER_WORKER, type ListingDependencies } from './listing_dependencies';
import { modifiedTimesSource } from './modified_times_source';
import { timeFoldersSource } from './time_folders_source';

export interface S3ListingPlace {
  readonly accountId: string;
  /** Of the logs; the bucket may be elsewhere. */
  readonly region: string;
}

const DEFAULT_SINCE_MS = 7 * FOLDERS_OF.days.unitMs;

/** Its batches hold several objects: one in flight and one waiting keep all workers busy. */
export function s3ListingSource(
  dependencies: ListingDependencies,
  { accountId, region }: S3ListingPlace,
  settings: ListingSettings,
  layout: BucketLayout = BEDROCK_LAYOUT,
): Source<unknown> {
  const { file_selectors: fileSelectors, start_timestamp: start, bucket_list_prefix: prefix } = settings;
  const reader = {
    ...dependencies,
    bucket: bucketOf(settings.bucket_arn),
    select: objectSelection({ accountId, regions: [region], fileSelectors }, layout),
    batchSize: settings.number_of_workers * BATCH_PER_WORKER,
    lookBackMs: settings.look_back * 1_000,
    since: (now: number) => (start === undefined ? now - DEFAULT_SINCE_MS : Date.parse(start)),
  };
  return fileSelectors.length > 0
    ? modifiedTimesSource({ ...reader, prefix })
    : timeFoldersSource({ ...reader, layout, folder: layout.regionFolder(prefix, accountId, region) });
}

/** `arn:aws:s3:::name` */
export const bucketOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);
