/**
 * Whether AWS lets a definition's identity do what collecting takes. Every action is asked for in a way that reads
 * little and changes nothing; the messages of a queue are not touched.
 */
import type { IntegrationDefinition } from '../../../common/integrations/definition';
import type { CloudTrailLogsSettings } from '../../../common/integrations/sources/cloudwatch_logs_settings';
import { queueRegion } from '../../../common/integrations/sources/queue_region';
import { type StreamName, streamsOf } from '../../../common/integrations/coverage';
import { forbidden } from '../../aws/allowed';
import { principalOf } from '../../aws/credentials';
import type { AwsCheckDependencies, Caller } from './caller';
import { failed, type Finding, ok } from './finding';
import { checkLogGroups } from './log_group_checks';
import { checkMetrics } from './metric_checks';
import { checkModels } from './model_checks';
import { checkBuckets } from './bucket_checks';
import { checkQueue } from './queue_checks';

type StreamSettings = NonNullable<IntegrationDefinition['streams'][StreamName]>;

/** By region; what stands in the way of everything else ends a region's list. */
export async function checkDefinition(
  definition: IntegrationDefinition,
  dependencies: AwsCheckDependencies,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const region of definition.regions)
    findings.push(...(await checkRegion(definition, region, dependencies)));
  for (const stream of streamsOf(definition)) {
    const settings = definition.streams[stream];
    if (settings !== undefined && isReadAtHome(settings))
      findings.push(
        ...(await checkLogGroups(callerOf(definition, settings.home_region), settings, dependencies)),
      );
    if (settings?.source !== 's3_notifications') continue;
    const region = queueRegion(settings.queue_url) ?? definition.regions[0] ?? '';
    findings.push(...(await checkQueue(callerOf(definition, region), settings, dependencies)));
  }
  return findings;
}

/** A log group of a trail, in one region for all. */
const isReadAtHome = (
  settings: StreamSettings,
): settings is CloudTrailLogsSettings & { readonly home_region: string } =>
  'home_region' in settings && settings.home_region !== undefined;

const callerOf = (definition: IntegrationDefinition, region: string): Caller => ({
  definition,
  region,
  principal: principalOf(definition.credentials),
});

async function checkRegion(
  definition: IntegrationDefinition,
  region: string,
  dependencies: AwsCheckDependencies,
): Promise<Finding[]> {
  const { account, credentials } = definition;
  const { clients, allowed } = dependencies;
  const who = `account ${account.id} in ${region}`;
  const refusal = forbidden({ accountId: account.id, credentials }, allowed);
  if (refusal !== undefined) return [failed('allowed', who, refusal)];
  const action = credentials.type === 'assume_role' ? 'sts:AssumeRole' : 'sts:GetCallerIdentity';
  try {
    await clients.checkAccount(credentials, region, account.id);
  } catch (error) {
    return [failed(action, who, error)];
  }
  const findings: Finding[] = [ok(action, who)];
  const caller = callerOf(definition, region);
  for (const stream of streamsOf(definition)) {
    const settings = definition.streams[stream];
    if (settings !== undefined && isReadAtHome(settings)) continue;
    if (settings?.source === 'cloudwatch_logs')
      findings.push(...(await checkLogGroups(caller, settings, dependencies)));
    else if (settings?.source === 'cloudwatch_metrics')
      findings.push(...(await checkMetrics(caller, settings, dependencies)));
    else if (settings !== undefined)
      findings.push(...(await checkBuckets(caller, stream, settings, dependencies)));
  }
  // What names models, some of them by ARNs that AWS has to tell about.
  const { invocation_logs: logs, cloudtrail } = definition.streams;
  if (logs !== undefined || cloudtrail !== undefined)
    findings.push(...(await checkModels(caller, dependencies)));
  return findings;
}
