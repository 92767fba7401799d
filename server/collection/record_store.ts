/**
 * From records to acknowledged documents: transform in a worker, write, and leave a pointer for each record that
 * could not be stored. When it resolves, every record of the batch is stored, rejected with a stored pointer, or
 * skipped with a reason, and the counts add up to what was read.
 */
import type { RunCounts } from '../../common/integrations/task';
import type { Clock } from '../clock';
import type { RawRecord } from '../sources/source';
import { BulkBodyBuilder, type BulkOperation, type Placement } from '../storage/bulk_body';
import type { BulkWriter, OperationOutcome } from '../storage/bulk_writer';
import { granularityFor } from '../storage/partitions';
import type { RecordOrigin } from '../storage/rejected_records';
import type { TransformContext } from '../transforms/context';
import type { RejectedCode } from '../transforms/outcome';
import type { TransformPool } from './transform_pool';

export const NO_COUNTS: RunCounts = {
  read: 0,
  stored: 0,
  already_stored: 0,
  enriched: 0,
  rejected: 0,
  skipped: 0,
};

export const addCounts = (a: RunCounts, b: RunCounts): RunCounts => ({
  read: a.read + b.read,
  stored: a.stored + b.stored,
  already_stored: a.already_stored + b.already_stored,
  enriched: a.enriched + b.enriched,
  rejected: a.rejected + b.rejected,
  skipped: a.skipped + b.skipped,
});

export interface RecordStoreDependencies {
  readonly pool: Pick<TransformPool, 'transform'>;
  readonly writer: Pick<BulkWriter, 'write'>;
  readonly clock: Clock;
}

export class RecordStore {
  constructor(private readonly dependencies: RecordStoreDependencies) {}

  /** Rejects with a `Failure`; the same records may then be given again. */
  async store(
    records: readonly RawRecord[],
    context: TransformContext,
    origin: RecordOrigin,
    signal: AbortSignal,
  ): Promise<RunCounts> {
    if (records.length === 0) return NO_COUNTS;
    const { pool, writer, clock } = this.dependencies;
    const placement: Placement = {
      origin,
      documentGranularity: granularityFor(undefined),
      contentGranularity: 'weekly',
      ingested: new Date(clock.now()).toISOString(),
    };
    const { body, rejected } = await pool.transform(records, context, placement);
    const fates = fatesOf(body.operations, await writer.write(body, signal));
    const refused = await this.pointTo(fates.refused, records, placement, signal);
    const counts = {
      stored: fates.stored,
      already_stored: fates.alreadyStored,
      enriched: fates.enriched,
      rejected: rejected + refused,
    };
    const accounted = counts.stored + counts.already_stored + counts.rejected;
    return { read: records.length, ...counts, skipped: records.length - accounted };
  }

  /** Pointers of records that OpenSearch would not take. */
  private async pointTo(
    refused: ReadonlyMap<number, Set<RejectedCode>>,
    records: readonly RawRecord[],
    placement: Placement,
    signal: AbortSignal,
  ): Promise<number> {
    if (refused.size === 0) return 0;
    const builder = new BulkBodyBuilder(placement);
    for (const [number, reasons] of refused) {
      const record = records[number];
      if (record === undefined) throw new TypeError('an operation names a record outside its batch');
      builder.addRejected(number, {
        pointer: record.pointer,
        length: Buffer.byteLength(record.text),
        reasons: [...reasons].sort(),
      });
    }
    const body = builder.build();
    const { refused: lost } = fatesOf(body.operations, await this.dependencies.writer.write(body, signal));
    if (lost.size > 0) throw new TypeError('OpenSearch rejected the pointer of a rejected record');
    return refused.size;
  }
}

interface Fates {
  readonly stored: number;
  readonly alreadyStored: number;
  /** Of those already stored: this copy says more and took the place of document, content or both. */
  readonly enriched: number;
  /** Why, by number of the record. */
  readonly refused: ReadonlyMap<number, Set<RejectedCode>>;
}

/** What became of each record that had a document: its content, if any, must have been taken too. */
function fatesOf(operations: readonly BulkOperation[], outcomes: readonly OperationOutcome[]): Fates {
  const refused = new Map<number, Set<RejectedCode>>();
  const replaced = new Set<number>();
  for (const [n, { record }] of operations.entries()) {
    const outcome = outcomes[n];
    if (outcome === undefined) throw new TypeError('an operation has no outcome');
    if (outcome === 'enriched') replaced.add(record);
    else if (outcome !== 'stored' && outcome !== 'already_stored')
      refused.set(record, (refused.get(record) ?? new Set()).add(outcome));
  }
  let stored = 0;
  let alreadyStored = 0;
  let enriched = 0;
  for (const [n, { record, part }] of operations.entries()) {
    if (part !== 'document' || refused.has(record)) continue;
    if (outcomes[n] === 'stored') stored += 1;
    else {
      alreadyStored += 1;
      if (replaced.has(record)) enriched += 1;
    }
  }
  return { stored, alreadyStored, enriched, refused };
}
