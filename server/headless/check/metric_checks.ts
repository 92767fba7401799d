/**
 * Whether the CloudWatch metrics of a definition may be read, and what reading them costs: they are listed as
 * collecting lists them, and one is asked for.
 */
import type { CloudWatchMetricsSettings } from '../../../common/integrations/sources/cloudwatch_metrics_settings';
import { discoverSeries, discoveringOf } from '../../sources/cloudwatch_metrics/discovery';
import { horizonOf } from '../../sources/cloudwatch_metrics/metric_windows';
import { awsMetrics } from '../../sources/cloudwatch_metrics/metrics_api';
import {
  batchesOf,
  type MetricQuery,
  monthlyCharge,
  queriesOf,
} from '../../sources/cloudwatch_metrics/query_batches';
import type { AwsCheckDependencies, Caller } from './caller';
import { type Finding, tried, untried } from './finding';

const LIST = 'cloudwatch:ListMetrics';
const READ = 'cloudwatch:GetMetricData';

export async function checkMetrics(
  { definition: { credentials }, region, principal }: Caller,
  settings: CloudWatchMetricsSettings,
  { clients, now }: AwsCheckDependencies,
): Promise<Finding[]> {
  const client = clients.cloudWatch(credentials, region, { fips: settings.fips });
  const api = awsMetrics(client, { principal, region }, settings.api_timeout * 1_000);
  const on = `metrics of Bedrock in ${region}`;
  const { signal } = new AbortController();
  let queries: readonly MetricQuery[] = [];
  const listed = await tried(LIST, on, async () => {
    queries = queriesOf(await discoverSeries(discoveringOf(settings, api, signal), 0), settings.percentiles);
    const charge = monthlyCharge(queries.length, settings.period).toFixed(2);
    return `${queries.length} statistics every ${settings.period / 60} min, for which AWS charges about ${charge} USD a month`;
  });
  if (listed.result !== 'ok') return [listed];
  const [first] = batchesOf(queries.slice(0, 1));
  if (first === undefined) return [listed, untried(READ, on, 'No metric has had a value in the last hours.')];
  const end = horizonOf(now(), settings.latency * 1_000, settings.period);
  const start = end - settings.period * 1_000;
  const read = await tried(READ, on, async () => {
    await api.data({ queries: first, granularity: settings.period, start, end, signal });
  });
  return [listed, read];
}
