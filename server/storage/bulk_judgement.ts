/**
 * From the items of a bulk answer to what happens next with each operation: settled here and now, tried again, or
 * sent to take the place of a poorer copy; and partitions that somebody deleted are made again.
 */
import { asFailure, type Failure } from '../failure';
import { changedMeanwhile, deletedAgain } from './answers';
import type { JudgedItem } from './bulk_request';
import type { PartitionCreator } from './partition_creator';
import type { PendingOperation } from './pending_write';
import { judgeConflicts } from './conflicts';
import type { StoredCopies } from './stored_copies';

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
  readonly replacements: readonly PendingOperation[];
}

export interface JudgementDependencies {
  readonly copies: Pick<StoredCopies, 'compare'>;
  readonly partitions: Pick<PartitionCreator, 'ensure' | 'forget'>;
}

/**
 * Every operation is settled, in one of the lists, or waits for what becomes of its partner. Rejects only with what
 * is our own bug.
 */
export async function judgeItems(
  operations: readonly PendingOperation[],
  items: readonly JudgedItem[],
  { copies, partitions }: JudgementDependencies,
): Promise<Judgement> {
  const failed: FailedAttempt[] = [];
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
        if (pending.replaces || pending.operation.ranks === undefined) pending.write.settle(pending, verdict);
        else pending.waits = 'conflict';
        break;
      default:
        pending.write.settle(pending, verdict);
    }
  }
  failed.push(...(await recreatePartitions(homeless, partitions)));
  const conflicts = await judgeConflicts(operations, copies);
  return { busy, failed: [...failed, ...conflicts.failed], replacements: conflicts.replacements };
}

async function recreatePartitions(
  operations: readonly PendingOperation[],
  partitions: JudgementDependencies['partitions'],
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
