/** What the Overview page keeps in its URL beside the time range: the filters, and what is stacked and ranked by. */
import * as z from 'zod/mini';
import { InvocationFilters, NO_FILTERS } from '../../../common/api/invocation_scope';
import { Measure } from '../../../common/api/overview';

const { accounts, regions, models, callers } = InvocationFilters.shape;

/** Part by part: one mangled filter in a link does not cost the others. */
export const OverviewState = z.object({
  accounts: z.catch(accounts, NO_FILTERS.accounts),
  regions: z.catch(regions, NO_FILTERS.regions),
  models: z.catch(models, NO_FILTERS.models),
  callers: z.catch(callers, NO_FILTERS.callers),
  measure: z.catch(z._default(Measure, 'spend'), 'spend'),
});
export type OverviewState = z.infer<typeof OverviewState>;

export const filtersOf = ({ accounts, regions, models, callers }: OverviewState): InvocationFilters => ({
  accounts,
  regions,
  models,
  callers,
});
