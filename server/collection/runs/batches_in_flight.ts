/**
 * The batches of a run that were read and are not settled yet. Each is stored by itself and then acknowledged, or
 * let go of, exactly once; checkpoints are saved strictly in the order of reading. Nothing here rejects: what goes
 * wrong is kept for the run to end with.
 */
import type { RunCounts, StreamFacts } from '../../../common/integrations/task';
import type { Clock } from '../../clock';
import { asFailure, type Failure } from '../../failure';
import type { Batch } from '../../sources/source';
import { CheckpointOrder } from './checkpoint_order';
import { addCounts, NO_COUNTS } from './run_counts';

/** Stores everything in a batch; `onProgress` is called whenever a part of it is acknowledged. Rejects with a `Failure`. */
export type StoreBatch = (batch: Batch<unknown>, onProgress: () => void) => Promise<RunCounts>;

export interface InFlightDependencies {
  readonly storeBatch: StoreBatch;
  /** Saves how far everything is stored. */
  readonly save: (counts: RunCounts, checkpoint: unknown, readUntil: number | undefined) => Promise<void>;
  readonly clock: Clock;
}

/** Checkpoints are saved at most this often: saving each of many small batches would be most of the work. */
const SAVE_EVERY_MS = 1_000;

export class BatchesInFlight {
  private readonly order = new CheckpointOrder();
  private readonly working = new Map<Promise<void>, { readonly since: number }>();
  private readonly ending = new AbortController();
  private saving: Promise<void> = Promise.resolve();
  private isSaving = false;
  private lastProgress = -Infinity;
  private total: RunCounts = NO_COUNTS;
  private first: unknown;
  private lastTold: StreamFacts | undefined;
  private gone: { readonly count: number; readonly last: Failure } | undefined;
  /** Whoever waits: there is one reader. A promise to race against would keep every batch it was raced with. */
  private wake: () => void = () => undefined;
  private interrupt: () => void = () => undefined;

  constructor(private readonly dependencies: InFlightDependencies) {}

  get size(): number {
    return this.working.size;
  }

  /** Of the batches that are stored. */
  get counts(): RunCounts {
    return this.total;
  }

  /** Event time (epoch ms) up to which everything is stored. */
  get readUntil(): number | undefined {
    return this.order.readUntil;
  }

  /** What the source told last of its stream, with something that is stored. */
  get told(): StreamFacts | undefined {
    return this.lastTold;
  }

  /** What the run has to end with, as it was thrown. */
  get failure(): unknown {
    return this.first;
  }

  /** Batches that were let go of while the run went on, and why the last one was. */
  get letGo(): { readonly count: number; readonly last: Failure } | undefined {
    return this.gone;
  }

  /** Since when (epoch ms) nothing of what is in flight was acknowledged; undefined when nothing is in flight. */
  get waitingSince(): number | undefined {
    const since = Math.min(...[...this.working.values()].map((batch) => batch.since));
    return Number.isFinite(since) ? Math.max(since, this.lastProgress) : undefined;
  }

  start(batch: Batch<unknown>): void {
    const work: Promise<void> = this.settle(batch).finally(() => {
      this.working.delete(work);
      this.wake();
    });
    this.working.set(work, { since: this.dependencies.clock.now() });
  }

  /** Resolves when fewer than `limit` batches are in flight, or the run has to end. */
  async place(limit: number): Promise<void> {
    while (this.working.size >= limit && this.first === undefined)
      await new Promise<void>((resolve) => (this.wake = resolve));
  }

  /** What `reading` resolves to, or undefined as soon as the run has to end. */
  unlessFailed<T>(reading: Promise<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      this.interrupt = () => resolve(undefined);
      if (this.first !== undefined) resolve(undefined);
      reading.then(resolve, reject);
    });
  }

  /** Resolves when every batch is settled and every checkpoint saved that can be. No batch may be started any more. */
  async settled(): Promise<void> {
    this.ending.abort();
    while (this.working.size > 0 || this.isSaving) await Promise.all([...this.working.keys(), this.saving]);
  }

  /** For a batch that was read and is not to be stored any more. */
  async release(batch: Batch<unknown>, failure: Failure): Promise<'go_on' | 'end_run'> {
    try {
      return (await batch.release?.(failure)) ?? 'end_run';
    } catch {
      // AWS hands it out again when its time has run out; what ends the run is why it could not be stored.
      return 'end_run';
    }
  }

  private async settle(batch: Batch<unknown>): Promise<void> {
    const place = this.order.add(batch);
    let counts: RunCounts;
    try {
      counts = await this.dependencies.storeBatch(batch, () => this.progressed());
    } catch (error) {
      this.order.letGo(place);
      const failure = asFailure(error);
      if ((await this.release(batch, failure)) === 'end_run') this.fail(error);
      else this.gone = { count: (this.gone?.count ?? 0) + 1, last: failure };
      return;
    }
    this.progressed();
    this.total = addCounts(this.total, counts);
    try {
      await batch.acknowledge?.();
    } catch (error) {
      // Stored, but AWS will hand it out again.
      this.order.letGo(place);
      return this.fail(error);
    }
    this.order.stored(place);
    this.lastTold = batch.told ?? this.lastTold;
    if (!this.isSaving) this.saving = this.saveReached();
  }

  /** One save at a time; what is reached meanwhile is saved with the next. */
  private async saveReached(): Promise<void> {
    const { save, clock } = this.dependencies;
    this.isSaving = true;
    try {
      for (let reached = this.order.take(); reached !== undefined; reached = this.order.take()) {
        await save(this.total, reached.checkpoint, this.order.readUntil);
        await clock.sleep(SAVE_EVERY_MS, this.ending.signal);
      }
    } catch (error) {
      this.fail(error);
    } finally {
      // In the same breath as the last look: what is reached right after it must not count on this save.
      this.isSaving = false;
    }
  }

  private progressed(): void {
    this.lastProgress = this.dependencies.clock.now();
  }

  private fail(error: unknown): void {
    this.first ??= error ?? new TypeError('thrown without a reason');
    this.interrupt();
    this.wake();
  }
}
