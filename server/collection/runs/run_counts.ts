/** What runs count, added up. Amounts of money are decimals in texts and stay exact. */
import type { RunCounts } from '../../../common/integrations/task';
import { addUsd } from '../../../common/pricing/decimal_usd';

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
  ...addRepricing(a, b),
});

/** Nothing where neither is of a re-pricing. */
function addRepricing(a: RunCounts, b: RunCounts): Partial<RunCounts> {
  if (a.repriced === undefined && b.repriced === undefined) return {};
  return {
    repriced: (a.repriced ?? 0) + (b.repriced ?? 0),
    unchanged: (a.unchanged ?? 0) + (b.unchanged ?? 0),
    unpriced: (a.unpriced ?? 0) + (b.unpriced ?? 0),
    usd_before: addUsd(a.usd_before, b.usd_before),
    usd_after: addUsd(a.usd_after, b.usd_after),
  };
}
