/**
 * A small pool of worker threads in which records are parsed, transformed and serialised, so that the event loop
 * of the process, which may be that of Dashboards, only moves buffers. A worker that dies takes its job along:
 * the job fails as something to be tried again, and another worker takes the place.
 */
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { asFailure, retryLater } from '../failure';
import type { RawRecord } from '../sources/source';
import type { Placement } from '../storage/bulk_body';
import type { TransformContext } from '../transforms/context';
import type { TransformedBatch, TransformJob } from './transform_job';

export interface TransformPoolOptions {
  /** The built worker script. */
  readonly workerPath: string;
  readonly size: number;
  /** For running the worker from its source in development. */
  readonly workerOptions?: WorkerOptions;
}

export type WorkerReply = { readonly batch: TransformedBatch } | { readonly failed: string };

interface Waiting {
  readonly job: TransformJob;
  readonly resolve: (batch: TransformedBatch) => void;
  readonly reject: (error: Error) => void;
}

interface Seat {
  readonly worker: Worker;
  current: Waiting | undefined;
}

/** A worker's heap is bounded, so that one monstrous record kills its thread and not the process. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 512 };

export class TransformPool {
  private readonly seats = new Set<Seat>();
  private readonly queue: Waiting[] = [];
  private closed = false;

  constructor(private readonly options: TransformPoolOptions) {}

  /** Rejects with a `Failure`. */
  transform(
    records: readonly RawRecord[],
    context: TransformContext,
    placement: Placement,
  ): Promise<TransformedBatch> {
    if (this.closed) return Promise.reject(retryLater('stopped', 'The collector is stopping.'));
    return new Promise((resolve, reject) => {
      this.queue.push({ job: jobOf(records, context, placement), resolve, reject });
      this.assign();
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const waiting of this.queue.splice(0))
      waiting.reject(retryLater('stopped', 'The collector is stopping.'));
    await Promise.all([...this.seats].map(({ worker }) => worker.terminate()));
  }

  private assign(): void {
    while (this.queue.length > 0) {
      const seat = [...this.seats].find(({ current }) => current === undefined) ?? this.addSeat();
      if (seat === undefined) return;
      const waiting = this.queue.shift();
      if (waiting === undefined) return;
      seat.current = waiting;
      seat.worker.postMessage(waiting.job, [waiting.job.bytes.buffer as ArrayBuffer]);
    }
  }

  private addSeat(): Seat | undefined {
    if (this.seats.size >= this.options.size) return undefined;
    const worker = new Worker(this.options.workerPath, {
      name: 'bedrock-transform',
      resourceLimits: RESOURCE_LIMITS,
      ...this.options.workerOptions,
    });
    // A pool at rest must not keep a process alive that has nothing else to do.
    worker.unref();
    const seat: Seat = { worker, current: undefined };
    worker.on('message', (reply: WorkerReply) => this.finish(seat, reply));
    // 'exit' follows every 'error'; the job is failed there, once.
    worker.on('error', () => undefined);
    worker.on('exit', () => this.bury(seat));
    this.seats.add(seat);
    return seat;
  }

  private finish(seat: Seat, reply: WorkerReply): void {
    const waiting = seat.current;
    seat.current = undefined;
    if (waiting !== undefined) {
      if ('batch' in reply) waiting.resolve(reply.batch);
      else waiting.reject(asFailure(Object.assign(new Error(), { name: reply.failed })));
    }
    this.assign();
  }

  private bury(seat: Seat): void {
    this.seats.delete(seat);
    seat.current?.reject(
      this.closed
        ? retryLater('stopped', 'The collector is stopping.')
        : retryLater('worker_died', 'A transform worker died; its batch is read again.'),
    );
    if (!this.closed) this.assign();
  }
}

function jobOf(records: readonly RawRecord[], context: TransformContext, placement: Placement): TransformJob {
  const lengths = records.map(({ text }) => Buffer.byteLength(text));
  // Not from Node's shared pool of small buffers: the memory is handed over to the worker.
  const bytes = Buffer.allocUnsafeSlow(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const { text } of records) at += bytes.write(text, at);
  return { bytes, lengths, pointers: records.map(({ pointer }) => pointer), context, placement };
}
