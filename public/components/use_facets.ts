/** The values filters offer: those that occur in the time range, whatever is filtered. */
import { useQuery } from '@tanstack/react-query';
import { Facets, facetsPath } from '../../common/api/facets';
import type { ApiError } from '../host/api_client';
import { ask } from '../host/api_client';
import { usePageServices } from '../host/page_services';
import { resolveRange } from './date_math';
import { useTimeRange } from './use_time_range';

export function useFacets() {
  const { core, now } = usePageServices();
  const { range } = useTimeRange();
  return useQuery<Facets | null, ApiError>(
    ['facets', range.from, range.to],
    ({ signal }) => {
      const resolved = resolveRange(range, now());
      if (!resolved) return null;
      return ask(core.http, {
        method: 'POST',
        path: facetsPath(),
        body: { range: resolved },
        answer: Facets,
        ...(signal ? { signal } : {}),
      });
    },
    { keepPreviousData: true },
  );
}
