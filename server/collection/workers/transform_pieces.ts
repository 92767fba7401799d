/**
 * One job as its consumer sees it: pieces, pulled. Another piece is asked for only when one is taken, and another
 * chunk is read only when the worker has used up the last, so that whoever is slow behind holds up the socket in
 * front.
 */
import { asFailure, Failure, retryLater } from '../../failure';
import type { OffloadedBodies } from '../../sources/source';
import type { TellModel } from '../models/model_directory';
import type { BodyAnswer, TransformedPiece } from './transform_protocol';
import type { JobListener, JobMessage } from './transform_thread';

/** A chunk, or its absence at the end; or why there is none. */
type Read = IteratorResult<Uint8Array, unknown> | { readonly error: unknown };

/** Reads one chunk ahead. Never rejects, since nobody may be waiting yet. */
export class ChunkReader {
  private readonly iterator: AsyncIterator<Uint8Array>;
  private ahead: Promise<Read> | undefined;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.iterator = chunks[Symbol.asyncIterator]();
  }

  async next(): Promise<Read> {
    const read = await (this.ahead ?? this.read());
    this.ahead = 'error' in read || read.done === true ? Promise.resolve(read) : this.read();
    return read;
  }

  /** Lets go of the connection. */
  close(): void {
    this.iterator.return?.().catch(() => undefined);
  }

  private read(): Promise<Read> {
    return this.iterator.next().catch((error: unknown) => ({ error }));
  }
}

export interface PiecesOf {
  /** Above 0, and unique in its thread. */
  readonly job: number;
  readonly send: (message: JobMessage) => void;
  readonly chunks?: ChunkReader;
  readonly bodies?: OffloadedBodies;
  readonly tellModel?: TellModel;
  /** A body is left where it is, although it could be had if a person acted. */
  readonly onBodyLeft?: (failure: Failure) => void;
  readonly signal: AbortSignal;
}

export class TransformPieces implements JobListener, AsyncIterable<TransformedPiece> {
  private readonly waiting: TransformedPiece[] = [];
  private complete = false;
  private failure: Failure | undefined;
  private wake: () => void = () => undefined;
  private over = false;
  /** Ends what is still being fetched; made when something is, since most jobs fetch nothing. */
  private fetching: AbortController | undefined;

  constructor(private readonly of: PiecesOf) {}

  receive(message: Parameters<JobListener['receive']>[0]): void {
    switch (message.kind) {
      case 'piece':
        this.waiting.push(message.piece);
        this.complete ||= message.last;
        return this.wake();
      case 'need':
        return this.answering(this.feed());
      case 'fetch':
        return this.answering(this.fetchBody(message.request, message.path));
      case 'ask_model':
        return this.answering(this.tellModel(message.request, message.modelId));
      case 'failed':
        return this.ended(asFailure(Object.assign(new Error(), { name: message.error })));
    }
  }

  ended(failure: Failure): void {
    this.failure ??= failure;
    this.wake();
  }

  /** For one consumer. Whatever ends it, nothing is held or read for this job afterwards. Rejects with a `Failure`. */
  async *[Symbol.asyncIterator](): AsyncGenerator<TransformedPiece, void> {
    const { signal } = this.of;
    const stop = () => this.ended(retryLater('stopped', 'The collector is stopping.'));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    try {
      for (;;) {
        while (this.waiting.length === 0 && !this.complete && this.failure === undefined)
          await new Promise<void>((resolve) => (this.wake = resolve));
        if (this.failure !== undefined) throw this.failure;
        const piece = this.waiting.shift();
        if (piece === undefined) return;
        if (!this.complete) this.of.send({ kind: 'taken', job: this.of.job });
        yield piece;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      if (!this.complete) this.of.send({ kind: 'abort', job: this.of.job });
      this.over = true;
      this.fetching?.abort();
      this.of.chunks?.close();
    }
  }

  private answering(answer: Promise<void>): void {
    answer.catch((error: unknown) => this.ended(asFailure(error)));
  }

  private async feed(): Promise<void> {
    const read = await this.of.chunks?.next();
    if (read === undefined || this.over) return;
    if ('error' in read) throw read.error;
    const { job, send } = this.of;
    send(read.done === true ? { kind: 'chunk', job } : { kind: 'chunk', job, bytes: read.value });
  }

  private async fetchBody(request: number, path: string): Promise<void> {
    const answer = await this.bodyAt(path);
    if (!this.over) this.of.send({ kind: 'body', job: this.of.job, request, answer });
  }

  private async tellModel(request: number, modelId: string): Promise<void> {
    const model = (await this.of.tellModel?.(modelId)) ?? {};
    if (!this.over) this.of.send({ kind: 'model', job: this.of.job, request, model });
  }

  private async bodyAt(path: string): Promise<BodyAnswer> {
    try {
      this.fetching ??= new AbortController();
      const answer = await this.of.bodies?.fetch(path, this.fetching.signal);
      return answer instanceof Uint8Array ? answer : 'left';
    } catch (error) {
      // The record is worth more than its body: it is not held up until somebody grants a right.
      if (!(error instanceof Failure) || error.kind !== 'needs_person') throw error;
      this.of.onBodyLeft?.(error);
      return 'left';
    }
  }
}
