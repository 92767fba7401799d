/**
 * The refusal of an action in the words of the service, down to its habits: SQS writes actions in lower case,
 * SNS its own name in capitals, S3 puts resources in quotes, and each of them passes on what KMS said. Who reads
 * these messages must cope with that, and with services that say no more than «Access Denied».
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
import * as z from 'zod';
import { AwsError, commonFailure, type ServiceName } from '../protocol/errors';
import type { Principal } from './principal';

/** Why, and how much of it is said. */
export const Wording = z.enum([
  /** Nothing allows it. */
  'no_identity_policy',
  /** Another account's resource that nobody has opened. */
  'no_resource_policy',
  'explicit_deny',
  'service_control_policy',
  /** The standing text alone: no principal, no action, no reason. */
  'bare',
]);
export type Wording = z.output<typeof Wording>;

export interface Refusal {
  readonly service: ServiceName;
  readonly principal: Principal;
  /** As policies write it: `sqs:ReceiveMessage`. */
  readonly action: string;
  /** ARN; absent for actions that have no resource scope. */
  readonly resource?: string;
  readonly wording: Wording;
}

export function accessDenied({ service, principal, action, resource, wording }: Refusal): AwsError {
  if (wording === 'bare') return commonFailure(service, 'access_denied');
  const told = toldAction(service, action);
  const quoted = action.startsWith('s3:') ? `"${resource}"` : resource;
  const target = resource === undefined ? '' : ` on resource: ${quoted}`;
  const text = `User: ${principal.arn} is not authorized to perform: ${told}${target} ${reason(wording, told)}`;
  return service === 'sqs' && action.startsWith('kms:')
    ? new AwsError('KmsAccessDenied', text, 400, 'KMS.AccessDeniedException')
    : commonFailure(service, 'access_denied', text);
}

function reason(wording: Exclude<Wording, 'bare'>, action: string): string {
  switch (wording) {
    case 'no_identity_policy':
      return `because no identity-based policy allows the ${action} action`;
    case 'no_resource_policy':
      return `because no resource-based policy allows the ${action} action`;
    case 'explicit_deny':
      return 'with an explicit deny in an identity-based policy';
    case 'service_control_policy':
      return 'with an explicit deny in a service control policy';
  }
}

function toldAction(service: ServiceName, action: string): string {
  if (service === 'sqs' && action.startsWith('sqs:')) return action.toLowerCase();
  return service === 'sns' ? action.replace(/^sns:/, 'SNS:') : action;
}
