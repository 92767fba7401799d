/**
 * Finds the queue a request names by its URL. Only account and name in the URL's path count, as the region
 * comes from the signature; the host may be any that leads here.
 */
import { accessDenied } from '../identity/access_denied';
import { partitionOf } from '../identity/principal';
import { AwsError } from '../protocol/errors';
import type { Call } from '../protocol/service';
import type { Queue } from './queue';
import type { Queues } from './queues';

export type QueueLookup = (queueUrl: string, action: string, call: Call) => Queue;

export const queueDoesNotExist = (): AwsError =>
  new AwsError(
    'QueueDoesNotExist',
    'The specified queue does not exist.',
    400,
    'AWS.SimpleQueueService.NonExistentQueue',
  );

/** What a queue URL names; undefined where it is none. */
export function queueResource(
  queueUrl: string,
  { region, partition }: { region: string; partition: string },
): { arn: string; accountId: string } | undefined {
  const [, accountId, name] = /\/(\d{12})\/([\w.-]{1,80})$/.exec(queueUrl) ?? [];
  if (accountId === undefined || name === undefined) return undefined;
  return { arn: `arn:${partition}:sqs:${region}:${accountId}:${name}`, accountId };
}

export const queueLookup =
  (queues: Queues): QueueLookup =>
  (queueUrl, action, call) => {
    const named = queueResource(queueUrl, { region: call.region, partition: partitionOf(call.region) });
    if (named === undefined) {
      throw new AwsError('InvalidAddress', `The address ${queueUrl} is not valid for this endpoint.`, 404);
    }
    const { arn: resource, accountId } = named;
    call.authorize(action, resource);
    if (accountId !== call.accountId) {
      const { principal } = call;
      throw accessDenied({ service: 'sqs', principal, action, resource, wording: 'no_resource_policy' });
    }
    const queue = queues.find(resource);
    if (queue === undefined) throw queueDoesNotExist();
    return queue;
  };

export const invalidParameterValue = (message: string): AwsError =>
  new AwsError('InvalidParameterValue', message);
