/**
 * Finds the log group a request names, by name or by ARN, after asking whether the caller may. A group of
 * another account is found only from an account that monitors it.
 */
import { partitionOf } from '../identity/principal';
import { AwsError } from '../protocol/errors';
import type { Call } from '../protocol/service';
import type { LogGroup, LogGroups } from './log_groups';
import type { MonitoringLinks } from './monitoring_links';

export interface GroupReference {
  readonly logGroupName?: string;
  readonly logGroupIdentifier?: string;
  /** Where the action is on one stream. */
  readonly logStreamName?: string;
}

export type GroupLookup = (reference: GroupReference, action: string, call: Call) => LogGroup;

export const invalidParameter = (message: string): AwsError =>
  new AwsError('InvalidParameterException', message);

/** The resource AWS names when it refuses an action on a group's events. */
export const groupResource = (call: Call, name: string, accountId = call.accountId): string =>
  `arn:${partitionOf(call.region)}:logs:${call.region}:${accountId}:log-group:${name}:log-stream:`;

const arnShape = /^arn:aws[a-z-]*:logs:([a-z0-9-]+):(\d{12}):log-group:([^:*]+)$/;

export const groupLookup =
  (groups: LogGroups, links: MonitoringLinks): GroupLookup =>
  (reference, action, call) => {
    const { logGroupName, logGroupIdentifier, logStreamName = '' } = reference;
    if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
      throw invalidParameter('Exactly one of logGroupName and logGroupIdentifier must be given');
    }
    const place = locate(logGroupName ?? logGroupIdentifier ?? '', call);
    call.authorize(action, groupResource(call, place.name, place.accountId) + logStreamName);
    const isReachable =
      place.region === call.region && links.visibleTo(call.accountId, call.region).includes(place.accountId);
    const group = isReachable ? groups.find(place.accountId, place.region, place.name) : undefined;
    if (group === undefined) {
      throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    }
    return group;
  };

function locate(reference: string, call: Call): { accountId: string; region: string; name: string } {
  if (!reference.startsWith('arn:')) {
    return { accountId: call.accountId, region: call.region, name: reference };
  }
  const [, region, accountId, name] = arnShape.exec(reference) ?? [];
  if (region === undefined || accountId === undefined || name === undefined) {
    throw invalidParameter('The log group ARN is malformed; it must not end with a colon and an asterisk');
  }
  return { accountId, region, name };
}
