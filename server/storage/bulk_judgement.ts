/**
 * From the items of a bulk answer to what happens next with each operation: settled here and now, tried again,
 * sent to replace a poorer copy, or refused. Records that were stored before are compared with what is stored, and
 * partitions that somebody deleted are made again.
 */
import { asFailure, Failure } from '../failure';
import { changedMeanwhile, deletedAgain } from './answers';
import type { OperationOutcome } from './bulk_items';
import type { JudgedItem } from './bulk_request';
import type { OpenSearch } from './opensearch';
import type { PartitionCreator } from './partition_creator';
import type { PendingOperation } from './pending_write';
import { compareWithStored, type StoredCopy } from './richer_copies';

export interface FailedAttempt {
  readonly pending: PendingOperation;
  /** What the body ends with: at once if a person is needed, otherwise if this was the last attempt. */
  readonly failure: Failure;
}

export interface Judgement {
  /** OpenSearch said of an operation that it has too much to do. */
  readonly busy: boolean;
  readonly failed: readonly FailedAttempt[];
  /** To be sent once more, now to take the place of the copy that is stored. */
  readonly poorer: readonly PendingOperation[];
}

export interface JudgementDependencies {
  readonly openSearch: OpenSearch;
  readonly partitions: Pick<PartitionCreator, 'ensure' | 'forget'>;
  readonly timeoutMs: number;
}

export function settle({ write, at }: PendingOperation, outcome: OperationOutcome): void {
  write.inFlight -= 1;
  write.settle(at, outcome);
}

/** Every operation is settled, or in exactly one of the lists. Rejects only with what is our own bug. */
export async function judgeItems(
  operations: readonly PendingOperation[],
  items: readonly JudgedItem[],
  dependencies: JudgementDependencies,
): Promise<Judgement> {
  const failed: FailedAttempt[] = [];
  const repeated: PendingOperation[] = [];
  const homeless: PendingOperation[] = [];
  let busy = false;
  for (const [n, pending] of operations.entries()) {
    const item = items[n];
    if (item === undefined) throw new TypeError('a bulk answer does not match its request');
    const { verdict } = item;
    switch (verdict) {
      case 'busy':
        busy = true;
        failed.push({ pending, failure: item.failure() });
        break;
      case 'retry':
      case 'refused':
        failed.push({ pending, failure: item.failure() });
        break;
      case 'deleted':
        // There is nothing to replace any more: it is created again.
        pending.replaces = false;
        failed.push({ pending, failure: changedMeanwhile() });
        break;
      case 'index_gone':
        pending.replaces = false;
        homeless.push(pending);
        break;
      case 'already_stored':
        if (pending.replaces || pending.operation.ranks === undefined) settle(pending, verdict);
        else repeated.push(pending);
        break;
      default:
        settle(pending, verdict);
    }
  }
  failed.push(...(await recreatePartitions(homeless, dependencies)));
  const compared = await compare(repeated, dependencies);
  return { busy, failed: [...failed, ...compared.failed], poorer: compared.poorer };
}

async function recreatePartitions(
  operations: readonly PendingOperation[],
  { partitions }: JudgementDependencies,
): Promise<FailedAttempt[]> {
  const failures = new Map<string, Failure>();
  for (const index of new Set(operations.map(({ operation }) => operation.index))) {
    partitions.forget(index);
    failures.set(index, await partitions.ensure([index]).then(() => deletedAgain(index), asFailure));
  }
  return operations.map((pending) => ({
    pending,
    failure: failures.get(pending.operation.index) ?? deletedAgain(pending.operation.index),
  }));
}

async function compare(
  repeated: readonly PendingOperation[],
  { openSearch, timeoutMs }: JudgementDependencies,
): Promise<Pick<Judgement, 'failed' | 'poorer'>> {
  const failed: FailedAttempt[] = [];
  const poorer: PendingOperation[] = [];
  const wanted = repeated.filter(({ write }) => !write.isOver);
  const copies = await compareWithStored(openSearch, wanted, timeoutMs).catch((error: unknown) => {
    if (error instanceof Failure) return wanted.map((): StoredCopy => error);
    throw error;
  });
  for (const [n, pending] of wanted.entries()) {
    const copy = copies[n];
    if (copy instanceof Failure) failed.push({ pending, failure: copy });
    else if (copy === 'gone') failed.push({ pending, failure: changedMeanwhile() });
    else if (copy === 'poorer') {
      pending.replaces = true;
      poorer.push(pending);
    } else settle(pending, 'already_stored');
  }
  return { failed, poorer };
}
