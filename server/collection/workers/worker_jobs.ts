/**
 * The worker's side of the conversation: hands messages to the jobs they are for, and the jobs' questions and pieces
 * to the main thread. Jobs wait for their chunks, bodies and consumers independently of each other.
 */
import type { ResolvedModel } from '../../../common/models/model_id';
import type { FlightRecorder } from './flight_recorder';
import { LearningContext } from './learning_context';
import { BodyPermits } from './record_bodies';
import { type JobPort, runJob, type Transform } from './transform_job';
import {
  type BodyAnswer,
  type FromWorker,
  type ToWorker,
  type TransformedPiece,
  WORTH_TRANSFER_BYTES,
} from './transform_protocol';

/** Bodies on their way or waiting for their record's turn, in a thread. */
const BODIES_AT_ONCE = 4;

export type Post = (message: FromWorker, transfer?: readonly ArrayBuffer[]) => void;

export class WorkerJobs {
  private readonly jobs = new Map<number, JobChannel>();
  private readonly contexts = new Map<number, LearningContext>();
  private readonly permits = new BodyPermits(BODIES_AT_ONCE);

  constructor(
    private readonly post: Post,
    private readonly transform: Transform,
    private readonly recorder: FlightRecorder,
  ) {}

  /** Jobs under way. */
  get size(): number {
    return this.jobs.size;
  }

  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'context':
        if (message.forgetOthers) this.contexts.clear();
        this.contexts.set(message.id, new LearningContext(message.context));
        return;
      case 'start':
        return void this.run(message);
      case 'chunk':
        return this.jobs.get(message.job)?.chunk(message.bytes);
      case 'taken':
        return this.jobs.get(message.job)?.taken();
      case 'body':
        return this.jobs.get(message.job)?.body(message.request, message.answer);
      case 'model':
        return this.jobs.get(message.job)?.model(message.request, message.model);
      case 'abort':
        return this.jobs.get(message.job)?.abort();
    }
  }

  private async run({ start, context: id }: Extract<ToWorker, { kind: 'start' }>): Promise<void> {
    const { job } = start;
    const channel = new JobChannel(job, this.post);
    this.jobs.set(job, channel);
    try {
      const context = this.contexts.get(id);
      if (context === undefined) throw new TypeError('a job names a context that was never told');
      await runJob({ ...start, context }, channel, {
        transform: this.transform,
        permits: this.permits,
        workingOn: (number) => (number === undefined ? this.recorder.idle() : this.recorder.at(job, number)),
      });
    } catch (error) {
      if (!(error instanceof Aborted))
        this.post({ kind: 'failed', job, error: error instanceof Error ? error.name : typeof error });
    } finally {
      this.jobs.delete(job);
    }
  }
}

/** Nobody waits for this job any more. */
class Aborted extends Error {
  override readonly name = 'Aborted';
}

interface Deferred<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: Error) => void;
}

class JobChannel implements JobPort {
  private aborted = false;
  /** Pieces that may be sent before one is taken. */
  private credit = 1;
  private wanted: Deferred<void> | undefined;
  private needed: Deferred<Uint8Array | undefined> | undefined;
  private readonly requests = new Map<number, Deferred<BodyAnswer>>();
  private readonly questions = new Map<number, Deferred<ResolvedModel>>();
  private lastRequest = 0;

  constructor(
    private readonly job: number,
    private readonly post: Post,
  ) {}

  nextChunk(): Promise<Uint8Array | undefined> {
    return this.asked((deferred) => {
      this.needed = deferred;
      this.post({ kind: 'need', job: this.job });
    });
  }

  fetchBody(path: string): Promise<BodyAnswer> {
    return this.asked((deferred) => {
      const request = (this.lastRequest += 1);
      this.requests.set(request, deferred);
      this.post({ kind: 'fetch', job: this.job, request, path });
    });
  }

  askModel(modelId: string): Promise<ResolvedModel> {
    return this.asked((deferred) => {
      const request = (this.lastRequest += 1);
      this.questions.set(request, deferred);
      this.post({ kind: 'ask_model', job: this.job, request, modelId });
    });
  }

  async emit(piece: TransformedPiece, last: boolean): Promise<void> {
    if (this.credit === 0) await this.asked<void>((deferred) => (this.wanted = deferred));
    if (this.aborted) throw new Aborted();
    this.credit -= 1;
    const { buffer, byteLength } = piece.body.bytes;
    const worthTransfer = buffer instanceof ArrayBuffer && byteLength >= WORTH_TRANSFER_BYTES;
    this.post({ kind: 'piece', job: this.job, piece, last }, worthTransfer ? [buffer] : []);
  }

  chunk(bytes: Uint8Array | undefined): void {
    this.needed?.resolve(bytes);
    this.needed = undefined;
  }

  taken(): void {
    this.credit += 1;
    this.wanted?.resolve();
    this.wanted = undefined;
  }

  body(request: number, answer: BodyAnswer): void {
    this.requests.get(request)?.resolve(answer);
    this.requests.delete(request);
  }

  model(request: number, model: ResolvedModel): void {
    this.questions.get(request)?.resolve(model);
    this.questions.delete(request);
  }

  abort(): void {
    this.aborted = true;
    const error = new Aborted();
    const waiting = [this.wanted, this.needed, ...this.requests.values(), ...this.questions.values()];
    for (const deferred of waiting) deferred?.reject(error);
  }

  private asked<T>(ask: (deferred: Deferred<T>) => void): Promise<T> {
    if (this.aborted) return Promise.reject(new Aborted());
    return new Promise<T>((resolve, reject) => ask({ resolve, reject }));
  }
}
