/**
 * One page of a log group's events, the only thing the source needs of AWS. An interface, so that the source is
 * tested against a log service of which everything is known.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { awsFailure, type AwsCall } from '../../aws/errors';
import type { LogGroup } from './log_groups';

export interface LogEvent {
  readonly eventId: string;
  readonly stream: string;
  readonly message: string;
  /** Event time, epoch milliseconds. */
  readonly timestamp: number;
  readonly ingestionTime?: number;
}

export interface LogPage {
  readonly events: readonly LogEvent[];
  /** More may follow, also after an empty page. */
  readonly nextToken?: string;
}

/** Which log streams of a group are read: all, or only some. */
export interface StreamSelection {
  readonly names?: readonly string[];
  readonly prefix?: string;
}

export interface LogRequest {
  readonly group: LogGroup;
  readonly streams: StreamSelection;
  /** Inclusive, epoch milliseconds. */
  readonly start: number;
  readonly end: number;
  readonly token?: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface LogEvents {
  /** Rejects with a `Failure`, or with `InvalidToken` when the token is no longer good. */
  page(request: LogRequest): Promise<LogPage>;
}

/** The page chain broke (a token lives 24 hours): the window has to be read again from its start. */
export class InvalidToken extends Error {
  override readonly name = 'InvalidToken';
}

export function awsLogEvents(
  client: CloudWatchLogsClient,
  caller: { principal: string; region: string },
): LogEvents {
  return {
    async page({ group, streams, start, end, token, timeoutMs, signal }) {
      const call: AwsCall = {
        ...caller,
        action: 'logs:FilterLogEvents',
        resource: `log group ${group.name}`,
      };
      try {
        const answer = await client.send(
          new FilterLogEventsCommand({
            ...(group.arn === undefined ? { logGroupName: group.name } : { logGroupIdentifier: group.arn }),
            ...(streams.names === undefined ? {} : { logStreamNames: [...streams.names] }),
            ...(streams.prefix === undefined ? {} : { logStreamNamePrefix: streams.prefix }),
            startTime: start,
            endTime: end,
            ...(token === undefined ? {} : { nextToken: token }),
          }),
          { abortSignal: signal, requestTimeout: timeoutMs },
        );
        const events = (answer.events ?? []).map(
          // AWS sends all of them; an event without one must still become a record, or it would vanish.
          ({
            eventId = '',
            logStreamName = '',
            message = '',
            timestamp = start,
            ingestionTime,
          }): LogEvent => ({
            eventId,
            stream: logStreamName,
            message,
            timestamp,
            ...(ingestionTime === undefined ? {} : { ingestionTime }),
          }),
        );
        return { events, ...(answer.nextToken ? { nextToken: answer.nextToken } : {}) };
      } catch (error) {
        if (token !== undefined && error instanceof Error && error.name === 'InvalidParameterException')
          throw new InvalidToken();
        throw awsFailure(error, whatIsMissing(error, call, streams));
      }
    },
  };
}

/** AWS says the same of a missing group and of a missing stream in it. */
const whatIsMissing = (error: unknown, call: AwsCall, { names }: StreamSelection): AwsCall =>
  names !== undefined && error instanceof Error && error.name === 'ResourceNotFoundException'
    ? { ...call, resource: `${call.resource} or one of its log streams ${names.join(', ')}` }
    : call;
