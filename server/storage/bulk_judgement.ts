/**
 * From the items of a bulk answer to what happens next with each operation: settled here and now, tried again, or
 * sent to take the place of a poorer copy; and partitions that somebody deleted are made again.
 */
import { asFailure, Failure } from '../failure';
import { changedMeanwhile, deletedAgain } from './answers';
import type { JudgedItem } from './bulk_request';
import type { PartitionCreator } from './partition_creator';
import type { PendingOperation } from './pending_write';
import type { StoredCopies, StoredCopy } from './stored_copies';

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

/** Every operation is settled, or in exactly one of the lists. Rejects only with what is our own bug. */
export async function judgeItems(
  operations: readonly PendingOperation[],
  items: readonly JudgedItem[],
  { copies, partitions }: JudgementDependencies,
): Promise<Judgement> {
  const failed: FailedAttempt[] = [];
  const homeless: PendingOperation[] = [];
  const repeated: PendingOperation[] = [];
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
        if (pending.replaces || pending.operation.ranks === undefined)
          pending.write.settle(pending.at, verdict);
        else repeated.push(pending);
        break;
      default:
        pending.write.settle(pending.at, verdict);
    }
  }
  failed.push(...(await recreatePartitions(homeless, partitions)));
  const compared = await judgeRepeated(repeated, copies);
  return { busy, failed: [...failed, ...compared.failed], replacements: compared.replacements };
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

/**
 * Document and content are judged each by its own stored copy, so that a record comes out whole whatever became of
 * those who wrote it before.
 */
async function judgeRepeated(
  repeated: readonly PendingOperation[],
  copies: JudgementDependencies['copies'],
): Promise<Pick<Judgement, 'failed' | 'replacements'>> {
  const failed: FailedAttempt[] = [];
  const replacements: PendingOperation[] = [];
  const wanted = repeated.filter(({ write }) => !write.isOver);
  const stored = await copies
    .compare(wanted)
    .catch((error: unknown): ReadonlyMap<PendingOperation, StoredCopy> => {
      if (error instanceof Failure) return new Map(wanted.map((pending) => [pending, error]));
      throw error;
    });
  for (const pending of wanted) {
    const copy = stored.get(pending);
    if (copy instanceof Failure) failed.push({ pending, failure: copy });
    else if (copy === 'gone') failed.push({ pending, failure: changedMeanwhile() });
    else if (copy === 'poorer') {
      pending.replaces = true;
      replacements.push(pending);
    } else if (copy === 'good_enough') pending.write.settle(pending.at, 'already_stored');
    else throw new TypeError('a copy was not compared');
  }
  return { failed, replacements };
}
