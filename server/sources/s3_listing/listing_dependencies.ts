/** What reading a bucket by listing needs, however its folders are walked. */
import type { Clock } from '../../clock';
import { Denials } from '../s3_objects/denials';
import type { ObjectSelection } from '../s3_objects/object_selection';
import type { S3Objects } from '../s3_objects/s3_objects';
import type { Batch, ReadContext } from '../source';
import { listedObjects } from './listed_objects';
import type { Handful } from './walk_folder';

export interface ListingDependencies {
  /** In the region of the bucket. */
  readonly objects: S3Objects;
  readonly clock: Clock;
  readonly random: () => number;
}

export interface ListingReader extends ListingDependencies {
  readonly bucket: string;
  readonly select: ObjectSelection;
  /** Objects per batch. */
  readonly batchSize: number;
}

/** Batches are larger than what is read at once, so that the last objects of one do not keep all workers waiting. */
export const BATCH_PER_WORKER = 4;

/** A handful as a batch without a checkpoint; what is known of denials lasts for a run. */
export function batches(reader: ListingReader): (handful: Handful) => Batch<never> {
  const { bucket, objects, clock, random } = reader;
  const context = { bucket, opening: { objects, clock, random }, denials: new Denials() };
  return ({ found, skipped, neighbours }) => ({
    objects: listedObjects(found, neighbours, context),
    skipped,
  });
}

/** Ends quietly when the read is stopped: what a broken-off request rejects with is no failure. */
export async function* untilStopped<T>(
  items: AsyncIterable<T>,
  { signal }: ReadContext,
): AsyncGenerator<T, void, void> {
  try {
    for await (const item of items) {
      if (signal.aborted) return;
      yield item;
      if (signal.aborted) return;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
