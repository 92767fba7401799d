/** Which period an answer about metrics is made of, asked as the current user, before the figures are. */
import type { RequestHandlerContext } from 'osd/core/server';
import type { TimeRange } from '../../common/api/invocation_scope';
import type { AnsweredPeriod } from '../../common/api/metric_scope';
import { metricPeriodsQuery, readMetricPeriods } from '../queries/metric_periods';
import type { MetricSeries } from '../queries/metric_series';
import { searchAsCurrentUser } from './search_as_current_user';

/** Rejects as `searchAsCurrentUser` does. */
export async function periodFor(
  context: RequestHandlerContext,
  series: MetricSeries,
  { range, period }: { readonly range: TimeRange; readonly period?: number | undefined },
): Promise<AnsweredPeriod> {
  const answer = await searchAsCurrentUser(context, metricPeriodsQuery(series, range));
  return readMetricPeriods(series, answer, period);
}
