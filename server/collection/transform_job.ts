/**
 * What passes between the main thread and a transform worker: record texts in as bytes, bulk lines out as bytes,
 * with small tables beside them. `transformBatch` is what a worker does with a job; pure, so it is tested here.
 */
import type { RecordPointer } from '../sources/source';
import { type BulkBody, BulkBodyBuilder, type Placement } from '../storage/bulk_body';
import type { TransformContext } from '../transforms/context';
import type { Outcome, RejectedCode, SkippedReason } from '../transforms/outcome';

export interface TransformJob {
  /** UTF-8 texts of the records, one after the other. */
  readonly bytes: Uint8Array;
  /** Length of each in bytes. */
  readonly lengths: readonly number[];
  readonly pointers: readonly RecordPointer[];
  readonly context: TransformContext;
  readonly placement: Placement;
}

export interface TransformedBatch {
  readonly body: BulkBody;
  readonly skipped: Readonly<Partial<Record<SkippedReason, number>>>;
  /** Records whose pointer is in the body instead of a document. */
  readonly rejected: number;
}

export type Transform = (text: string, context: TransformContext) => Outcome;

export function transformBatch(job: TransformJob, transform: Transform): TransformedBatch {
  const builder = new BulkBodyBuilder(job.placement);
  const skipped: Partial<Record<SkippedReason, number>> = {};
  let rejected = 0;
  const buffer = Buffer.from(job.bytes.buffer, job.bytes.byteOffset, job.bytes.byteLength);
  let at = 0;
  for (const [record, length] of job.lengths.entries()) {
    const pointer = job.pointers[record];
    if (pointer === undefined) throw new TypeError('a job has fewer pointers than records');
    const outcome = transform(buffer.toString('utf8', at, at + length), job.context);
    at += length;
    if (outcome.status === 'skipped') {
      skipped[outcome.reason] = (skipped[outcome.reason] ?? 0) + 1;
      continue;
    }
    const reasons: readonly RejectedCode[] =
      outcome.status === 'rejected' ? outcome.reasons : asList(builder.addIndexed(record, outcome, pointer));
    if (reasons.length > 0) {
      rejected += 1;
      builder.addRejected(record, { pointer, length, reasons });
    }
  }
  return { body: builder.build(), skipped, rejected };
}

const asList = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
