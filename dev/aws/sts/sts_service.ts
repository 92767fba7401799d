/**
 * AWS Security Token Service: AssumeRole and GetCallerIdentity, with the checks and refusals a collector meets
 * when a trust policy, an external id or a session length is wrong.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import type { Directory, Role } from '../identity/directory';
import { AwsError } from '../protocol/errors';
import { queryService, type Form } from '../protocol/query_protocol';
import type { AwsService, Call } from '../protocol/service';
import type { XmlValue } from '../protocol/xml';

const minimumSeconds = 900;
const defaultSeconds = 3600;
/** A role that was itself reached through a role cannot be held longer than this. */
const chainedSeconds = 3600;
/** The highest maximum a role can be given. */
const maximumSeconds = 43_200;

export const stsService = (directory: Directory): AwsService =>
  queryService({
    name: 'sts',
    resourceOf: (form) => form.get('RoleArn'),
    namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
    operations: {
      GetCallerIdentity: (_form, { principal }) => ({
        Arn: principal.arn,
        UserId: principal.userId,
        Account: principal.accountId,
      }),
      AssumeRole: (form, call) => assumeRole(directory, form, call),
    },
  });

function assumeRole(directory: Directory, form: Form, call: Call): XmlValue {
  const roleArn = matching(form, 'RoleArn', /^.{20,2048}$/s);
  const sessionName = matching(form, 'RoleSessionName', /^[\w+=,.@-]{2,64}$/);
  const externalId = form.has('ExternalId')
    ? matching(form, 'ExternalId', /^[\w+=,.@:/-]{2,1224}$/)
    : undefined;

  call.authorize('sts:AssumeRole', roleArn);
  const role = directory.role(roleArn);
  if (role === undefined || !trusts(role, call, externalId)) throw refused(call, roleArn);

  const seconds = sessionSeconds(form, role, call);
  const now = call.now();
  const session = directory.openSession(role, sessionName, now + seconds * 1000, now);
  return {
    AssumedRoleUser: { AssumedRoleId: session.principal.userId, Arn: session.principal.arn },
    Credentials: {
      AccessKeyId: session.accessKeyId,
      SecretAccessKey: session.secretAccessKey,
      SessionToken: session.sessionToken,
      Expiration: new Date(now + seconds * 1000).toISOString(),
    },
  };
}

/** A wrong external id, an account that is not trusted and a role that does not exist look the same outside. */
const trusts = (role: Role, call: Call, externalId: string | undefined): boolean =>
  role.trustedAccountIds.includes(call.accountId) &&
  (role.externalId === undefined || role.externalId === externalId);

const refused = (call: Call, roleArn: string): AwsError =>
  new AwsError(
    'AccessDenied',
    `User: ${call.principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
    403,
  );

function sessionSeconds(form: Form, role: Role, call: Call): number {
  const asked = form.get('DurationSeconds');
  if (asked === undefined) return Math.min(defaultSeconds, role.maxSessionSeconds);
  const seconds = Number(asked);
  if (!Number.isInteger(seconds) || seconds < minimumSeconds || seconds > maximumSeconds) {
    const bound =
      seconds < minimumSeconds
        ? `greater than or equal to ${minimumSeconds}`
        : `less than or equal to ${maximumSeconds}`;
    throw invalid('durationSeconds', asked, `Member must have value ${bound}`);
  }
  if (call.principal.roleArn !== undefined && seconds > chainedSeconds) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (seconds > role.maxSessionSeconds) {
    throw new AwsError(
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  return seconds;
}

function matching(form: Form, name: string, shape: RegExp): string {
  const value = form.get(name) ?? '';
  if (shape.test(value)) return value;
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  throw invalid(member, value, `Member must satisfy regular expression pattern: ${shape.source}`);
}

const invalid = (member: string, value: string, constraint: string): AwsError =>
  new AwsError(
    'ValidationError',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
