/**
 * One run of one task: read batches, keep a bounded number of them in flight, and end when the stream is read up to
 * now, when others should have their turn, when asked to, or when something fails. Whatever ends it, each batch that
 * was read is either acknowledged or let go of before the run resolves.
 */
import { setMaxListeners } from 'node:events';
import type { RunCounts } from '../../../common/integrations/task';
import type { Clock } from '../../clock';
import { type Failure, retryLater } from '../../failure';
import type { Batch, Source } from '../../sources/source';
import { BatchesInFlight, type StoreBatch } from './batches_in_flight';

export interface RunInput {
  readonly source: Source<unknown>;
  /** Batches that may be read and not yet stored. */
  readonly concurrency: number;
  /** As it stands in the task. */
  readonly checkpoint: unknown;
}

export interface RunDependencies {
  readonly storeBatch: StoreBatch;
  /** Saves how far everything is stored. Rejects with `LeaseLost` or a `Failure`. */
  readonly save: (counts: RunCounts, checkpoint: unknown, readUntil: number | undefined) => Promise<void>;
  readonly clock: Clock;
  /** Whether others should have their turn, `elapsedMs` after the start. */
  readonly shouldYield: (elapsedMs: number) => boolean;
}

/** What can be told of a run while it goes on, and after it has ended in whatever way. */
export type RunProgress = Pick<BatchesInFlight, 'counts' | 'readUntil' | 'waitingSince' | 'letGo'> &
  Partial<Pick<BatchesInFlight, 'told'>>;

/** `caught_up`: read up to now. `more`: there is more to read. `stopped`: was asked to stop. */
export type RunEnded = 'caught_up' | 'more' | 'stopped';

/** Rejects with a `Failure`, `LeaseLost` or a bug; by then everything in flight is settled. */
export async function runTask(
  { source, concurrency, checkpoint }: RunInput,
  stopping: AbortSignal,
  { storeBatch, save, clock, shouldYield }: RunDependencies,
  observe: (progress: RunProgress) => void,
): Promise<RunEnded> {
  const now = () => clock.now();
  const startedAt = now();
  const flight = new BatchesInFlight({ storeBatch, save, clock });
  observe(flight);
  const noMore = new AbortController();
  setMaxListeners(0, noMore.signal);
  stopping.addEventListener('abort', () => noMore.abort(), { once: true });
  if (stopping.aborted) noMore.abort();
  const reads = source.read(source.parseCheckpoint(checkpoint), { signal: noMore.signal, now });
  const batches = reads[Symbol.asyncIterator]();
  let reading: Promise<Read> | undefined;
  let ended: RunEnded | undefined;
  let sourceError: { readonly error: unknown } | undefined;
  // Where a run may be cut without reading again what is stored: behind a checkpoint, or a batch that stands for itself.
  let mayYield = false;
  while (ended === undefined && sourceError === undefined) {
    await flight.place(concurrency);
    if (stopping.aborted || flight.failure !== undefined) ended = 'stopped';
    else if (mayYield && shouldYield(now() - startedAt)) ended = 'more';
    else {
      reading = readNext(batches);
      const next = await flight.unlessFailed(reading);
      if (next === undefined || stopping.aborted) ended = 'stopped';
      else if ('error' in next) sourceError = next;
      else if (next.done === true) ended = 'caught_up';
      else {
        reading = undefined;
        flight.start(next.value);
        mayYield = next.value.checkpoint !== undefined || next.value.acknowledge !== undefined;
      }
    }
  }
  noMore.abort();
  await letGo(await reading, flight);
  await batches.return?.(undefined);
  await flight.settled();
  if (stopping.aborted) return 'stopped';
  if (flight.failure !== undefined) throw flight.failure;
  if (sourceError !== undefined) throw sourceError.error;
  return ended ?? 'stopped';
}

type Read = IteratorResult<Batch<unknown>, unknown> | { readonly error: unknown };

/** Never rejects: nobody may be waiting for it any more, and a rejection nobody handles ends the process. */
const readNext = (batches: AsyncIterator<Batch<unknown>>): Promise<Read> =>
  batches.next().catch((error: unknown) => ({ error }));

/** A batch that came when the run was over already. */
async function letGo(last: Read | undefined, flight: BatchesInFlight): Promise<void> {
  if (last === undefined || 'error' in last || last.done === true) return;
  await flight.release(last.value, notStored());
}

const notStored = (): Failure => retryLater('stopped', 'The run ended before this was stored.');
