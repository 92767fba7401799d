/**
 * The bounds an administrator sets around every definition. Checked by the collector before each run and again
 * nowhere else: what is not allowed is never asked of AWS.
 */
import type { Credentials } from '../../common/integrations/definition';
import { type Failure, needsPerson } from '../failure';
import type { AllowedResources } from './settings';

export interface Touched {
  readonly accountId: string;
  readonly credentials: Credentials;
  readonly logGroup?: string;
}

/** The first thing a definition would touch that it may not, or undefined. */
export function forbidden(touched: Touched, allowed: AllowedResources = {}): Failure | undefined {
  const outside = (list: readonly string[] | undefined, value: string) =>
    list !== undefined && !list.includes(value);

  if (outside(allowed.accounts, touched.accountId))
    return refusal('account', touched.accountId, 'bedrock.allowed.accounts');
  if (touched.credentials.type === 'assume_role') {
    const { role_arn: roleArn } = touched.credentials;
    if (outside(allowed.roleArns, roleArn)) return refusal('role', roleArn, 'bedrock.allowed.role_arns');
    const roleAccount = roleArn.split(':')[4] ?? '';
    if (outside(allowed.accounts, roleAccount))
      return refusal('account', roleAccount, 'bedrock.allowed.accounts');
  }
  if (touched.logGroup !== undefined && outside(allowed.logGroups, touched.logGroup))
    return refusal('log group', touched.logGroup, 'bedrock.allowed.log_groups');
  return undefined;
}

const refusal = (what: string, value: string, key: string): Failure =>
  needsPerson(
    'not_allowed',
    `The ${what} ${value} is outside what this collector may touch.`,
    `Add it to ${key} in the configuration, or change the integration.`,
  );
