/**
 * FilterLogEvents: reads the request, searches one page, writes the answer.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
import * as z from 'zod';
import { AwsError } from '../protocol/errors';
import { jsonOperation, type JsonOperation } from '../protocol/json_protocol';
import type { SealedTokens } from '../sealed_token';
import { eventId } from './event_id';
import { filterPattern } from './filter_pattern';
import { invalidParameter, type GroupLookup } from './group_lookup';
import type { LogGroup } from './log_groups';
import { searchPage, type Cursor, type SearchReach } from './search';
import type { StoredEvent } from './timeline';

const maximumLimit = 10_000;

const Input = z.object({
  logGroupName: z.string().min(1).max(512).optional(),
  logGroupIdentifier: z.string().min(1).max(2048).optional(),
  logStreamNames: z.array(z.string().min(1)).min(1).max(100).optional(),
  logStreamNamePrefix: z.string().min(1).max(512).optional(),
  startTime: z.int().nonnegative().optional(),
  endTime: z.int().nonnegative().optional(),
  filterPattern: z.string().max(1024).optional(),
  limit: z.int().min(1).max(maximumLimit).optional(),
  nextToken: z.string().min(1).optional(),
});
type Input = z.output<typeof Input>;

export const filterLogEvents = (
  lookup: GroupLookup,
  tokens: SealedTokens,
  reach: SearchReach,
): JsonOperation =>
  jsonOperation(Input, 'InvalidParameterException', (input, call) => {
    if (input.logStreamNames !== undefined && input.logStreamNamePrefix !== undefined) {
      throw invalidParameter('logStreamNames and logStreamNamePrefix are mutually exclusive');
    }
    const { startTime = 0, endTime = Number.MAX_SAFE_INTEGER } = input;
    if (endTime < startTime) throw invalidParameter('endTime must be greater than or equal to startTime');

    const group = lookup(input, 'logs:FilterLogEvents', call);
    requireStreams(group, input.logStreamNames);
    const matchesPattern = filterPattern(input.filterPattern);
    const now = call.now();
    const { nextToken, ...question } = input;
    const page = searchPage(
      group,
      {
        startTime,
        endTime,
        limit: input.limit ?? maximumLimit,
        matches: (event) => matchesStream(input, event.stream) && matchesPattern(event.message),
      },
      nextToken === undefined ? undefined : openCursor(tokens, [group.arn, question], nextToken, now),
      { reach, now, nothing: call.imitates('empty_pages') },
    );
    return {
      events: withIds(group, page.events),
      searchedLogStreams: [],
      ...(page.next === undefined ? {} : { nextToken: tokens.seal([group.arn, question], page.next, now) }),
    };
  });

function openCursor(tokens: SealedTokens, question: unknown, token: string, now: number): Cursor {
  const opened = tokens.open(question, token, now);
  if (opened === undefined) throw invalidParameter('The specified nextToken is invalid.');
  return CursorState.parse(opened.state);
}

const CursorState = z.object({
  from: z.number(),
  calls: z.number(),
  position: z.object({ timestamp: z.number(), ingestionTime: z.number(), sequence: z.number() }).optional(),
});

function requireStreams(group: LogGroup, names: readonly string[] | undefined): void {
  if (names?.some((name) => !group.streams.has(name)) === true) {
    throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
  }
}

const matchesStream = (input: Input, stream: string): boolean =>
  (input.logStreamNames === undefined || input.logStreamNames.includes(stream)) &&
  (input.logStreamNamePrefix === undefined || stream.startsWith(input.logStreamNamePrefix));

const withIds = (group: LogGroup, events: readonly StoredEvent[]): readonly object[] =>
  events.map((event) => ({
    logStreamName: event.stream,
    timestamp: event.timestamp,
    message: event.message.toString('utf8'),
    ingestionTime: event.ingestionTime,
    eventId: eventId(group.arn, event, twinsBefore(group, event)),
  }));

/** How many earlier events are equal to this one in everything but their order. */
function twinsBefore(group: LogGroup, event: StoredEvent): number {
  let twins = 0;
  for (const other of group.timeline.sameMomentBefore(event)) {
    if (other.stream === event.stream && other.message.equals(event.message)) twins += 1;
  }
  return twins;
}
