/**
 * What passes between the main thread and a transform worker. Records and objects go in as bytes, pieces of bulk
 * body come out as bytes with small tables beside them. Both sides send only what the other has asked for, so that
 * memory stays bounded on both, whatever the size of an object. Nothing here but pieces ever holds a record's bytes.
 */
import type { ResolvedModel } from '../../../common/models/model_id';
import type { RecordPointer, S3RecordPointer } from '../../sources/source';
import type { BulkBody, Placement } from '../../storage/bulk_body';
import type { TransformContext } from '../../transforms/context';
import type { RejectedCode, SkippedReason } from '../../transforms/outcome';

/** Some of a batch's or an object's records, transformed, in their order. */
export interface TransformedPiece {
  /** About a megabyte of lines; more only where a single record needs more. `record` counts within the piece. */
  readonly body: BulkBody;
  /** Number (1-based, in the batch or the object) of each record in the body. In NDJSON that is its line. */
  readonly numbers: readonly number[];
  /** Bytes of each record in the body, as AWS wrote it. */
  readonly lengths: readonly number[];
  /** Of the records in the body: those with a pointer instead of a document. */
  readonly rejected: number;
  /** Why those were rejected, each under its first reason. */
  readonly reasons: Readonly<Partial<Record<RejectedCode, number>>>;
  readonly skipped: Readonly<Partial<Record<SkippedReason, number>>>;
  /** Every record up to this number is settled by this piece and those before it. */
  readonly through: number;
}

/** What is known of a batch or an object that was begun before. */
export interface Attempt {
  /** Records up to this number are settled already. */
  readonly after: number;
  /** Numbers of records that a worker has died of: their offloaded bodies are left where they are. */
  readonly suspects: readonly number[];
  /** Numbers of records that killed a worker twice, the second time alone: to be rejected unseen. */
  readonly unprocessable: readonly number[];
}

/** Up to here, copying bytes to the other thread costs less than handing their memory over. */
export const WORTH_TRANSFER_BYTES = 32 * 1024;

export const FIRST_ATTEMPT: Attempt = { after: 0, suspects: [], unprocessable: [] };

export interface RecordsInput {
  readonly kind: 'records';
  /** UTF-8 texts of the records, one after the other. */
  readonly bytes: Uint8Array;
  /** Length of each in bytes. */
  readonly lengths: readonly number[];
  readonly pointers: readonly RecordPointer[];
}

export interface ObjectInput {
  readonly kind: 'object';
  readonly pointer: S3RecordPointer;
  /** The beginning, or everything. */
  readonly bytes: Uint8Array;
  readonly whole: boolean;
}

export interface JobStart {
  readonly job: number;
  readonly context: TransformContext;
  readonly placement: Placement;
  readonly input: RecordsInput | ObjectInput;
  /** Whether offloaded bodies may be asked for. */
  readonly fetchBodies: boolean;
  /** Whether it may be asked which model is behind an opaque id. */
  readonly askModels: boolean;
  readonly attempt: Attempt;
}

/** `left`: not to be had, for a reason that does not concern the worker; the record is stored without it. */
export type BodyAnswer = Uint8Array | 'left';

export type ToWorker =
  /** The context of the jobs that name it. */
  | {
      readonly kind: 'context';
      readonly id: number;
      readonly context: TransformContext;
      /** No further job names a context that was told before. */
      readonly forgetOthers: boolean;
    }
  | { readonly kind: 'start'; readonly start: Omit<JobStart, 'context'>; readonly context: number }
  /** Answers `need`. Without bytes the object has ended. */
  | { readonly kind: 'chunk'; readonly job: number; readonly bytes?: Uint8Array }
  /** A piece was taken: another may be sent. */
  | { readonly kind: 'taken'; readonly job: number }
  | { readonly kind: 'body'; readonly job: number; readonly request: number; readonly answer: BodyAnswer }
  | { readonly kind: 'model'; readonly job: number; readonly request: number; readonly model: ResolvedModel }
  /** Nobody waits for this job any more. */
  | { readonly kind: 'abort'; readonly job: number };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'need'; readonly job: number }
  | { readonly kind: 'piece'; readonly job: number; readonly piece: TransformedPiece; readonly last: boolean }
  | { readonly kind: 'fetch'; readonly job: number; readonly request: number; readonly path: string }
  | { readonly kind: 'ask_model'; readonly job: number; readonly request: number; readonly modelId: string }
  /** A bug: of what was thrown only the class is told, since its message may quote a record. */
  | { readonly kind: 'failed'; readonly job: number; readonly error: string };
