/**
 * The contract of every source: read one AWS interface forward from a checkpoint, in batches.
 * A source keeps nothing between runs: the checkpoint it is given is all it knows. It never stores,
 * acknowledges or moves a checkpoint; it says which checkpoint holds once a batch is stored.
 */

/** Where a record stands at AWS, so that it can be found again without keeping its bytes. */
export type RecordPointer =
  | {
      readonly kind: 'log_event';
      readonly log_group: string;
      readonly log_stream: string;
      readonly event_id: string;
      /** Epoch milliseconds. */
      readonly timestamp: number;
      readonly ingestion_time?: number;
    }
  | {
      readonly kind: 's3_object';
      readonly bucket: string;
      readonly key: string;
      readonly etag: string;
      /** 1-based. */
      readonly line: number;
      /** Epoch milliseconds. */
      readonly last_modified: number;
    };

export interface RawRecord {
  /** The record as AWS wrote it. */
  readonly text: string;
  readonly pointer: RecordPointer;
}

export interface Batch<Checkpoint> {
  readonly records: readonly RawRecord[];
  /** Present when everything up to it is in this batch or in earlier ones: may be saved once they are stored. */
  readonly checkpoint?: Checkpoint;
  /** Event time (epoch ms) up to which the stream is read once this batch is stored. */
  readonly readUntil?: number;
}

export interface ReadContext {
  readonly signal: AbortSignal;
  /** Injected clock, epoch milliseconds. */
  readonly now: () => number;
}

export interface Source<Checkpoint> {
  /** A stored checkpoint, or undefined where it is not one of this source's, or belongs to something else it read. */
  parseCheckpoint(stored: unknown): Checkpoint | undefined;
  /** Ends when the stream is read up to now; `checkpoint` is undefined on the first run. */
  read(checkpoint: Checkpoint | undefined, context: ReadContext): AsyncIterable<Batch<Checkpoint>>;
}
