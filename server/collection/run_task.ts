/**
 * One run of one task: read a batch, transform it, store it, and only then move the checkpoint. The next batch is
 * read while the one before is stored, never more than that: what is slow behind holds up what is in front.
 */
import type { RunCounts, TaskDocument } from '../../common/integrations/task';
import type { Clock } from '../clock';
import type { Batch, Source } from '../sources/source';
import type { TransformContext } from '../transforms/context';
import type { Lease } from './lease';
import { addCounts, NO_COUNTS, type RecordStore } from './record_store';
import type { RecordOrigin } from '../storage/rejected_records';

export interface RunDependencies {
  readonly records: Pick<RecordStore, 'store'>;
  readonly clock: Clock;
  /** After this long a run ends at its next checkpoint, so that other tasks get their turn. */
  readonly maxRunMs: number;
}

export interface RunInput {
  readonly source: Source<unknown>;
  readonly context: TransformContext;
  readonly origin: RecordOrigin;
}

export interface RunResult {
  readonly counts: RunCounts;
  /** `caught_up`: read up to now. `more`: there is more to read. `stopped`: was asked to stop. */
  readonly ended: 'caught_up' | 'more' | 'stopped';
}

/** What was counted so far is told through `onCounts`, also when the run rejects. Rejects with `Failure` or `LeaseLost`. */
export async function runTask(
  { source, context, origin }: RunInput,
  lease: { readonly task: Pick<TaskDocument, 'checkpoint'> } & Pick<Lease, 'progress'>,
  signal: AbortSignal,
  { records: store, clock, maxRunMs }: RunDependencies,
  onCounts: (counts: RunCounts) => void,
): Promise<RunResult> {
  const startedAt = clock.now();
  let counts = NO_COUNTS;
  const reads = source.read(source.parseCheckpoint(lease.task.checkpoint), {
    signal,
    now: () => clock.now(),
  });
  const batches = reads[Symbol.asyncIterator]();
  try {
    let reading = readAhead(batches);
    for (;;) {
      const next = await reading;
      if ('error' in next) throw next.error;
      if (signal.aborted) return { counts, ended: 'stopped' };
      if (next.done === true) return { counts, ended: 'caught_up' };
      reading = readAhead(batches);
      const batch: Batch<unknown> = next.value;
      counts = addCounts(counts, await store.store(batch.records ?? [], context, origin, signal));
      onCounts(counts);
      if (batch.checkpoint === undefined) continue;
      await lease.progress(counts, batch.checkpoint, batch.readUntil);
      if (clock.now() - startedAt >= maxRunMs) return { counts, ended: 'more' };
    }
  } finally {
    await batches.return?.(undefined);
  }
}

type Read = IteratorResult<Batch<unknown>, unknown> | { readonly error: unknown };

/** Never rejects: nobody waits for it yet, and a rejection nobody handles ends the process. */
const readAhead = (batches: AsyncIterator<Batch<unknown>>): Promise<Read> =>
  batches.next().catch((error: unknown) => ({ error }));
