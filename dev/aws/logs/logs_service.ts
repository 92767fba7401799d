/**
 * Amazon CloudWatch Logs (JSON 1.1): the reading operations in full, and what a writer needs.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html
 */
import * as z from 'zod';
import { partitionOf } from '../identity/principal';
import { AwsError } from '../protocol/errors';
import { jsonOperation, jsonService, type Parameters } from '../protocol/json_protocol';
import type { AwsService } from '../protocol/service';
import type { SealedTokens } from '../sealed_token';
import { describeLogGroups, describeLogStreams } from './describe';
import { filterLogEvents } from './filter_log_events';
import { groupLookup, groupResource } from './group_lookup';
import type { LogGroups } from './log_groups';
import type { MonitoringLinks } from './monitoring_links';
import { putLogEvents } from './put_log_events';
import type { SearchReach } from './search';

const GroupName = z
  .string()
  .max(512)
  .regex(/^[.\-_/#A-Za-z0-9]+$/, 'Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+');
const StreamName = z
  .string()
  .max(512)
  .regex(/^[^:*]+$/, 'Member must satisfy regular expression pattern: [^:*]*');

const retentionChoices: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** `tokens` must live 24 hours, as AWS's do. */
export function logsService(
  groups: LogGroups,
  links: MonitoringLinks,
  tokens: SealedTokens,
  reach: SearchReach,
): AwsService {
  const lookup = groupLookup(groups, links);
  const invalid = 'InvalidParameterException';

  const createLogGroup = jsonOperation(z.object({ logGroupName: GroupName }), invalid, (input, call) => {
    call.authorize('logs:CreateLogGroup', groupResource(call, input.logGroupName));
    if (groups.find(call.accountId, call.region, input.logGroupName) !== undefined) {
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');
    }
    const place = { accountId: call.accountId, region: call.region, partition: partitionOf(call.region) };
    groups.create(place, { name: input.logGroupName }, call.now());
    return {};
  });

  const StreamInput = z.object({ logGroupName: GroupName, logStreamName: StreamName });
  const createLogStream = jsonOperation(StreamInput, invalid, (input, call) => {
    const group = lookup({ logGroupName: input.logGroupName }, 'logs:CreateLogStream', call);
    if (group.streams.has(input.logStreamName)) {
      throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
    }
    group.createStream(input.logStreamName, call.now());
    return {};
  });

  const RetentionInput = z.object({
    logGroupName: GroupName,
    retentionInDays: z.int().refine((days) => retentionChoices.includes(days), 'not a valid retention'),
  });
  const putRetentionPolicy = jsonOperation(RetentionInput, invalid, (input, call) => {
    const group = lookup({ logGroupName: input.logGroupName }, 'logs:PutRetentionPolicy', call);
    group.retentionDays = input.retentionInDays;
    return {};
  });

  return jsonService({
    name: 'logs',
    version: '1.1',
    target: 'Logs_20140328',
    queryCompatible: false,
    resourceOf: groupArnOf,
    operations: {
      FilterLogEvents: filterLogEvents(lookup, tokens, reach),
      DescribeLogGroups: describeLogGroups(groups, links, tokens),
      DescribeLogStreams: describeLogStreams(lookup, tokens),
      CreateLogGroup: createLogGroup,
      CreateLogStream: createLogStream,
      PutRetentionPolicy: putRetentionPolicy,
      PutLogEvents: putLogEvents(lookup),
    },
  });
}

/** Without the trailing `:*`. */
function groupArnOf(
  { logGroupName, logGroupIdentifier }: Parameters,
  { partition, region, accountId }: { partition: string; region: string; accountId: string },
): string | undefined {
  const reference = logGroupIdentifier ?? logGroupName;
  if (typeof reference !== 'string') return undefined;
  if (reference.startsWith('arn:')) return reference;
  return `arn:${partition}:logs:${region}:${accountId}:log-group:${reference}`;
}
