/**
 * Everything in a batch, stored: records in hand, objects that are streamed, and pointers of what leads nowhere. All
 * batches of a run share the turns of their objects, so that memory is bounded by objects and not by batches.
 */
import type { RunCounts } from '../../../common/integrations/task';
import type { Batch } from '../../sources/source';
import type { RecordRun, RecordStore } from './record_store';
import { addCounts, NO_COUNTS } from './run_counts';
import { ReasonCounts } from '../workers/reason_counts';
import type { Turns } from './turns';

export interface StoreBatchDependencies {
  readonly records: Pick<RecordStore, 'store' | 'storeObject' | 'storeRejected'>;
  readonly run: RecordRun;
  /** Of the objects of all batches of the run. */
  readonly turns: Turns;
}

/**
 * Rejects with the first `Failure`, once nothing of the batch is under way any more; the same batch may then be given
 * again. `onProgress`: a part of it is acknowledged.
 */
export async function storeBatch(
  { records: inHand = [], objects = [], rejected = [], skipped = {} }: Batch<unknown>,
  { records, run, turns }: StoreBatchDependencies,
  onProgress: () => void,
): Promise<RunCounts> {
  const skippedCount = Object.values(skipped).reduce((sum, count) => sum + count, 0);
  let counts: RunCounts = { ...NO_COUNTS, read: skippedCount, skipped: skippedCount };
  const reasons = new ReasonCounts();
  reasons.add({ skipped });
  const counted = { ...run, reasons };
  let failed: { readonly error: unknown } | undefined;
  const part = async (work: () => Promise<RunCounts>): Promise<void> => {
    if (failed !== undefined) return;
    try {
      const more = await work();
      // Only now: other parts were counted meanwhile.
      counts = addCounts(counts, more);
      onProgress();
    } catch (error) {
      failed ??= { error };
    }
  };
  if (rejected.length > 0) await part(() => records.storeRejected(rejected, counted));
  if (inHand.length > 0) await part(() => records.store(inHand, counted));
  await Promise.all(
    objects.map((object) => turns.take(() => part(() => records.storeObject(object, counted, onProgress)))),
  );
  if (failed !== undefined) throw failed.error;
  // A batch that comes again must not be counted twice.
  run.reasons?.add(reasons);
  return counts;
}
