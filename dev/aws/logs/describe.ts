/**
 * DescribeLogGroups and DescribeLogStreams: what exists, fifty at a time.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
 */
import * as z from 'zod';
import { jsonOperation, type JsonOperation } from '../protocol/json_protocol';
import type { Call } from '../protocol/service';
import type { SealedTokens } from '../sealed_token';
import { groupResource, invalidParameter, type GroupLookup } from './group_lookup';
import type { LogGroup, LogGroups, LogStream } from './log_groups';
import type { MonitoringLinks } from './monitoring_links';

const Limit = z.int().min(1).max(50).optional();

const GroupsInput = z.object({
  logGroupNamePrefix: z.string().min(1).max(512).optional(),
  logGroupNamePattern: z.string().max(512).optional(),
  /** Those of the accounts that this one monitors too; `accountIdentifiers` chooses among them. */
  includeLinkedAccounts: z.boolean().default(false),
  accountIdentifiers: z
    .array(z.string().regex(/^\d{12}$/))
    .max(20)
    .optional(),
  limit: Limit,
  nextToken: z.string().min(1).optional(),
});

export const describeLogGroups = (
  groups: LogGroups,
  links: MonitoringLinks,
  tokens: SealedTokens,
): JsonOperation =>
  jsonOperation(GroupsInput, 'InvalidParameterException', (input, call) => {
    const { logGroupNamePrefix: prefix = '', logGroupNamePattern: pattern = '' } = input;
    const { includeLinkedAccounts, accountIdentifiers } = input;
    if (prefix !== '' && pattern !== '') {
      throw invalidParameter(
        'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
      );
    }
    call.authorize('logs:DescribeLogGroups', groupResource(call, ''));
    const accounts = includeLinkedAccounts ? links.visibleTo(call.accountId, call.region) : [call.accountId];
    const found = accounts
      .filter((id) => accountIdentifiers?.includes(id) ?? true)
      .flatMap((id) => groups.list(id, call.region))
      .filter(({ name }) => name.startsWith(prefix) && name.toLowerCase().includes(pattern.toLowerCase()));
    const question = ['groups', prefix, pattern, includeLinkedAccounts, accountIdentifiers];
    const page = pageOf(found, ({ arn }) => arn, question, input, tokens, call);
    return { logGroups: page.items.map(describeGroup), ...page.rest };
  });

const describeGroup = (group: LogGroup): object => ({
  logGroupName: group.name,
  creationTime: group.creationTime,
  ...(group.retentionDays === undefined ? {} : { retentionInDays: group.retentionDays }),
  metricFilterCount: 0,
  arn: `${group.arn}:*`,
  logGroupArn: group.arn,
  storedBytes: group.storedBytes,
  logGroupClass: 'STANDARD',
});

const StreamsInput = z.object({
  logGroupName: z.string().min(1).optional(),
  logGroupIdentifier: z.string().min(1).optional(),
  logStreamNamePrefix: z.string().min(1).max(512).optional(),
  orderBy: z.enum(['LogStreamName', 'LastEventTime']).default('LogStreamName'),
  descending: z.boolean().default(false),
  limit: Limit,
  nextToken: z.string().min(1).optional(),
});

export const describeLogStreams = (lookup: GroupLookup, tokens: SealedTokens): JsonOperation =>
  jsonOperation(StreamsInput, 'InvalidParameterException', (input, call) => {
    const { orderBy, descending, logStreamNamePrefix: prefix = '' } = input;
    if (orderBy === 'LastEventTime' && prefix !== '') {
      throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
    }
    const group = lookup(input, 'logs:DescribeLogStreams', call);
    const compare = (a: LogStream, b: LogStream): number =>
      (orderBy === 'LastEventTime' ? (a.lastEventTimestamp ?? 0) - (b.lastEventTimestamp ?? 0) : 0) ||
      (a.name < b.name ? -1 : 1);
    const found = [...group.streams.values()]
      .filter(({ name }) => name.startsWith(prefix))
      .sort((a, b) => (descending ? compare(b, a) : compare(a, b)));
    const question = ['streams', group.arn, orderBy, descending, prefix];
    const page = pageOf(found, ({ name }) => name, question, input, tokens, call);
    return {
      logStreams: page.items.map((stream) => describeStream(group, stream, call.now())),
      ...page.rest,
    };
  });

/** A writer may have put what becomes visible later; the answer does not tell of it. */
const describeStream = (group: LogGroup, stream: LogStream, now: number): object => ({
  logStreamName: stream.name,
  creationTime: stream.creationTime,
  ...(stream.firstEventTimestamp === undefined ? {} : { firstEventTimestamp: stream.firstEventTimestamp }),
  ...(stream.lastEventTimestamp === undefined
    ? {}
    : { lastEventTimestamp: Math.min(stream.lastEventTimestamp, now) }),
  ...(stream.lastIngestionTime === undefined
    ? {}
    : { lastIngestionTime: Math.min(stream.lastIngestionTime, now) }),
  arn: `${group.arn}:log-stream:${stream.name}`,
  storedBytes: 0,
});

/** The page after the item that the token names; a token of an empty first page names none. */
function pageOf<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  question: unknown,
  input: { readonly limit?: number; readonly nextToken?: string },
  tokens: SealedTokens,
  call: Call,
): { items: readonly Item[]; rest: { nextToken?: string } } {
  const now = call.now();
  const opened = input.nextToken === undefined ? { state: '' } : tokens.open(question, input.nextToken, now);
  if (opened === undefined) throw invalidParameter('The specified nextToken is invalid.');
  const start = items.findIndex((item) => nameOf(item) === opened.state) + 1;
  const page = call.imitates('empty_pages') ? [] : items.slice(start, start + (input.limit ?? 50));
  if (start + page.length >= items.length) return { items: page, rest: {} };
  const last = page[page.length - 1];
  const state = last === undefined ? opened.state : nameOf(last);
  return { items: page, rest: { nextToken: tokens.seal(question, state, now) } };
}
