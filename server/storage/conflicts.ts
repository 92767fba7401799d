/**
 * What becomes of a record that is stored already. Its document is compared with the stored one, which is small;
 * its content, which is large and dear to read, follows the document: content is always replaced before its document
 * is, so that a stored document vouches for its content. Content is compared by itself only where its document was
 * not stored yet: somebody else is writing the same record now, or did not come to its end.
 */
import { Failure } from '../failure';
import { changedMeanwhile } from './answers';
import type { FailedAttempt, Judgement } from './bulk_judgement';
import type { PendingOperation } from './pending_write';
import type { StoredCopies, StoredCopy } from './stored_copies';

/** @param operations those that were just answered */
export async function judgeConflicts(
  operations: readonly PendingOperation[],
  copies: Pick<StoredCopies, 'compare'>,
): Promise<Pick<Judgement, 'failed' | 'replacements'>> {
  // The answer to one of two may be what the other waited for.
  const touched = new Set<PendingOperation>();
  for (const pending of operations) {
    if (pending.write.isOver) continue;
    touched.add(pending);
    if (pending.partner !== undefined) touched.add(pending.partner);
  }
  const toCompare = [...touched].filter(hasToBeCompared);
  const failed: FailedAttempt[] = [];
  const replacements: PendingOperation[] = [];
  for (const pending of toCompare) pending.waits = 'compared';
  const stored = await compare(toCompare, copies);
  for (const pending of toCompare) {
    const copy = stored.get(pending);
    pending.waits = undefined;
    if (copy instanceof Failure) failed.push({ pending, failure: copy });
    else if (copy === 'gone') failed.push({ pending, failure: changedMeanwhile() });
    else if (copy === 'poorer') pending.waits = 'poorer';
    else pending.write.settle(pending, 'already_stored');
  }
  for (const pending of touched) {
    if (pending.waits === undefined) continue;
    const fate = fateOf(pending);
    if (fate === 'replaces') {
      pending.waits = undefined;
      pending.replaces = true;
      replacements.push(pending);
    } else if (fate === 'already_stored') pending.write.settle(pending, fate);
  }
  return { failed, replacements };
}

/** Documents; and content only where its document was not there. */
const hasToBeCompared = ({ waits, operation: { part }, partner }: PendingOperation): boolean =>
  waits === 'conflict' && (part !== 'content' || partner === undefined || partner.outcome === 'stored');

function fateOf({
  waits,
  operation: { part },
  partner,
}: PendingOperation): 'replaces' | 'already_stored' | 'waits' {
  if (waits === 'compared') return 'waits';
  if (part !== 'content')
    return partner === undefined || partner.outcome !== undefined ? 'replaces' : 'waits';
  if (waits === 'poorer' || partner?.waits === 'poorer') return 'replaces';
  return partner?.outcome === undefined ? 'waits' : 'already_stored';
}

async function compare(
  operations: readonly PendingOperation[],
  copies: Pick<StoredCopies, 'compare'>,
): Promise<ReadonlyMap<PendingOperation, StoredCopy>> {
  return copies.compare(operations).catch((error: unknown) => {
    if (error instanceof Failure) return new Map(operations.map((pending) => [pending, error]));
    throw error;
  });
}
