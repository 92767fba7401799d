/**
 * What a worker does with a batch or an object: each record becomes document and content, a rejected pointer, or a
 * skip, in order, once, in pieces of bulk body. Held at any time: a chunk, a record, a piece, and a few records that
 * wait for their offloaded bodies. It knows no thread: everything goes through a `JobPort`.
 */
import type { ResolvedModel } from '../../../common/models/model_id';
import type { RecordPointer } from '../../sources/source';
import { BulkBodyBuilder } from '../../storage/bulk_body';
import { DEFAULT_MAX_RECORD_BYTES, type TransformContext } from '../../transforms/context';
import { isTooCostly } from '../../transforms/decode/parse_cost';
import type { ParsedJson } from '../../transforms/decode/parsed_json';
import {
  BrokenOff,
  type FoundRecord,
  readRecordLists,
  readRecordsAtOnce,
} from '../../transforms/decode/read_records';
import { type BodyPaths, type BodyTexts, offloadedBodies } from '../../transforms/invocation/offloaded';
import type { Outcome, RejectedCode, SkippedReason } from '../../transforms/outcome';
import type { LearningContext } from './learning_context';
import { type BodyPermits, RecordBodies } from './record_bodies';
import { ReasonCounts } from './reason_counts';
import type { BodyAnswer, JobStart, ObjectInput, RecordsInput, TransformedPiece } from './transform_protocol';

export type Transform = (
  text: string,
  context: TransformContext,
  bodies?: BodyTexts,
  parsed?: ParsedJson,
) => Outcome;

export interface JobPort {
  /** The object's next bytes, undefined at its end. */
  nextChunk(): Promise<Uint8Array | undefined>;
  fetchBody(path: string): Promise<BodyAnswer>;
  /** What is behind an opaque id; `{}` where that cannot be told. */
  askModel(modelId: string): Promise<ResolvedModel>;
  /** Resolves when it is sent, which is when somebody wants it. */
  emit(piece: TransformedPiece, last: boolean): Promise<void>;
}

export interface JobTools {
  readonly transform: Transform;
  readonly permits: BodyPermits;
  /** Told what is worked on, for the case that it is the last thing the thread does; undefined before it waits. */
  readonly workingOn: (number: number | undefined) => void;
}

/** A piece is sent when it has this many bytes. */
const PIECE_BYTES = 1024 * 1024;
/** An object that is no larger than this when ungzipped is read at once. */
const AT_ONCE_BYTES = 4 * 1024 * 1024;
/** Of an object that could not be read at once although it is all there. */
const SLICE_BYTES = 1024;
/** Records that are held because the first of them waits for its bodies. */
const MAX_WAITING = 8;
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** What a job is given: its context is shared with other jobs of the thread. */
export type Job = Omit<JobStart, 'context'> & { readonly context: LearningContext };

/** Rejects with what the port rejects with, or with a bug. */
export async function runJob(start: Job, port: JobPort, tools: JobTools): Promise<void> {
  const run = new JobRun(start, port, tools);
  try {
    const { input } = start;
    if (input.kind === 'records') await run.settleAll(recordsOf(input));
    else await run.settleObject(input);
    await run.finish();
  } finally {
    run.letGo();
  }
}

interface Waiting {
  readonly number: number;
  readonly record: FoundRecord;
  readonly bodies: RecordBodies | undefined;
}

class JobRun {
  private builder: BulkBodyBuilder;
  private numbers: number[] = [];
  private lengths: number[] = [];
  private rejected = 0;
  private reasons = new ReasonCounts();
  private skipped: Partial<Record<SkippedReason, number>> = {};
  private through: number;
  /** Records found, those that were settled by an earlier attempt included. */
  private found = 0;
  private waiting: Waiting[] = [];
  private waitingBytes = 0;

