/**
 * Reads once what lies in buckets of records between two times, beside whatever reads them live. A folder may hold
 * records of the end of the hour before it, so one more hour is read. While the span is not over, what may still grow
 * is read again by the next run.
 */
import * as z from 'zod/mini';
import { BEDROCK_LAYOUT, HOUR_MS } from '../s3_objects/bedrock_layout';
import { type BucketLayout, FOLDERS_OF, timeFolder } from '../s3_objects/bucket_layout';
import { objectSelection } from '../s3_objects/object_selection';
import type { ListedObject } from '../s3_objects/s3_objects';
import type { Batch, ReadContext, Source } from '../source';
import { existingFolders } from './existing_folders';
import { startOf } from './listing_checkpoint';
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
  /** Without one, that of invocation logs. */
  readonly layout?: BucketLayout;
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
  /** Folders before are done; absent where selectors, not times, say what is read. */
  start: z.optional(z.number()),
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
  const { buckets, from, to } = request;
  const { place } = checkpoint;
  // Behind something that may still grow, no place is safe to go on from.
  let mayGrow = false;
  for (const [number, bucket] of buckets.entries()) {
    if (number < checkpoint.bucket) continue;
    const left = number === checkpoint.bucket ? checkpoint : { place, bucket: number };
    for await (const folder of foldersOf(dependencies, request, bucket, left, context)) {
      mayGrow ||= context.now() < folder.over;
      for await (const { checkpoint: here, ...batch } of readFolder(dependencies, request, folder, context)) {
        const isEnd = here === folder.next;
        // With several buckets, one after the other, a time says nothing about the others.
        const until = isEnd && buckets.length === 1 ? folder.readUntil : undefined;
        yield mayGrow
          ? batch
          : { ...batch, checkpoint: here, ...(until === undefined ? {} : { readUntil: until }) };
      }
    }
  }
  const settled = startOf(context.now(), HOUR_MS) - HOUR_MS;
  if (!mayGrow && settled > to - 1) yield { checkpoint: { place, bucket: buckets.length }, readUntil: to };
  else yield { readUntil: Math.max(from, Math.min(settled, to - 1)) };
}

interface Folder {
  readonly bucket: string;
  readonly prefix: string;
  readonly foldersApart: boolean;
  readonly isWanted: (object: ListedObject) => boolean;
  /** When it gets no more objects of the span. */
  readonly over: number;
  /** Where it is begun, and where one is once it is read. */
  readonly here: BackfillCheckpoint;
  readonly next: BackfillCheckpoint;
  /** Event time up to which everything is read then. */
  readonly readUntil?: number;
}

async function* foldersOf(
  { objects }: ListingDependencies,
  { place, from, to, settings, layout = BEDROCK_LAYOUT }: S3BackfillRequest,
  bucket: string,
  left: BackfillCheckpoint,
  { signal }: ReadContext,
): AsyncGenerator<Folder, void, void> {
  const { bucket_list_prefix: prefix, file_selectors: selectors } = settings;
  const at = { place: left.place, bucket: left.bucket };
  if (selectors.length > 0) {
    const over = to + HOUR_MS;
    const isWanted = ({ lastModified }: ListedObject) => lastModified >= from && lastModified < over;
    const next = { ...at, bucket: left.bucket + 1 };
    yield { bucket, prefix, foldersApart: false, isWanted, over, here: left, next };
    return;
  }
  const folder = layout.regionFolder(prefix, place.accountId, place.region);
  const { unitMs } = FOLDERS_OF[layout.folders];
  const lastHour = startOf(to - 1, HOUR_MS) + HOUR_MS;
  const first = left.start ?? startOf(from, unitMs);
  const last = startOf(lastHour, unitMs);
  for await (const start of existingFolders({ objects, bucket, folder, layout }, first, last, signal)) {
    yield {
      bucket,
      prefix: `${folder}${timeFolder(layout, start)}`,
      foldersApart: true,
      isWanted: () => true,
      over: Math.min(start + unitMs, lastHour + HOUR_MS),
      here: start === left.start ? left : { ...at, start },
      next: { ...at, start: start + unitMs },
      // The end of this time may stand in the next folder.
      readUntil: Math.max(from, Math.min(start, to - 1)),
    };
  }
}

async function* readFolder(
  dependencies: ListingDependencies,
  { place, settings, layout }: S3BackfillRequest,
  { bucket, prefix, foldersApart, isWanted, here, next }: Folder,
  { signal }: ReadContext,
): BackfillBatches {
  const reader = {
    ...dependencies,
    bucket,
    select: objectSelection(
      { accountId: place.accountId, regions: [place.region], fileSelectors: settings.file_selectors },
      layout,
    ),
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
