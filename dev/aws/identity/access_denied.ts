/**
 * The refusal of an action in the words of the service, down to its habits: SQS writes actions in lower case,
 * SNS its own name in capitals, S3 puts resources in quotes. Who reads these messages must cope with that.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
import { commonFailure, type AwsError, type ServiceName } from '../protocol/errors';
import type { Principal } from './principal';

export interface Refusal {
  readonly service: ServiceName;
  readonly principal: Principal;
  /** As policies write it: `sqs:ReceiveMessage`. */
  readonly action: string;
  /** ARN; absent for actions that have no resource scope. */
  readonly resource?: string;
  /** `resource-based`: another account's resource that nobody has opened. */
  readonly missingPolicy: 'identity-based' | 'resource-based';
}

export function accessDenied({ service, principal, action, resource, missingPolicy }: Refusal): AwsError {
  const told = toldAction(service, action);
  const target =
    resource === undefined ? '' : ` on resource: ${service === 's3' ? `"${resource}"` : resource}`;
  return commonFailure(
    service,
    'access_denied',
    `User: ${principal.arn} is not authorized to perform: ${told}${target}` +
      ` because no ${missingPolicy} policy allows the ${told} action`,
  );
}

function toldAction(service: ServiceName, action: string): string {
  if (service === 'sqs') return action.toLowerCase();
  return service === 'sns' ? action.replace(/^sns:/, 'SNS:') : action;
}