  constructor(
    private readonly start: Job,
    private readonly port: JobPort,
    private readonly tools: JobTools,
  ) {
    this.builder = new BulkBodyBuilder(start.placement);
    this.through = start.attempt.after;
  }

  async settleAll(records: Iterable<FoundRecord>): Promise<void> {
    for (const record of records) {
      const number = (this.found += 1);
      if (number <= this.start.attempt.after) continue;
      this.tools.workingOn(number);
      const bodies = this.bodiesOf(number, record);
      if (bodies === undefined && this.waiting.length === 0) {
        const unknown = this.settle({ number, record, bodies }, {});
        if (unknown !== undefined) await this.settleKnowing(unknown, { number, record, bodies }, {});
      } else {
        // What it was parsed into is many times larger, and is not held meanwhile.
        this.waiting.push({ number, record: { text: record.text, length: record.length }, bodies });
        this.waitingBytes += record.length;
        await this.settleWaiting(MAX_WAITING, MAX_WAITING_BYTES);
      }
      if (this.builder.size >= PIECE_BYTES) await this.emit(false);
      // Finding the next record may be what the thread dies of.
      this.tools.workingOn(number + 1);
    }
    this.tools.workingOn(undefined);
  }

  async settleObject(input: ObjectInput): Promise<void> {
    const maxRecordBytes = this.start.context.current.maxRecordBytes ?? DEFAULT_MAX_RECORD_BYTES;
    const beforeEach = () => this.tools.workingOn(this.found + 1);
    beforeEach();
    const atOnce = input.whole ? readRecordsAtOnce(input.bytes, AT_ONCE_BYTES, maxRecordBytes) : undefined;
    if (atOnce !== undefined) await this.settleAll(atOnce);
    else {
      try {
        const lists = readRecordLists(this.chunksOf(input), { maxRecordBytes, beforeEach });
        for await (const records of lists) await this.settleAll(records);
      } catch (error) {
        if (!(error instanceof BrokenOff)) throw error;
        await this.settleWaiting(0, 0);
        return this.settleObjectItself((number) => this.reject(number, error.length, ['truncated_gzip']));
      }
    }
    if (this.found === 0) this.settleObjectItself(() => this.skip('empty_object'));
  }

  async finish(): Promise<void> {
    await this.settleWaiting(0, 0);
    await this.emit(true);
  }

  /** Whatever is still asked for is no longer wanted. */
  letGo(): void {
    this.tools.workingOn(undefined);
    for (const { bodies } of this.waiting) bodies?.release();
    this.waiting = [];
  }

  /** What is said of the object as a whole counts as a record behind the last. */
  private settleObjectItself(settle: (number: number) => void): void {
    const number = (this.found += 1);
    if (number <= this.start.attempt.after) return;
    settle(number);
    this.through = number;
  }

  private bodiesOf(number: number, { text, parsed }: FoundRecord): RecordBodies | undefined {
    const { fetchBodies, attempt } = this.start;
    if (!fetchBodies || text === undefined || attempt.suspects.includes(number)) return undefined;
    const paths: BodyPaths | undefined = offloadedBodies(text, parsed);
    return paths && new RecordBodies(paths, (path) => this.port.fetchBody(path), this.tools.permits);
  }

  /** Settles waiting records in their order, until no more than so many are left and the first has to wait. */
  private async settleWaiting(count: number, bytes: number): Promise<void> {
    for (let head = this.waiting[0]; head !== undefined; head = this.waiting[0]) {
      if (
        this.waiting.length <= count &&
        this.waitingBytes <= bytes &&
        head.bodies?.arrived !== true &&
        head.bodies !== undefined
      )
        return;
      this.tools.workingOn(undefined);
      await head.bodies?.arrival;
      this.waiting.shift();
      this.waitingBytes -= head.record.length;
      this.tools.workingOn(head.number);
      try {
        const texts = head.bodies?.texts() ?? {};
        const unknown = this.settle(head, texts);
        if (unknown !== undefined) await this.settleKnowing(unknown, head, texts);
      } finally {
        head.bodies?.release();
      }
      if (this.builder.size >= PIECE_BYTES) await this.emit(false);
    }
  }

