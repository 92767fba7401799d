/** What a re-pricing counts: documents by what became of them, and what they came to before and come to now. */
import type { RunCounts } from '../../../common/integrations/task';
import { amountOfUsd, usdText } from '../../../common/pricing/decimal_usd';
import type { Amount } from '../../../common/pricing/money';
import type { Repriced } from '../../transforms/repricing/reprice';
import { NO_COUNTS } from '../runs/run_counts';

/** What became of one document; `gone` while it was looked at. */
export type Settled = Repriced | 'gone';

export const NOTHING_REPRICED: RunCounts = {
  ...NO_COUNTS,
  repriced: 0,
  unchanged: 0,
  unpriced: 0,
  usd_before: '0',
  usd_after: '0',
};

export function countsOf(documents: readonly Settled[]): RunCounts {
  let [repriced, unpriced] = [0, 0];
  let [before, after]: [Amount, Amount] = [0n, 0n];
  for (const document of documents) {
    if (document === 'gone') continue;
    if (document.changes.length > 0) repriced += 1;
    if (document.unpriced) unpriced += 1;
    before += amountOfUsd(document.before ?? 0);
    after += amountOfUsd(document.after ?? 0);
  }
  return {
    ...NO_COUNTS,
    read: documents.length,
    repriced,
    unchanged: documents.length - repriced,
    unpriced,
    usd_before: usdText(before),
    usd_after: usdText(after),
  };
}
