/**
 * The bounds an administrator sets around every definition. Checked before each run, and for what is found on the
 * way (log groups of a prefix, buckets in paths) before it is touched: what is not allowed is never asked of AWS.
 */
import type { Credentials } from '../../common/integrations/definition';
import { type Failure, needsPerson } from '../failure';
import type { AllowedResources } from './settings';

export interface Touched {
  readonly accountId: string;
  readonly credentials: Credentials;
  /** Where `logGroup` is looked up; without it no entry that is an ARN covers a name. */
  readonly region?: string;
  /** Name or ARN. */
  readonly logGroup?: string;
  /** Stands for all groups whose names begin so; each of them is asked for by itself once it is found. */
  readonly logGroupPrefix?: string;
  /** Names. */
  readonly buckets?: readonly string[];
  readonly queueUrl?: string;
}

/** The first thing a definition would touch that it may not, or undefined. */
export function forbidden(touched: Touched, allowed: AllowedResources = {}): Failure | undefined {
  const { accountId, credentials, logGroup, logGroupPrefix, buckets = [], queueUrl } = touched;
  const outside = (list: readonly string[] | undefined, value: string) =>
    list !== undefined && !list.includes(value);

  if (outside(allowed.accounts, accountId)) return refusal('account', accountId, 'accounts');
  if (credentials.type === 'assume_role') {
    const { role_arn: roleArn } = credentials;
    if (outside(allowed.roleArns, roleArn)) return refusal('role', roleArn, 'role_arns');
    const roleAccount = roleArn.split(':')[4] ?? '';
    if (outside(allowed.accounts, roleAccount)) return refusal('account', roleAccount, 'accounts');
  }
  if (logGroup !== undefined && !isAllowedLogGroup(logGroup, touched, allowed))
    return refusal('log group', logGroup, 'log_groups');
  if (logGroupPrefix !== undefined && !mayHoldAllowed(logGroupPrefix, allowed.logGroups))
    return refusal('log groups below', logGroupPrefix, 'log_groups');
  const bucket = buckets.find((name) => !isAllowedBucket(name, allowed));
  if (bucket !== undefined) return refusal('bucket', bucket, 'buckets');
  if (queueUrl !== undefined && !(allowed.queues?.some((entry) => covers(entry, queueUrl)) ?? true))
    return refusal('queue', queueUrl, 'queues');
  return undefined;
}

export const isAllowedBucket = (name: string, { buckets }: AllowedResources = {}): boolean =>
  buckets?.some((entry) => covers(entry.replace(/^arn:[\w-]+:s3:::/, ''), name)) ?? true;

interface LogGroup {
  /** Undefined where only a name is given. */
  readonly accountId?: string;
  readonly region?: string;
  readonly name: string;
}

/** By name where the entry is a name, which then means groups of the definition's account; else by ARN. */
function isAllowedLogGroup(
  nameOrArn: string,
  { accountId, region }: Touched,
  { logGroups }: AllowedResources,
): boolean {
  if (logGroups === undefined) return true;
  const group = { accountId, ...(region === undefined ? {} : { region }), ...logGroupOf(nameOrArn) };
  return logGroups.some((text) => {
    const entry = logGroupOf(text);
    return (
      (entry.accountId ?? accountId) === group.accountId &&
      (entry.region === undefined || entry.region === group.region) &&
      covers(entry.name, group.name)
    );
  });
}

/** Whether any group below the prefix may be allowed at all. */
function mayHoldAllowed(prefix: string, list: readonly string[] | undefined): boolean {
  if (list === undefined) return true;
  return list.some((text) => {
    const { name } = logGroupOf(text);
    return name.startsWith(prefix) || (name.endsWith('*') && prefix.startsWith(name.slice(0, -1)));
  });
}

function logGroupOf(nameOrArn: string): LogGroup {
  const [, region, accountId, name] =
    // The console writes `:*` behind the ARN of a group: its streams.
    /^arn:[\w-]+:logs:([\w-]+):(\d{12}):log-group:(.+?)(?::\*)?$/.exec(nameOrArn) ?? [];
  return region === undefined || accountId === undefined || name === undefined
    ? { name: nameOrArn }
    : { region, accountId, name };
}

const covers = (entry: string, value: string): boolean =>
  entry.endsWith('*') ? value.startsWith(entry.slice(0, -1)) : entry === value;

const refusal = (what: string, value: string, list: string): Failure =>
  needsPerson(
    'not_allowed',
    `The ${what} ${value} is outside what this collector may touch.`,
    `Add it to bedrock.allowed.${list} in the configuration, or change the integration.`,
  );