  /** Asks about the model that a record names, once for all that name it, and settles the record with the answer. */
  private async settleKnowing(modelId: string, { number, record, bodies }: Waiting, texts: BodyTexts) {
    const { context } = this.start;
    this.tools.workingOn(undefined);
    context.learn(modelId, await this.port.askModel(modelId));
    this.tools.workingOn(number);
    // What it was parsed into is used up.
    const { text, length } = record;
    this.settle({ number, record: { text, length }, bodies }, texts, true);
  }

  /**
   * Settles a record, unless nobody was asked yet about the model it names: then nothing has happened but that its
   * id is returned. `asked`: as well as it can be.
   */
  private settle(
    { number, record: { text, length, parsed } }: Waiting,
    bodies: BodyTexts,
    asked = !this.start.askModels,
  ): string | undefined {
    this.through = number;
    if (text === undefined) return this.reject(number, length, ['too_large']);
    if (this.start.attempt.unprocessable.includes(number) || isTooCostly(text))
      return this.reject(number, length, ['unprocessable']);
    try {
      const outcome = this.tools.transform(text, this.start.context.current, bodies, parsed);
      if (outcome.status === 'skipped') return this.skip(outcome.reason);
      if (outcome.status === 'rejected') return this.reject(number, length, outcome.reasons);
      if (outcome.unknownModel !== undefined && !asked) return outcome.unknownModel;
      const refusal = this.builder.addIndexed(this.numbers.length, outcome, this.pointerTo(number));
      if (refusal !== undefined) return this.reject(number, length, [refusal]);
    } catch (error) {
      // Nested deeper than the stack, or longer than a string can be.
      if (!(error instanceof RangeError)) throw error;
      return this.reject(number, length, ['unprocessable']);
    }
    this.numbers.push(number);
    this.lengths.push(length);
  }

  private reject(number: number, length: number, reasons: readonly RejectedCode[]): undefined {
    this.builder.addRejected(this.numbers.length, { pointer: this.pointerTo(number), length, reasons });
    this.numbers.push(number);
    this.lengths.push(length);
    this.rejected += 1;
    this.reasons.reject(reasons);
  }

  private skip(reason: SkippedReason): undefined {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + 1;
  }

  private pointerTo(number: number): RecordPointer {
    const { input } = this.start;
    if (input.kind === 'object') return { ...input.pointer, line: number };
    const pointer = input.pointers[number - 1];
    if (pointer === undefined) throw new TypeError('a batch has fewer pointers than records');
    return pointer;
  }

  private async emit(last: boolean): Promise<void> {
    const { numbers, lengths, rejected, skipped, through } = this;
    const reasons = this.reasons.rejected;
    const piece = { body: this.builder.build(), numbers, lengths, rejected, reasons, skipped, through };
    this.tools.workingOn(undefined);
    if (!last) {
      this.builder = new BulkBodyBuilder(this.start.placement);
      this.numbers = [];
      this.lengths = [];
      this.rejected = 0;
      this.reasons = new ReasonCounts();
      this.skipped = {};
    }
    await this.port.emit(piece, last);
  }

  private async *chunksOf({ bytes, whole }: ObjectInput): AsyncGenerator<Uint8Array> {
    if (whole) {
      // Perhaps because it is damaged: what a chunk became before the damage in it is lost.
      for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES);
      return;
    }
    yield bytes;
    for (;;) {
      const chunk = await this.port.nextChunk();
      if (chunk === undefined) return;
      yield chunk;
    }
  }
}

function* recordsOf({ bytes, lengths }: RecordsInput): Generator<FoundRecord> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (const length of lengths) {
    yield { text: buffer.toString('utf8', at, at + length), length };
    at += length;
  }
}
