/** Settings of the CloudWatch Logs source; names and meaning as people know them from other collectors. Durations in seconds. */
import * as z from 'zod/mini';
import { OFFLOADED_BODIES } from './offloaded_bodies_settings';
import { ENDPOINT_VARIANTS, exactlyOne } from './shared_settings';

const LogGroupName = z.string().check(z.regex(/^[\w/.#-]{1,512}$/, 'not the name of a log group'));

const LOG_GROUPS = {
  /** CloudWatch Logs, read with `FilterLogEvents`. */
  source: z.literal('cloudwatch_logs'),
  /** One log group by name. Exactly one of `log_group_name`, `log_group_arn` and `log_group_name_prefix` is given. */
  log_group_name: z.optional(LogGroupName),
  /** One log group by ARN; of another account where this one monitors it. */
  log_group_arn: z.optional(
    z
      .string()
      .check(
        z.regex(
          /^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:log-group:[\w/.#-]{1,512}(:\*)?$/,
          'not the ARN of a log group',
        ),
      ),
  ),
  /** All log groups whose names begin so, also those that come later. */
  log_group_name_prefix: z.optional(LogGroupName),
  /** Only these log streams; not together with `log_stream_prefix`. */
  log_streams: z.optional(
    z
      .array(z.string().check(z.regex(/^[^:*]{1,512}$/, 'not the name of a log stream')))
      .check(z.minLength(1), z.maxLength(100)),
  ),
  /** Only log streams whose names begin so. */
  log_stream_prefix: z.optional(z.string().check(z.regex(/^[^:*]{1,512}$/, 'not the name of a log stream'))),
  /** How far back the first run reads: `beginning`, `end`, or an ISO 8601 time. */
  start_position: z._default(
    z.union([z.enum(['beginning', 'end']), z.iso.datetime({ offset: true })]),
    'beginning',
  ),
  /** Pause between two scans once the stream is read up to now. */
  scan_frequency: z._default(z.number().check(z.gte(1), z.lte(86_400)), 60),
  /** The newest seconds are left alone until AWS has most likely delivered them. */
  latency: z._default(z.number().check(z.gte(0), z.lte(3_600)), 60),
  /** Look-back: how late an event may arrive and still be read. */
  overlap: z._default(z.number().check(z.gte(0), z.lte(86_400)), 600),
  /** How long one request may take. */
  api_timeout: z._default(z.number().check(z.gte(1), z.lte(900)), 120),
  ...ENDPOINT_VARIANTS,
};

const oneGroup = exactlyOne('log_group_name', 'log_group_arn', 'log_group_name_prefix');
const oneKindOfStreams = z.refine<{ log_streams?: unknown; log_stream_prefix?: unknown }>(
  ({ log_streams: names, log_stream_prefix: prefix }) => names === undefined || prefix === undefined,
  { error: 'log_streams or log_stream_prefix, not both', path: ['log_stream_prefix'] },
);

export const CloudWatchLogsSettings = z
  .strictObject({ ...LOG_GROUPS, ...OFFLOADED_BODIES })
  .check(oneGroup, oneKindOfStreams);
export type CloudWatchLogsSettings = z.infer<typeof CloudWatchLogsSettings>;

/** Of a trail. */
export const CloudTrailLogsSettings = z
  .strictObject({
    ...LOG_GROUPS,
    /**
     * Region of the log group where it is not in each of `regions`: a trail of all regions writes to one group in its home
     * region, which is read once for all of them. Events of other regions and accounts are skipped.
     */
    home_region: z.optional(
      z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/, 'not an AWS region, for example us-east-1')),
    ),
  })
  .check(oneGroup, oneKindOfStreams);
export type CloudTrailLogsSettings = z.infer<typeof CloudTrailLogsSettings>;

/** Whatever the log groups hold. */
export type LogGroupSettings = CloudWatchLogsSettings | CloudTrailLogsSettings;
