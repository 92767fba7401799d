/**
 * Everything in a batch, stored: records in hand, objects that are streamed, and pointers of what leads nowhere.
 * One object after the other: how much is in flight is bounded by the number of batches alone.
 */
import type { RunCounts } from '../../common/integrations/task';
import type { Batch } from '../sources/source';
import { addCounts, NO_COUNTS, type RecordRun, type RecordStore } from './record_store';

/** Rejects with a `Failure`; the same batch may then be given again. `onProgress`: a part of it is acknowledged. */
export async function storeBatch(
  { records = [], objects = [], rejected = [], skipped = {} }: Batch<unknown>,
  store: Pick<RecordStore, 'store' | 'storeObject' | 'storeRejected'>,
  run: RecordRun,
  onProgress: () => void,
): Promise<RunCounts> {
  const skippedCount = Object.values(skipped).reduce((sum, count) => sum + count, 0);
  let counts: RunCounts = { ...NO_COUNTS, read: skippedCount, skipped: skippedCount };
  const add = (more: RunCounts) => {
    counts = addCounts(counts, more);
    onProgress();
  };
  if (rejected.length > 0) add(await store.storeRejected(rejected, run));
  if (records.length > 0) add(await store.store(records, run));
  for (const object of objects) add(await store.storeObject(object, run, onProgress));
  return counts;
}
