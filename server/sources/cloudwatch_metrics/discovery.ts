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
const HOUR_MS = 3_600_000;
/** What had points since then is surely found as «recently active», by which the service means about three hours. */
const RECENT_MS = 2 * HOUR_MS;
/** What had points since then is surely listed: the service lists those of two weeks. */
const LISTED_MS = 13 * 24 * HOUR_MS;
/** How long a series may have points and not be known: until it is listed, and until it is looked for. */
export const UNSEEN_MS = HOUR_MS;

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

/** Whether so much is to be read that a series may have had points in it and be silent since. */
const isGap = (behindMs: number): boolean => behindMs > RECENT_MS;

/**
 * Whether it may even be listed no longer, so that what was known before is asked for too. Not sooner: a series that
 * is gone would be paid for as long as anybody falls behind now and then.
 */
export const isBeyondLists = (behindMs: number): boolean => behindMs > LISTED_MS;

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
