/**
 * Writes a bulk body and says what became of every operation in it: stored, already stored (the first copy
 * stays), or rejected with a code. It returns only when OpenSearch has acknowledged each one. What is busy is
 * tried again item by item; what a person has to mend ends in a `Failure`, and nothing after it is written.
 */
import * as z from 'zod/mini';
import { type Backoff, backoffMs } from '../backoff';
import type { Clock } from '../clock';
import { Failure, retryLater } from '../failure';
import type { RejectedCode } from '../transforms/outcome';
import { answered, isSuccess, statusFailure, storeFailure } from './answers';
import type { BulkBody, BulkOperation } from './bulk_body';
import { type ItemVerdict, judgeItem } from './bulk_items';
import type { OpenSearch } from './opensearch';
import type { PartitionCreator } from './partition_creator';

/** `enriched`: a poorer copy was stored already and has been replaced by this one. */
export type OperationOutcome = 'stored' | 'already_stored' | 'enriched' | RejectedCode;

export interface BulkLimits {
  readonly maxBytes: number;
  readonly maxOperations: number;
  /** Attempts of one operation before the run gives up and is repeated later. */
  readonly maxAttempts: number;
  readonly backoff: Backoff;
  readonly timeoutMs: number;
}

export const DEFAULT_BULK_LIMITS: BulkLimits = {
  maxBytes: 8 * 1024 * 1024,
  maxOperations: 5_000,
  maxAttempts: 6,
  backoff: { baseMs: 500, maxMs: 15_000 },
  timeoutMs: 120_000,
};

export interface BulkDependencies {
  readonly openSearch: OpenSearch;
  readonly partitions: Pick<PartitionCreator, 'ensure' | 'forget'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly limits?: BulkLimits;
}

/** Reasons are left out of the answer: they quote documents, and are of no use once types are known. */
const ANSWER_FIELDS = 'items.*.status,items.*.error.type,items.*.error.caused_by.type,error.type';

const Answer = z.object({
  items: z.array(
    z.object({
      create: z.object({
        status: z.number(),
        error: z.optional(
          z.object({ type: z.string(), caused_by: z.optional(z.object({ type: z.optional(z.string()) })) }),
        ),
      }),
    }),
  ),
});

interface Pending {
  readonly operation: BulkOperation;
  /** Place in the result. */
  readonly at: number;
}

export class BulkWriter {
  private readonly limits: BulkLimits;

  constructor(private readonly dependencies: BulkDependencies) {
    this.limits = dependencies.limits ?? DEFAULT_BULK_LIMITS;
  }

  /** One outcome per operation, in order. Rejects with a `Failure`; writing the same body again is harmless. */
  async write({ bytes, operations }: BulkBody, signal: AbortSignal): Promise<OperationOutcome[]> {
    await this.dependencies.partitions.ensure(operations.map(({ index }) => index));
    const outcomes = new Array<OperationOutcome | undefined>(operations.length);
    const pending = operations.map((operation, at) => ({ operation, at }));
    for (const slice of this.slices(pending)) await this.writeSlice(slice, bytes, outcomes, signal);
    return outcomes.map((outcome) => {
      if (outcome === undefined) throw new TypeError('an operation of a bulk request was never answered');
      return outcome;
    });
  }

  private async writeSlice(
    slice: readonly Pending[],
    bytes: Uint8Array,
    outcomes: (OperationOutcome | undefined)[],
    signal: AbortSignal,
  ): Promise<void> {
    let open = slice;
    for (let failures = 0; open.length > 0;) {
      if (signal.aborted) throw retryLater('stopped', 'The collector is stopping.');
      const { again, cause } = await this.send(open, bytes, outcomes, signal);
      if (again.length === 0) return;
      failures += 1;
      if (failures >= this.limits.maxAttempts) throw cause;
      await this.dependencies.clock.sleep(
        backoffMs(failures, this.limits.backoff, this.dependencies.random),
        signal,
      );
      open = again;
    }
  }

