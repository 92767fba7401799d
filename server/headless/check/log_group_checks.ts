/** Whether the log groups of a definition may be read: one event of the last minute is asked for, and not kept. */
import { DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { LogGroupSettings } from '../../../common/integrations/sources/cloudwatch_logs_settings';
import { forbidden } from '../../aws/allowed';
import { awsFailure } from '../../aws/errors';
import type { AwsCheckDependencies, Caller } from './caller';
import { failed, type Finding, tried, untried } from './finding';

const READ = 'logs:FilterLogEvents';
const LIST = 'logs:DescribeLogGroups';
const LAST_MS = 60_000;

export async function checkLogGroups(
  { definition: { account, credentials }, region, principal }: Caller,
  settings: LogGroupSettings,
  { clients, allowed, now }: AwsCheckDependencies,
): Promise<Finding[]> {
  const { log_group_name: name, log_group_arn: arn, log_group_name_prefix: prefix } = settings;
  const client = clients.logs(credentials, region, { fips: settings.fips });
  const caller = { principal, region };
  const touched = { accountId: account.id, credentials, region };

  const read = (group: { name?: string; arn?: string }): Promise<Finding> => {
    const resource = `log group ${group.arn ?? group.name ?? ''}`;
    const refusal = forbidden({ ...touched, logGroup: group.arn ?? group.name ?? '' }, allowed);
    if (refusal !== undefined) return Promise.resolve(failed('allowed', resource, refusal));
    return tried(READ, `${resource} in ${region}`, async () => {
      try {
        await client.send(
          new FilterLogEventsCommand({
            ...(group.arn === undefined
              ? { logGroupName: group.name }
              : { logGroupIdentifier: group.arn.replace(/:\*$/, '') }),
            limit: 1,
            startTime: now() - LAST_MS,
          }),
        );
      } catch (error) {
        throw awsFailure(error, { ...caller, action: READ, resource });
      }
    });
  };
  if (prefix === undefined) return [await read(arn === undefined ? { name: name ?? '' } : { arn })];

  const resource = `log groups ${prefix}*`;
  let found: string | undefined;
  const listed = await tried(LIST, `${resource} in ${region}`, async () => {
    const refusal = forbidden({ ...touched, logGroupPrefix: prefix }, allowed);
    if (refusal !== undefined) throw refusal;
    try {
      const { logGroups } = await client.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: prefix, limit: 50 }),
      );
      found = logGroups?.[0]?.logGroupName;
      return `${logGroups?.length ?? 0} groups on the first page`;
    } catch (error) {
      throw awsFailure(error, { ...caller, action: LIST, resource });
    }
  });
  if (listed.result !== 'ok') return [listed];
  return [
    listed,
    found === undefined
      ? untried(READ, `${resource} in ${region}`, 'There is no such group yet.')
      : await read({ name: found }),
  ];
}
