/**
 * A denial in words for the person who can lift it. Of AWS's text only the principal, the action and the resource are
 * taken, by a pattern that nothing else fits; the rest of it may quote a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
import { type Failure, needsPerson } from '../failure';
import type { AwsCall } from './errors';

/** `call` counts where AWS says nothing of it. */
export function denied(error: unknown, call: AwsCall): Failure {
  const told = deniedBy(error);
  // Services write actions as they please: `sqs:receivemessage`, `SNS:Publish`.
  const isAsked = told.action === undefined || told.action.toLowerCase() === call.action.toLowerCase();
  const action = isAsked ? call.action : (told.action ?? call.action);
  // A denied key or role is another resource than the one that was asked for; then AWS's own word counts.
  const resource = isAsked ? call.resource : (told.resource ?? call.resource);
  const principal = told.principal ?? call.principal;
  return needsPerson(
    'access_denied',
    `${action} is denied on ${resource} for ${principal}.`,
    action === 'sts:AssumeRole'
      ? `Let the role's trust policy name the collector's principal (and its external id), and allow that principal ${action} on the role.`
      : action.startsWith('kms:')
        ? `Allow ${action} on ${resource} in a policy of ${principal} and in the policy of the key.`
        : `Allow ${action} on ${resource} in a policy of ${principal}.${HINTS[action] ?? ''}`,
  );
}

/** What else may be behind it. */
const HINTS: Readonly<Record<string, string>> = {
  's3:GetObject': ' Allow s3:ListBucket on the bucket too: without it, an object that is gone looks denied.',
};

const DENIAL =
  /^User: (arn:[\w:/+=,.@-]{1,600}) is not authorized to perform: ([\w-]{1,40}:\w{1,64})(?: on resource: "?(arn:[^\s"]{1,1200})"?)?/;

function deniedBy(error: unknown): { principal?: string; action?: string; resource?: string } {
  const match = error instanceof Error ? DENIAL.exec(error.message) : null;
  return match === null
    ? {}
    : { principal: match[1], action: match[2], ...(match[3] === undefined ? {} : { resource: match[3] }) };
}
