/** A denial in words for the person who can lift it, of which AWS's text tells who, what and on what alone. */
import { deniedIn, type ToldDenial } from '../../common/aws_denial';
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

const deniedBy = (error: unknown): ToldDenial => (error instanceof Error ? deniedIn(error.message) : {});
