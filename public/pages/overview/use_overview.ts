/** The Overview's figures. While new ones are on their way the last ones stay on the page. */
import { useQuery } from '@tanstack/react-query';
import type { InvocationFilters } from '../../../common/api/invocation_scope';
import { Overview, overviewPath, type Measure } from '../../../common/api/overview';
import { resolveRange } from '../../components/date_math';
import { useTimeRange } from '../../components/use_time_range';
import type { ApiError } from '../../host/api_client';
import { ask } from '../../host/api_client';
import { usePageServices } from '../../host/page_services';

/** `data` is `null` when the time range makes no sense. */
export function useOverview(filters: InvocationFilters, rankBy: Measure) {
  const { core, now, timeZone } = usePageServices();
  const { range } = useTimeRange();
  return useQuery<Overview | null, ApiError>(
    ['overview', range.from, range.to, filters, rankBy, timeZone],
    ({ signal }) => {
      const resolved = resolveRange(range, now());
      if (!resolved) return null;
      return ask(core.http, {
        method: 'POST',
        path: overviewPath(),
        body: { range: resolved, time_zone: timeZone, filters, rank_by: rankBy },
        answer: Overview,
        ...(signal ? { signal } : {}),
      });
    },
    { keepPreviousData: true },
  );
}
