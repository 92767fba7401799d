/**
 * Which series there are. They are listed by CloudWatch namespace, seldom, since a new one appears there only after up
 * to fifteen minutes anyway; metrics that nobody described are left out, because asking for them costs money.
 */
import type { CloudWatchMetricsSettings } from '../../../common/integrations/sources/cloudwatch_metrics_settings';
import { METRIC_NAMESPACES, metricOf } from '../../../common/metrics/catalogue';
import type { ListRequest, MetricsApi } from './metrics_api';
import { groupSeries, type Series, type SeriesGroup } from './series';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const REDISCOVER_AFTER_MS = 15 * 60_000;
/** Only what is younger than this can be found as «recently active»; the service is up to 50 minutes vague about it. */
const RECENT_MS = 2 * 3_600_000;

export interface Discovering {
  readonly api: MetricsApi;
  /** As CloudWatch names them. */
  readonly namespaces: readonly string[];
  readonly linkedAccounts: ListRequest['linkedAccounts'];
  readonly signal: AbortSignal;
}

export function discoveringOf(
  settings: Pick<CloudWatchMetricsSettings, 'metrics' | 'include_linked_accounts' | 'owning_account'>,
  api: MetricsApi,
  signal: AbortSignal,
): Discovering {
  const { metrics: wanted, include_linked_accounts: linked, owning_account: owner } = settings;
  return {
    api,
    namespaces: METRIC_NAMESPACES.filter(({ name }) => wanted?.includes(name) ?? true).map(
      ({ cloudwatch }) => cloudwatch,
    ),
    linkedAccounts: linked ? (owner === undefined ? {} : { owner }) : undefined,
    signal,
  };
}

/**
 * Whether so much is to be read that a series may have had points in it and be silent since; beyond two weeks, not
 * even listed any more.
 */
export const isGap = (behindMs: number): boolean => behindMs > RECENT_MS;

/** @param behindMs how long ago the first moment is that will be read */
export async function discoverSeries(
  { api, namespaces, linkedAccounts, signal }: Discovering,
  behindMs: number,
): Promise<SeriesGroup[]> {
  const found: Series[] = [];
  for (const namespace of namespaces) {
    let token: string | undefined;
    do {
      const page = await api.list({
        namespace,
        recentlyActive: !isGap(behindMs),
        ...(linkedAccounts === undefined ? {} : { linkedAccounts }),
        ...(token === undefined ? {} : { token }),
        signal,
      });
      for (const one of page.series) if (metricOf(namespace, one.metric) !== undefined) found.push(one);
      token = page.nextToken;
    } while (token !== undefined);
  }
  return groupSeries(found);
}