  /** One request. Settles what was answered; returns what is to be sent again, and why. */
  private async send(
    slice: readonly Pending[],
    bytes: Uint8Array,
    outcomes: (OperationOutcome | undefined)[],
    signal: AbortSignal,
  ): Promise<{ again: readonly Pending[]; cause: Failure }> {
    const doing = 'store documents';
    const busy = retryLater('opensearch_busy', `OpenSearch is too busy to ${doing}.`);
    const response = await this.post(slice, bytes).catch((error: unknown) => {
      if (error instanceof Failure && error.kind === 'retry') return error;
      throw error;
    });
    if (response instanceof Failure) return { again: slice, cause: response };
    if (response.statusCode === 413) {
      await this.halve(slice, bytes, outcomes, signal);
      return { again: [], cause: busy };
    }
    if (!isSuccess(response)) {
      const failure = storeFailure(response, doing, NEEDED_RIGHT);
      if (failure.kind === 'retry') return { again: slice, cause: failure };
      throw failure;
    }
    const { items } = Answer.parse(response.body);
    if (items.length !== slice.length) throw new TypeError('a bulk answer does not match its request');

    const again: Pending[] = [];
    let cause = busy;
    const gone = new Set<string>();
    for (const [n, pending] of slice.entries()) {
      const item = items[n]?.create;
      if (item === undefined) throw new TypeError('a bulk answer does not match its request');
      const verdict: ItemVerdict = judgeItem(
        item.status,
        item.error?.type ?? '',
        item.error?.caused_by?.type ?? '',
      );
      if (verdict === 'retry') again.push(pending);
      else if (verdict === 'index_gone') {
        gone.add(pending.operation.index);
        again.push(pending);
        cause = statusFailure(item.status, item.error?.type ?? '', doing, NEEDED_RIGHT);
      } else if (verdict === 'refused')
        throw statusFailure(item.status, item.error?.type ?? '', doing, NEEDED_RIGHT);
      else outcomes[pending.at] = verdict;
    }
    for (const index of gone) this.dependencies.partitions.forget(index);
    if (gone.size > 0) await this.dependencies.partitions.ensure(gone);
    return { again, cause };
  }

  /** Too large for OpenSearch or for a proxy before it: halves are tried, down to the one that is too large. */
  private async halve(
    slice: readonly Pending[],
    bytes: Uint8Array,
    outcomes: (OperationOutcome | undefined)[],
    signal: AbortSignal,
  ): Promise<void> {
    const [only] = slice;
    if (slice.length === 1 && only !== undefined) {
      outcomes[only.at] = 'too_large';
      return;
    }
    const middle = Math.ceil(slice.length / 2);
    await this.writeSlice(slice.slice(0, middle), bytes, outcomes, signal);
    await this.writeSlice(slice.slice(middle), bytes, outcomes, signal);
  }

  private post(slice: readonly Pending[], bytes: Uint8Array) {
    return answered(this.dependencies.openSearch, {
      method: 'POST',
      path: '/_bulk',
      querystring: { filter_path: ANSWER_FIELDS },
      ndjson: bodyOf(slice, bytes),
      timeoutMs: this.limits.timeoutMs,
    });
  }

  private *slices(pending: readonly Pending[]): Generator<Pending[]> {
    let slice: Pending[] = [];
    let size = 0;
    for (const item of pending) {
      const length = item.operation.end - item.operation.start;
      if (
        slice.length > 0 &&
        (size + length > this.limits.maxBytes || slice.length >= this.limits.maxOperations)
      ) {
        yield slice;
        slice = [];
        size = 0;
      }
      slice.push(item);
      size += length;
    }
    if (slice.length > 0) yield slice;
  }
}

const NEEDED_RIGHT =
  'indices:data/write/bulk on the cluster, indices:data/write/bulk[s] and indices:data/write/index on logs-aws_bedrock.* and bedrock-content-*';

/** Neighbours in the body are sent as they lie; after a partial failure the rest is gathered. */
function bodyOf(slice: readonly Pending[], bytes: Uint8Array): Buffer {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Buffer[] = [];
  let start = -1;
  let end = -1;
  for (const { operation } of slice) {
    if (operation.start !== end) {
      if (end > start) parts.push(buffer.subarray(start, end));
      start = operation.start;
    }
    end = operation.end;
  }
  if (end > start) parts.push(buffer.subarray(start, end));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
}
