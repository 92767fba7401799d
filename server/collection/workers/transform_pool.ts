/**
 * A small pool of worker threads in which objects are ungzipped and records are parsed, transformed and serialised,
 * so that the event loop of the process, which may be that of Dashboards, only moves buffers. Each thread interleaves
 * several objects. A thread that dies takes its jobs along: `WorkerDied` says of what, and another takes the place.
 */
import type { WorkerOptions } from 'node:worker_threads';
import { type Failure, retryLater } from '../../failure';
import type { OffloadedBodies, OpenedObject, RawRecord } from '../../sources/source';
import type { TellModel } from '../models/model_directory';
import type { Placement } from '../../storage/bulk_body';
import type { TransformContext } from '../../transforms/context';
import { ChunkReader, TransformPieces } from './transform_pieces';
import {
  type Attempt,
  FIRST_ATTEMPT,
  type JobStart,
  type RecordsInput,
  type TransformedPiece,
} from './transform_protocol';
import { TransformThread } from './transform_thread';

export interface TransformPoolOptions {
  /** The built worker script. */
  readonly workerPath: string;
  readonly size: number;
  /** For running the worker from its source in development. */
  readonly workerOptions?: WorkerOptions;
}

export interface TransformRequest {
  readonly context: TransformContext;
  readonly placement: Placement;
  /** Without it records are stored without the bodies that stand beside them. */
  readonly bodies?: OffloadedBodies;
  /** Without it, records that name their model by an opaque id stay without what a lookup would tell of it. */
  readonly tellModel?: TellModel;
  /** Told when a body is left where it is, although it could be had if a person acted. */
  readonly onBodyLeft?: (failure: Failure) => void;
  readonly signal: AbortSignal;
  readonly attempt?: Attempt;
  /** In a thread of its own, so that what it dies of is known. */
  readonly alone?: boolean;
}

/** An object that is over within so many bytes goes to its worker in one message. */
const SMALL_OBJECT_BYTES = 256 * 1024;

export class TransformPool {
  private readonly threads = new Set<TransformThread>();
  /** The thread of its own, if somebody needs one. */
  private readonly quarantine = new Set<TransformThread>();
  private quarantined: Promise<void> = Promise.resolve();
  private waitingForQuarantine = 0;
  private lastJob = 0;
  private closed = false;

  constructor(private readonly options: TransformPoolOptions) {}

  /** The consumer pulls. Rejects with a `Failure`, `WorkerDied` among them. */
  async *transformRecords(
    request: TransformRequest & { readonly records: readonly RawRecord[] },
  ): AsyncGenerator<TransformedPiece, void> {
    yield* this.run(request, inputOf(request.records), undefined);
  }

  /** As `transformRecords`; takes over the object's chunks and closes them whatever happens. */
  async *transformObject(
    request: TransformRequest & { readonly object: OpenedObject },
  ): AsyncGenerator<TransformedPiece, void> {
    const { pointer, chunks } = request.object;
    const reader = new ChunkReader(chunks);
    try {
      const head = await beginningOf(reader);
      yield* this.run(request, { kind: 'object', pointer, ...head }, reader);
    } finally {
      reader.close();
    }
  }

  /** Threads that run, and batches and objects that wait for one of their own. */
  stats(): { readonly threads: number; readonly queued: number } {
    return { threads: this.threads.size + this.quarantine.size, queued: this.waitingForQuarantine };
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.threads, ...this.quarantine].map((thread) => thread.close()));
  }

  private async *run(
    request: TransformRequest,
    input: JobStart['input'],
    chunks: ChunkReader | undefined,
  ): AsyncGenerator<TransformedPiece, void> {
    if (this.closed) throw retryLater('stopped', 'The collector is stopping.');
    if (request.alone !== true) return yield* this.runIn(this.leastLoaded(), request, input, chunks);
    // One at a time: whatever is suspected of killing threads may kill this one.
    const before = this.quarantined;
    let done: () => void = () => undefined;
    this.quarantined = new Promise<void>((resolve) => (done = resolve));
    this.waitingForQuarantine += 1;
    try {
      await before.finally(() => (this.waitingForQuarantine -= 1));
      if (this.closed) throw retryLater('stopped', 'The collector is stopping.');
      const thread = this.newThread(this.quarantine);
      try {
        yield* this.runIn(thread, request, input, chunks);
      } finally {
        await thread.close();
      }
    } finally {
      done();
    }
  }

  private async *runIn(
    thread: TransformThread,
    { context, placement, attempt = FIRST_ATTEMPT, ...request }: TransformRequest,
    input: JobStart['input'],
    chunks: ChunkReader | undefined,
  ): AsyncGenerator<TransformedPiece, void> {
    const job = (this.lastJob = (this.lastJob % MAX_JOB) + 1);
    const { bodies, onBodyLeft, tellModel, signal } = request;
    const pieces = new TransformPieces({
      job,
      send: (message) => thread.send(message),
      signal,
      ...(chunks === undefined ? {} : { chunks }),
      ...(bodies === undefined ? {} : { bodies }),
      ...(onBodyLeft === undefined ? {} : { onBodyLeft }),
      ...(tellModel === undefined ? {} : { tellModel }),
    });
    const asks = { fetchBodies: bodies !== undefined, askModels: tellModel !== undefined };
    thread.begin({ job, context, placement, input, ...asks, attempt }, pieces);
    yield* pieces;
  }

  private leastLoaded(): TransformThread {
    let best: TransformThread | undefined;
    for (const thread of this.threads) if (best === undefined || thread.load < best.load) best = thread;
    if (best === undefined || (best.load > 0 && this.threads.size < this.options.size))
      return this.newThread(this.threads);
    return best;
  }

  private newThread(among: Set<TransformThread>): TransformThread {
    const { workerPath, workerOptions } = this.options;
    const thread: TransformThread = new TransformThread(workerPath, workerOptions, () =>
      among.delete(thread),
    );
    among.add(thread);
    return thread;
  }
}

/** As the flight recorder can hold. */
const MAX_JOB = 0x7fff_ffff;

function inputOf(records: readonly RawRecord[]): RecordsInput {
  const lengths = records.map(({ text }) => Buffer.byteLength(text));
  // Not from Node's shared pool of small buffers: the memory may be handed over to the worker.
  const bytes = Buffer.allocUnsafeSlow(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const { text } of records) at += bytes.write(text, at);
  return { kind: 'records', bytes, lengths, pointers: records.map(({ pointer }) => pointer) };
}

/** Everything of a small object, or about as much of a larger one. Rejects with what the reading failed of. */
async function beginningOf(reader: ChunkReader): Promise<{ bytes: Uint8Array; whole: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const read = await reader.next();
    if ('error' in read) throw read.error;
    const whole = read.done === true;
    if (read.done !== true) {
      chunks.push(read.value);
      size += read.value.length;
    }
    if (!whole && size <= SMALL_OBJECT_BYTES) continue;
    const [only] = chunks;
    return { bytes: chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks, size), whole };
  }
}
