/**
 * Reads once what lies in buckets of records between two times, beside whatever reads them live. An hour's folder may
 * hold records of the end of the hour before, so one more hour is read.
 */
import * as z from 'zod/mini';
import { HOUR_MS, hourFolder, regionFolder } from '../s3_objects/bedrock_layout';
import { objectSelection } from '../s3_objects/object_selection';
import type { ListedObject } from '../s3_objects/s3_objects';
import type { Batch, ReadContext, Source } from '../source';
import { existingHours } from './hours';
import { hourOf } from './listing_checkpoint';
import { BATCH_PER_WORKER, batches, type ListingDependencies, untilStopped } from './listing_dependencies';
import type { S3ListingPlace } from './s3_listing_source';
import { walkFolder } from './walk_folder';

export interface S3BackfillRequest {
  readonly place: S3ListingPlace;
  /** Names. */
  readonly buckets: readonly string[];
  /** Event time, epoch ms: inclusive, exclusive. */
  readonly from: number;
  readonly to: number;
  readonly settings: {
    readonly bucket_list_prefix: string;
    readonly file_selectors: readonly string[];
    readonly number_of_workers: number;
  };
}

const BackfillCheckpoint = z.object({
  /** What is read: another backfill starts over. */
  place: z.string(),
  /** Of the bucket under way. */
  bucket: z.number(),
  /** Hours before are done; absent where selectors, not hours, say what is read. */
  hour: z.optional(z.number()),
  /** Keys up to this one are done. */
  after: z.optional(z.string()),
});
export type BackfillCheckpoint = z.infer<typeof BackfillCheckpoint>;

export function s3BackfillSource(
  dependencies: ListingDependencies,
  request: S3BackfillRequest,
): Source<BackfillCheckpoint> {
  const { place, buckets, from, to, settings } = request;
  const { bucket_list_prefix: prefix, file_selectors: selectors } = settings;
  const name = JSON.stringify([
    'backfill',
    place.accountId,
    place.region,
    buckets,
    prefix,
    selectors,
    from,
    to,
  ]);
  return {
    parseCheckpoint(stored) {
      const parsed = BackfillCheckpoint.safeParse(stored);
      return parsed.success && parsed.data.place === name ? parsed.data : undefined;
    },
    read: (checkpoint = { place: name, bucket: 0 }, context) =>
      untilStopped(readBuckets(dependencies, request, checkpoint, context), context),
  };
}

type BackfillBatches = AsyncGenerator<Batch<BackfillCheckpoint>, void, void>;

async function* readBuckets(
  dependencies: ListingDependencies,
  request: S3BackfillRequest,
  checkpoint: BackfillCheckpoint,
  context: ReadContext,
): BackfillBatches {
  const { buckets, from, to, settings } = request;
  const { place } = checkpoint;
  for (const [number, bucket] of buckets.entries()) {
    if (number < checkpoint.bucket) continue;
    const left = number === checkpoint.bucket ? checkpoint : { place, bucket: number };
    if (settings.file_selectors.length > 0) {
      const isWanted = ({ lastModified }: ListedObject) =>
        lastModified >= from && lastModified < to + HOUR_MS;
      const folder = { bucket, prefix: settings.bucket_list_prefix, foldersApart: false, isWanted };
      yield* readFolder(dependencies, request, folder, left, { place, bucket: number + 1 }, context);
    } else yield* readHours(dependencies, request, bucket, left, context);
  }
  yield { checkpoint: { place, bucket: buckets.length }, readUntil: to };
}

async function* readHours(
  dependencies: ListingDependencies,
  request: S3BackfillRequest,
  bucket: string,
  left: BackfillCheckpoint,
  context: ReadContext,
): BackfillBatches {
  const { place, from, to, settings, buckets } = request;
  const folder = regionFolder(settings.bucket_list_prefix, place.accountId, place.region);
  const region = { objects: dependencies.objects, bucket, folder };
  const first = left.hour ?? hourOf(from);
  for await (const hour of existingHours(region, first, hourOf(to - 1) + HOUR_MS, context.signal)) {
    const here = hour === left.hour ? left : { place: left.place, bucket: left.bucket, hour };
    const next = { place: left.place, bucket: left.bucket, hour: hour + HOUR_MS };
    const hours = {
      bucket,
      prefix: `${folder}${hourFolder(hour)}`,
      foldersApart: true,
      isWanted: () => true,
    };
    for await (const batch of readFolder(dependencies, request, hours, here, next, context)) {
      // With several buckets, one after the other, a time says nothing about the others.
      const isTold = buckets.length === 1 && batch.checkpoint === next;
      yield isTold ? { ...batch, readUntil: Math.min(hour + HOUR_MS, to) } : batch;
    }
  }
}

interface Folder {
  readonly bucket: string;
  readonly prefix: string;
  readonly foldersApart: boolean;
  readonly isWanted: (object: ListedObject) => boolean;
}

async function* readFolder(
  dependencies: ListingDependencies,
  { place, settings }: S3BackfillRequest,
  { bucket, prefix, foldersApart, isWanted }: Folder,
  here: BackfillCheckpoint,
  next: BackfillCheckpoint,
  { signal }: ReadContext,
): BackfillBatches {
  const reader = {
    ...dependencies,
    bucket,
    select: objectSelection({
      accountId: place.accountId,
      regions: [place.region],
      fileSelectors: settings.file_selectors,
    }),
    batchSize: settings.number_of_workers * BATCH_PER_WORKER,
  };
  const batchOf = batches(reader);
  let after = here.after;
  const walk = walkFolder({
    ...reader,
    prefix,
    foldersApart,
    size: reader.batchSize,
    isNew: (object) => {
      after = object.key;
      return isWanted(object);
    },
    signal,
    ...(here.after === undefined ? {} : { after: here.after }),
  });
  for await (const handful of walk) {
    const checkpoint = handful.isLast ? next : { ...here, ...(after === undefined ? {} : { after }) };
    yield { ...batchOf(handful), checkpoint };
  }
}
