/** What a re-pricing would come to, found out by doing all of it but the writing. */
import type { RunCounts } from '../../../common/integrations/task';
import type { OpenSearch } from '../../storage/opensearch';
import { type InvocationScope, type Position, StoredInvocations } from '../../storage/stored_invocations';
import type { Lookups } from '../../transforms/context';
import { REPRICED_FIELDS } from '../../transforms/repricing/reprice';
import { addCounts } from '../runs/run_counts';
import { PagePricing } from './page_pricing';
import { countsOf, NOTHING_REPRICED } from './repricing_counts';

const PAGE_SIZE = 1_000;

/** Reads only, and asks nobody what is behind opaque model ids. Rejects with a `Failure`. */
export async function estimateRepricing(
  openSearch: OpenSearch,
  scope: InvocationScope,
  lookups: Lookups,
): Promise<RunCounts> {
  const invocations = new StoredInvocations(openSearch, REPRICED_FIELDS);
  const pricing = new PagePricing(lookups, undefined);
  let counts = NOTHING_REPRICED;
  for (let after: Position | undefined; ;) {
    const page = await invocations.page(scope, after, PAGE_SIZE);
    after = page.at(-1)?.position;
    if (after === undefined) return counts;
    const priced = await pricing.price(page);
    counts = addCounts(counts, countsOf(priced.map(({ repriced }) => repriced)));
  }
}
