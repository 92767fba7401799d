/**
 * The integrations of `npm start`: one for each way in which the accounts of the sample estate deliver their logs, or
 * one for the account that the credentials of this shell belong to. Written through the plugin's own route, as a
 * person would.
 */
import { IntegrationDefinition } from '../common/integrations/definition';
import { z } from 'zod';

/** Name under which the keys that assume the estate's reader roles stand in the host's settings. */
export const SAMPLE_CREDENTIALS = 'sample';

/** One way in which the logs of an account and region can be read. */
const WorkloadDelivery = z.discriminatedUnion('source', [
  z.object({
    source: z.literal('cloudwatch_logs'),
    logGroup: z.string(),
    largeDataBucket: z.string().optional(),
  }),
  z.object({
    source: z.literal('s3_notifications'),
    queueUrl: z.string(),
    bucket: z.string(),
    prefix: z.string(),
  }),
  z.object({ source: z.literal('s3_listing'), bucket: z.string(), prefix: z.string() }),
]);
type WorkloadDelivery = z.infer<typeof WorkloadDelivery>;

/** What the workload process says once everything up to now is there. */
export const WorkloadReady = z.object({
  ready: z.literal(true),
  url: z.string(),
  seed: z.string(),
  since: z.iso.datetime(),
  deliveredTo: z.iso.datetime(),
  records: z.number(),
  credentials: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  accounts: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      roleArn: z.string(),
      externalId: z.string(),
      places: z.array(z.object({ region: z.string(), deliveries: z.array(WorkloadDelivery).min(1) })).min(1),
    }),
  ),
});
export type WorkloadReady = z.infer<typeof WorkloadReady>;

type Content = IntegrationDefinition['content'];

/** A local AWS delivers at once, so the page may show it at once: seconds where a real account needs a minute. */
const LOGS_PACE = { scan_frequency: 3, latency: 5 };
const QUEUE_PACE = { slots: 1, number_of_workers: 10, wait_time: 2 };
const LISTING_PACE = { bucket_list_interval: 10, number_of_workers: 10 };

/** Points of five minutes: a page has something to show, and the first start need not wait for every minute of it. */
const METRICS_PACE = { period: 60, data_granularity: 300, latency: 60 };
const METRICS_OF_DAYS = 2;
const DAY_MS = 86_400_000;

type Account = WorkloadReady['accounts'][number];

/** `now`, epoch milliseconds: metrics are read from some days before it. */
export const sampleIntegrations = (
  { accounts }: Pick<WorkloadReady, 'accounts'>,
  content: Content,
  now: number,
): IntegrationDefinition[] =>
  accounts.flatMap((account) => {
    const measured = new Set<string>();
    return streamsOf(account).map(({ regions, settings }, index) => {
      const { id, name, roleArn, externalId } = account;
      // An account has the same metrics however its logs are delivered: each region once.
      const isFirst = regions.every((region) => !measured.has(region));
      for (const region of regions) measured.add(region);
      return IntegrationDefinition.parse({
        id: index === 0 ? `sample-${id}` : `sample-${id}-${index + 1}`,
        name: index === 0 ? name : `${name} (${regions.join(', ')}: ${WAYS[settings.source]})`,
        account: { id, name },
        regions,
        credentials: {
          type: 'assume_role',
          role_arn: roleArn,
          external_id: externalId,
          source: SAMPLE_CREDENTIALS,
        },
        content,
        streams: { invocation_logs: settings, ...(isFirst ? { metrics: metricsFrom(now) } : {}) },
      });
    });
  });

const metricsFrom = (now: number) => ({
  source: 'cloudwatch_metrics',
  start_position: new Date(Math.floor(now / DAY_MS) * DAY_MS - METRICS_OF_DAYS * DAY_MS).toISOString(),
  ...METRICS_PACE,
});

const WAYS = {
  cloudwatch_logs: 'CloudWatch Logs',
  s3_notifications: 'S3, queue',
  s3_listing: 'S3, listed',
} as const;

interface Stream {
  readonly regions: readonly string[];
  readonly settings: { readonly source: WorkloadDelivery['source'] } & Readonly<Record<string, unknown>>;
}

/** One for each log group, whatever regions it is in, and one for each queue and bucket, which are in one region. */
function streamsOf({ places }: Account): readonly Stream[] {
  const all = places.flatMap(({ region, deliveries }) =>
    deliveries.map((delivery) => ({ region, delivery })),
  );
  const ofLogs = all.flatMap(({ region, delivery }) =>
    delivery.source === 'cloudwatch_logs' ? [{ region, delivery }] : [],
  );
  const groups = new Set(ofLogs.map(({ delivery }) => delivery.logGroup));
  return [
    ...[...groups].map((logGroup) =>
      logStream(
        logGroup,
        ofLogs.filter(({ delivery }) => delivery.logGroup === logGroup),
      ),
    ),
    ...all.flatMap(({ region, delivery }) =>
      delivery.source === 'cloudwatch_logs' ? [] : [objectStream(region, delivery)],
    ),
  ];
}

type LogsDelivery = Extract<WorkloadDelivery, { source: 'cloudwatch_logs' }>;

const logStream = (
  logGroup: string,
  found: readonly { readonly region: string; readonly delivery: LogsDelivery }[],
): Stream => ({
  regions: found.map(({ region }) => region),
  settings: {
    source: 'cloudwatch_logs',
    log_group_name: logGroup,
    offloaded_buckets: found.flatMap(({ delivery }) => delivery.largeDataBucket ?? []),
    ...LOGS_PACE,
  },
});

function objectStream(region: string, delivery: Exclude<WorkloadDelivery, LogsDelivery>): Stream {
  const where = { bucket_list_prefix: delivery.prefix, path_style: true };
  return {
    regions: [region],
    settings:
      delivery.source === 's3_listing'
        ? { source: 's3_listing', bucket_arn: `arn:aws:s3:::${delivery.bucket}`, ...where, ...LISTING_PACE }
        : {
            source: 's3_notifications',
            queue_url: delivery.queueUrl,
            buckets: [delivery.bucket],
            ...where,
            ...QUEUE_PACE,
          },
  };
}

export function accountIntegration(
  accountId: string,
  { region, logGroup }: { readonly region: string; readonly logGroup: string },
  content: Content,
): IntegrationDefinition {
  return IntegrationDefinition.parse({
    id: `account-${accountId}-${region}`,
    name: `Account ${accountId}`,
    account: { id: accountId },
    regions: [region],
    content,
    streams: { invocation_logs: { source: 'cloudwatch_logs', log_group_name: logGroup } },
  });
}
