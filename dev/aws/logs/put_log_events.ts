/**
 * PutLogEvents through the wire, with the limits a writer can trip over: batch size and order, and events that
 * are too old or too new, which are refused one by one while the rest is accepted.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
import * as z from 'zod';
import { AwsError } from '../protocol/errors';
import { jsonOperation, type JsonOperation } from '../protocol/json_protocol';
import { invalidParameter, type GroupLookup } from './group_lookup';
import type { LogGroup } from './log_groups';

const maximumBatchBytes = 1_048_576;
/** What AWS counts for each event besides its message. */
const overheadBytes = 26;
const dayMs = 24 * 3_600_000;
const oldestMs = 14 * dayMs;
const newestMs = 2 * 3_600_000;

const Event = z.object({ timestamp: z.int().nonnegative(), message: z.string().min(1) });
type Event = z.output<typeof Event>;

const Input = z.object({
  logGroupName: z.string().min(1),
  logStreamName: z.string().min(1),
  logEvents: z.array(Event).min(1).max(10_000),
});

export const putLogEvents = (lookup: GroupLookup): JsonOperation =>
  jsonOperation(Input, 'InvalidParameterException', (input, call) => {
    const group = lookup(input, 'logs:PutLogEvents', call);
    const stream = group.streams.get(input.logStreamName);
    if (stream === undefined) {
      throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
    }
    requireValidBatch(input.logEvents);
    const now = call.now();
    const { accepted, rejected } = sortOut(group, input.logEvents, now);
    group.append(
      stream,
      accepted.map((event) => ({ ...event, ingestionTime: now })),
      now,
    );
    return Object.keys(rejected).length === 0 ? {} : { rejectedLogEventsInfo: rejected };
  });

function requireValidBatch(events: readonly Event[]): void {
  const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + overheadBytes, 0);
  if (bytes > maximumBatchBytes) {
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${maximumBatchBytes}`);
  }
  const isInOrder = events.every(({ timestamp }, index) => timestamp >= (events[index - 1]?.timestamp ?? 0));
  if (!isInOrder) {
    throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
  }
  const [first, last] = [events[0], events[events.length - 1]];
  if (first !== undefined && last !== undefined && last.timestamp - first.timestamp > dayMs) {
    throw invalidParameter(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  }
}

/** The events are in order, so that what is refused is a head and a tail; both ends are said as indexes. */
function sortOut(group: LogGroup, events: readonly Event[], now: number) {
  const count = (isRefused: (event: Event) => boolean): number => events.filter(isRefused).length;
  const tooOld = count(({ timestamp }) => timestamp < now - oldestMs);
  const expired = count(({ timestamp }) => timestamp < group.visibleFrom(now));
  const tooNew = count(({ timestamp }) => timestamp > now + newestMs);
  return {
    accepted: events.slice(Math.max(tooOld, expired), events.length - tooNew),
    rejected: {
      ...(tooOld > 0 ? { tooOldLogEventEndIndex: tooOld } : {}),
      ...(expired > 0 ? { expiredLogEventEndIndex: expired } : {}),
      ...(tooNew > 0 ? { tooNewLogEventStartIndex: events.length - tooNew } : {}),
    },
  };
}
