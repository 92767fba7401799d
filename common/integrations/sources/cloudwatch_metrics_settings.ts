/**
 * Settings of the CloudWatch metrics source; names and meaning as people know them from other collectors. Durations in
 * seconds.
 */
import * as z from 'zod/mini';
import { ENDPOINT_VARIANTS } from './shared_settings';

/** What is older is kept by the hour: periods that fit into hours, or hold whole ones, can be read at any age. */
const periodOfTime = z.number().check(
  z.gte(60),
  z.lte(86_400),
  z.refine((seconds: number) => seconds % 60 === 0 && (3_600 % seconds === 0 || seconds % 3_600 === 0), {
    error: 'whole minutes that divide an hour, or whole hours',
  }),
);

export const CloudWatchMetricsSettings = z
  .strictObject({
    /** CloudWatch metrics, read with `ListMetrics` and `GetMetricData`. */
    source: z.literal('cloudwatch_metrics'),
    /** Which metrics are read; without it, all of them. */
    metrics: z.optional(
      z
        .array(z.enum(['runtime', 'guardrails', 'agents', 'knowledge_bases', 'mantle', 'agentcore']))
        .check(z.minLength(1)),
    ),
    /** Pause between two readings: whole minutes that divide an hour, or whole hours. AWS charges for every metric that is asked for, each time. */
    period: z._default(periodOfTime, 300),
    /** Length of the time that one point stands for, as `period`; without it, `period`. */
    data_granularity: z.optional(periodOfTime),
    /** The newest seconds are left alone until CloudWatch most likely has their points. */
    latency: z._default(z.number().check(z.gte(0), z.lte(86_400)), 120),
    /** Look-back: how late a point may appear or change and still be read. Costs nothing but points. */
    overlap: z._default(z.number().check(z.gte(0), z.lte(2 * 86_400)), 3_600),
    /** Where the first run starts: `end`, or an ISO 8601 time of at most 455 days ago, of which older points are coarser. */
    start_position: z._default(z.union([z.literal('end'), z.iso.datetime({ offset: true })]), 'end'),
    /** Whether medians and tails are asked for, beside sums and averages. */
    percentiles: z._default(z.boolean(), true),
    /** In a monitoring account: also the metrics of the accounts linked to it. */
    include_linked_accounts: z._default(z.boolean(), false),
    /** In a monitoring account: only the metrics of this one. */
    owning_account: z.optional(z.string().check(z.regex(/^\d{12}$/, 'an AWS account id has 12 digits'))),
    /** How long one request may take. */
    api_timeout: z._default(z.number().check(z.gte(1), z.lte(900)), 60),
    ...ENDPOINT_VARIANTS,
  })
  .check(
    z.refine(({ include_linked_accounts: linked, owning_account: owner }) => owner === undefined || linked, {
      error: 'needs include_linked_accounts',
      path: ['owning_account'],
    }),
  );
export type CloudWatchMetricsSettings = z.infer<typeof CloudWatchMetricsSettings>;
