/**
 * From records and objects to acknowledged documents: transform in a worker, write, and leave a pointer for each
 * record that could not be stored. When it resolves, every record is stored, rejected with a stored pointer, or
 * skipped with a reason, and the counts add up to what was read. Texts are not kept once a worker has them.
 */
import type { RunCounts } from '../../../common/integrations/task';
import type { Clock } from '../../clock';
import type { Failure } from '../../failure';
import type {
  ObjectToRead,
  OffloadedBodies,
  RawRecord,
  RecordPointer,
  RejectedRecord,
} from '../../sources/source';
import { type BulkBody, BulkBodyBuilder, type Placement } from '../../storage/bulk_body';
import type { BulkWriter } from '../../storage/bulk_writer';
import { GRANULARITIES } from '../../storage/partitions';
import type { RecordOrigin } from '../../storage/rejected_records';
import type { TransformContext } from '../../transforms/context';
import { fatesOf } from './fates';
import { addCounts, NO_COUNTS } from './run_counts';
import type { Logger } from '../logger';
import type { TellModel } from '../models/model_directory';
import type { ReasonCounts } from '../workers/reason_counts';
import { objectPieces, recordPieces } from '../workers/surviving_pieces';
import type { TransformPool } from '../workers/transform_pool';
import type { TransformedPiece } from '../workers/transform_protocol';

export interface RecordStoreDependencies {
  readonly pool: Pick<TransformPool, 'transformRecords' | 'transformObject'>;
  readonly writer: Pick<BulkWriter, 'write'>;
  readonly clock: Clock;
  readonly logger?: Pick<Logger, 'warn'>;
}

/** Whose records they are and what is done with them. */
export interface RecordRun {
  readonly context: TransformContext;
  readonly origin: RecordOrigin;
  /** Where records find the bodies they name; without it those stay where they are. */
  readonly bodies?: OffloadedBodies;
  /** What is behind opaque model ids; without it those stay as they are. */
  readonly tellModel?: TellModel;
  /** Told why records were rejected or skipped. */
  readonly reasons?: ReasonCounts;
  readonly signal: AbortSignal;
}

/** Writes of one batch or object under way while the next piece is being made. */
const WRITES_AT_ONCE = 2;
/** Pointers written together. */
const POINTERS_AT_ONCE = 1_000;

/** Of bodies left behind, so that each is said once and no list grows for ever. */
const MAX_REASONS = 100;

export class RecordStore {
  private readonly reasonsSaid = new Set<string>();

  constructor(private readonly dependencies: RecordStoreDependencies) {}

  /** Rejects with a `Failure`; the same records may then be given again. */
  async store(records: readonly RawRecord[], run: RecordRun): Promise<RunCounts> {
    if (records.length === 0) return NO_COUNTS;
    const request = this.requestOf(run);
    const pieces = recordPieces(this.dependencies.pool, records, request);
    return this.write(pieces, run, request.placement, (number) => {
      const pointer = records[number - 1]?.pointer;
      if (pointer === undefined) throw new TypeError('a piece names a record outside its batch');
      return pointer;
    });
  }

  /** Reads the object as fast as its records are acknowledged, and tells of each part. Rejects as `store` does. */
  async storeObject(object: ObjectToRead, run: RecordRun, onProgress?: () => void): Promise<RunCounts> {
    const opened = await object.open(run.signal);
    if (!('chunks' in opened)) return this.storeRejected([opened], run);
    const request = this.requestOf(run);
    const pieces = objectPieces(this.dependencies.pool, object, opened, request);
    const pointerTo = (number: number) => ({ ...opened.pointer, line: number });
    return this.write(pieces, run, request.placement, pointerTo, onProgress);
  }

  /** Stores pointers to what was found unreadable before it was transformed. Rejects as `store` does. */
  async storeRejected(rejected: readonly RejectedRecord[], run: RecordRun): Promise<RunCounts> {
    const placement = this.placementOf(run);
    for (let at = 0; at < rejected.length; at += POINTERS_AT_ONCE)
      await this.writePointers(rejected.slice(at, at + POINTERS_AT_ONCE), placement, run);
    return { ...NO_COUNTS, read: rejected.length, rejected: rejected.length };
  }

