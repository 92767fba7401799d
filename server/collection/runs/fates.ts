/**
 * What became of each record of a bulk body: its document and its content, if any, must both have been taken.
 */
import type { BulkOperation } from '../../storage/bulk_body';
import type { OperationOutcome } from '../../storage/bulk_writer';
import type { RejectedCode } from '../../transforms/outcome';

export interface Fates {
  readonly stored: number;
  readonly alreadyStored: number;
  /** Of those already stored: this copy says more and took the place of document, content or both. */
  readonly enriched: number;
  /** Why, by number of the record in the body. */
  readonly refused: ReadonlyMap<number, ReadonlySet<RejectedCode>>;
}

export function fatesOf(operations: readonly BulkOperation[], outcomes: readonly OperationOutcome[]): Fates {
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
