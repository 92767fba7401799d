/**
 * The contract of every source: read one AWS interface forward from a checkpoint, in batches.
 * A source keeps nothing between runs: the checkpoint it is given is all it knows. It never stores,
 * acknowledges or moves a checkpoint; it says which checkpoint holds once a batch is stored.
 */

import type { StreamFacts } from '../../common/integrations/task';
import type { Failure } from '../failure';
import type { RejectedCode, SkippedReason } from '../transforms/outcome';

/** Where a record stands at AWS, so that it can be found again without keeping its bytes. */
export type RecordPointer = LogEventPointer | S3RecordPointer | QueueMessagePointer | MetricPointer;

export interface LogEventPointer {
  readonly kind: 'log_event';
  readonly log_group: string;
  readonly log_stream: string;
  readonly event_id: string;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly ingestion_time?: number;
}

export interface S3RecordPointer {
  readonly kind: 's3_object';
  readonly bucket: string;
  readonly key: string;
  readonly etag: string;
  /** 1-based; 0 is the object as a whole. */
  readonly line: number;
  /** Epoch milliseconds. */
  readonly last_modified: number;
}

/** A message that leads to no object. */
export interface QueueMessagePointer {
  readonly kind: 'queue_message';
  readonly queue_url: string;
  readonly message_id: string;
  /** Epoch milliseconds. */
  readonly sent_at: number;
}

/** One exact set of dimensions in one period. */
export interface MetricPointer {
  readonly kind: 'metric';
  /** CloudWatch namespace. */
  readonly namespace: string;
  /** Values that nobody but AWS and the account's owner chose: ids and ARNs. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Seconds. */
  readonly period: number;
  /** Where the period begins, epoch milliseconds. */
  readonly timestamp: number;
}

export interface RawRecord {
  /** The record as AWS wrote it. */
  readonly text: string;
  readonly pointer: RecordPointer;
}

/** What is left of a record that could not become a document; never its bytes. */
export interface RejectedRecord {
  readonly pointer: RecordPointer;
  /** Bytes of the record's text. */
  readonly length: number;
  readonly reasons: readonly RejectedCode[];
}

/** An object whose records are yet to be read. */
export interface ObjectToRead {
  /**
   * Starts the download. What is wrong with this object alone comes as a rejected pointer; rejects with a `Failure`
   * for what would be wrong with others too, or may pass.
   */
  open(signal: AbortSignal): Promise<OpenedObject | RejectedRecord>;
}

export interface OpenedObject {
  readonly pointer: S3RecordPointer;
  /**
   * Bytes as they lie in S3, gzip or not; each chunk belongs to whoever takes it. Rejects with a `Failure`; ends early
   * never: a cut connection rejects.
   */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Bodies that stand beside their records, at paths the records name. */
export interface OffloadedBodies {
  /**
   * The bytes as they lie in S3, gzip or not. `refused`: not a path that the definition covers. Rejects with a
   * `Failure` for what may pass or needs a person.
   */
  fetch(s3Path: string, signal: AbortSignal): Promise<Uint8Array | 'missing' | 'refused' | 'too_large'>;
}

/** What is stored or let go of together. */
export interface Batch<Checkpoint> {
  readonly records?: readonly RawRecord[];
  readonly objects?: readonly ObjectToRead[];
  /** Found to lead nowhere before anything was read. */
  readonly rejected?: readonly RejectedRecord[];
  readonly skipped?: Readonly<Partial<Record<SkippedReason, number>>>;
  /** Present when everything up to it is in this batch or in earlier ones: may be saved once they are stored. */
  readonly checkpoint?: Checkpoint;
  /** Event time (epoch ms) up to which the stream is read once this batch is stored. */
  readonly readUntil?: number;
  /** Of the stream as a whole, as it is now. */
  readonly told?: StreamFacts;
  /** Called once, when every document and every rejected pointer of the batch is acknowledged. Rejects with a `Failure`. */
  acknowledge?(): Promise<void>;
  /**
   * Called instead when the batch could not be stored: lets AWS hand it out again. Resolves to whether the failure
   * concerns this batch alone, so that the run may go on with others. Without it every failure ends the run.
   */
  release?(failure: Failure): Promise<'go_on' | 'end_run'>;
}

export interface ReadContext {
  readonly signal: AbortSignal;
  /** Injected clock, epoch milliseconds. */
  readonly now: () => number;
}

export interface Source<Checkpoint> {
  /** A stored checkpoint, or undefined where it is not one of this source's, or belongs to something else it read. */
  parseCheckpoint(stored: unknown): Checkpoint | undefined;
  /**
   * Ends when the stream is read up to now; `checkpoint` is undefined on the first run. Several batches may be asked
   * for before the first one is stored.
   */
  read(checkpoint: Checkpoint | undefined, context: ReadContext): AsyncIterable<Batch<Checkpoint>>;
}