  private async write(
    pieces: AsyncGenerator<TransformedPiece, void>,
    run: RecordRun,
    placement: Placement,
    pointerTo: (number: number) => RecordPointer,
    onProgress?: () => void,
  ): Promise<RunCounts> {
    let counts = NO_COUNTS;
    const writes = new Set<Promise<void>>();
    let failed: { readonly error: unknown } | undefined;
    const write = async (piece: TransformedPiece): Promise<void> => {
      try {
        const written = await this.writePiece(piece, placement, run, pointerTo);
        counts = addCounts(counts, written);
        onProgress?.();
      } catch (error) {
        failed ??= { error };
      }
    };
    try {
      for await (const piece of pieces) {
        while (writes.size >= WRITES_AT_ONCE && failed === undefined) await Promise.race(writes);
        if (failed !== undefined) break;
        const writing: Promise<void> = write(piece).finally(() => writes.delete(writing));
        writes.add(writing);
      }
    } finally {
      await Promise.all(writes);
    }
    if (failed !== undefined) throw failed.error;
    return counts;
  }

  private async writePiece(
    { body, numbers, lengths, rejected, reasons, skipped }: TransformedPiece,
    placement: Placement,
    run: RecordRun,
    pointerTo: (number: number) => RecordPointer,
  ): Promise<RunCounts> {
    const { stored, alreadyStored, enriched, refused } = await this.writeBody(body, run);
    const pointers = [...refused].map(([record, reasons]): RejectedRecord => {
      const [number, length] = [numbers[record], lengths[record]];
      if (number === undefined || length === undefined)
        throw new TypeError('an operation names a record outside its piece');
      return { pointer: pointerTo(number), length, reasons: [...reasons].sort() };
    });
    await this.writePointers(pointers, placement, run);
    run.reasons?.add({ rejected: reasons, skipped });
    const skips = Object.values(skipped).reduce((sum, count) => sum + count, 0);
    const settled = stored + alreadyStored + rejected + refused.size;
    if (settled !== numbers.length) throw new TypeError('a piece holds records that were not accounted for');
    return {
      read: settled + skips,
      stored,
      already_stored: alreadyStored,
      enriched,
      rejected: rejected + refused.size,
      skipped: skips,
    };
  }

  private async writePointers(
    rejected: readonly RejectedRecord[],
    placement: Placement,
    run: RecordRun,
  ): Promise<void> {
    if (rejected.length === 0) return;
    const builder = new BulkBodyBuilder(placement);
    for (const [n, record] of rejected.entries()) builder.addRejected(n, record);
    const { refused } = await this.writeBody(builder.build(), run);
    if (refused.size > 0) throw new TypeError('OpenSearch rejected the pointer of a rejected record');
    for (const { reasons } of rejected) run.reasons?.reject(reasons);
  }

  private async writeBody(body: BulkBody, { signal }: RecordRun) {
    if (body.operations.length === 0) return fatesOf([], []);
    return fatesOf(body.operations, await this.dependencies.writer.write(body, signal));
  }

  private requestOf(run: RecordRun) {
    const { context, bodies, tellModel, signal } = run;
    return {
      context,
      placement: this.placementOf(run),
      signal,
      onBodyLeft: (failure: Failure) => this.say(failure, run),
      ...(bodies === undefined ? {} : { bodies }),
      ...(tellModel === undefined ? {} : { tellModel }),
    };
  }

  /** Records are stored without the body meanwhile, so nothing else would tell. Once: each body is refused alike. */
  private say({ code, message, action }: Failure, { origin }: RecordRun): void {
    const reason = `${code} ${origin.integrationId} ${origin.region}`;
    if (this.reasonsSaid.has(reason) || this.reasonsSaid.size >= MAX_REASONS) return;
    this.reasonsSaid.add(reason);
    this.dependencies.logger?.warn(
      `Records of ${origin.integrationId} are stored without large bodies of theirs. ${message} ${action}`,
    );
  }

  private placementOf({ origin }: RecordRun): Placement {
    return {
      origin,
      granularities: GRANULARITIES,
      ingested: new Date(this.dependencies.clock.now()).toISOString(),
    };
  }
}
