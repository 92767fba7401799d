/**
 * One worker thread and the jobs it is at. When the thread dies every job is told so, and the one whose record it
 * died of is told which.
 */
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { type Failure, retryLater } from '../../failure';
import type { TransformContext } from '../../transforms/context';
import { FlightRecorder } from './flight_recorder';
import { type FromWorker, type JobStart, type ToWorker, WORTH_TRANSFER_BYTES } from './transform_protocol';
import { cannotStart, WorkerDied } from './worker_death';

/** Where a job's answers go. After `ended` nothing more comes. */
export interface JobListener {
  receive(message: Exclude<FromWorker, { kind: 'ready' }>): void;
  ended(failure: Failure): void;
}

/** What a message to the worker carries; given so that the thread need not know what is in it. */
export type JobMessage = Extract<ToWorker, { job: number }>;

/**
 * A monstrous record may kill its thread, not the process. A 64 MiB record of two-byte characters takes some 500 MB
 * while it is parsed and cut up. A piece's garbage fits the young generation, so that little of it is ever copied.
 */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 64 };
/** Contexts of runs that ended are not kept for ever. */
const MAX_CONTEXTS = 64;

export class TransformThread {
  private readonly worker: Worker;
  private readonly recorder = new FlightRecorder();
  private readonly jobs = new Map<number, JobListener>();
  private readonly contexts = new Map<TransformContext, number>();
  private lastContext = 0;
  private ready = false;
  private closing = false;
  private error: unknown;

  /** @param onExit called once, when the thread is gone and its jobs are told */
  constructor(
    workerPath: string,
    workerOptions: WorkerOptions | undefined,
    private readonly onExit: () => void,
  ) {
    this.worker = new Worker(workerPath, {
      name: 'bedrock-transform',
      resourceLimits: RESOURCE_LIMITS,
      ...workerOptions,
      workerData: this.recorder.memory,
    });
    // A pool at rest must not keep a process alive that has nothing else to do.
    this.worker.unref();
    this.worker.on('message', (message: FromWorker) => this.receive(message));
    // 'exit' follows every 'error'; the jobs are told there, once.
    this.worker.on('error', (error) => (this.error = error));
    this.worker.on('exit', () => this.bury());
  }

  /** Jobs under way. */
  get load(): number {
    return this.jobs.size;
  }

  begin({ context, ...start }: JobStart, listener: JobListener): void {
    this.jobs.set(start.job, listener);
    const { bytes, transfer } = outgoing(start.input.bytes);
    const input = { ...start.input, bytes };
    this.post({ kind: 'start', start: { ...start, input }, context: this.contextId(context) }, transfer);
  }

  send(message: JobMessage): void {
    if (!this.jobs.has(message.job)) return;
    if (message.kind === 'abort') this.jobs.delete(message.job);
    if (message.kind === 'chunk' && message.bytes !== undefined) {
      const { bytes, transfer } = outgoing(message.bytes);
      this.post({ ...message, bytes }, transfer);
    } else if (message.kind === 'body' && message.answer !== 'left') {
      const { bytes, transfer } = outgoing(message.answer);
      this.post({ ...message, answer: bytes }, transfer);
    } else this.post(message);
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.worker.terminate();
  }

  private post(message: ToWorker, transfer: ArrayBuffer[] = []): void {
    this.worker.postMessage(message, transfer);
  }

  /** Tells the worker of a context once; a price book is larger than most records. */
  private contextId(context: TransformContext): number {
    const known = this.contexts.get(context);
    if (known !== undefined) return known;
    const forgetOthers = this.contexts.size >= MAX_CONTEXTS;
    if (forgetOthers) this.contexts.clear();
    const id = (this.lastContext += 1);
    this.contexts.set(context, id);
    this.post({ kind: 'context', id, context, forgetOthers });
    return id;
  }

  private receive(message: FromWorker): void {
    if (message.kind === 'ready') {
      this.ready = true;
      return;
    }
    // Answers to an aborted job may still be under way.
    const listener = this.jobs.get(message.job);
    if (message.kind === 'failed' || (message.kind === 'piece' && message.last))
      this.jobs.delete(message.job);
    listener?.receive(message);
  }

  private bury(): void {
    const alone = this.jobs.size === 1;
    const culprit = this.recorder.last;
    for (const [job, listener] of this.jobs)
      listener.ended(
        this.closing
          ? retryLater('stopped', 'The collector is stopping.')
          : this.ready
            ? new WorkerDied(culprit?.job === job ? culprit.number : undefined, alone)
            : cannotStart(this.error),
      );
    this.jobs.clear();
    this.onExit();
  }
}

/**
 * Bytes to post, with the memory that goes along. A message takes all of the memory behind its bytes: what shares it
 * with others, as Node's small buffers do, is copied out first.
 */
function outgoing(bytes: Uint8Array): { bytes: Uint8Array; transfer: ArrayBuffer[] } {
  const own = bytes.buffer instanceof ArrayBuffer && bytes.buffer.byteLength === bytes.byteLength;
  const copy = own ? bytes : new Uint8Array(bytes);
  return {
    bytes: copy,
    transfer:
      copy.byteLength >= WORTH_TRANSFER_BYTES && copy.buffer instanceof ArrayBuffer ? [copy.buffer] : [],
  };
}
