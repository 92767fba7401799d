/**
 * Makes the source of a task from its definition, after the bounds are checked: what an administrator did not
 * allow is never asked of AWS, and credentials of another account are refused before they read anything.
 */
import type { StreamName } from '../../common/integrations/coverage';
import type { IntegrationDefinition } from '../../common/integrations/definition';
import { forbidden } from '../aws/allowed';
import type { AwsClients } from '../aws/clients';
import { principalOf } from '../aws/credentials';
import type { AllowedResources } from '../aws/settings';
import { cloudWatchLogsSource } from '../sources/cloudwatch_logs/cloudwatch_logs_source';
import { awsLogEvents } from '../sources/cloudwatch_logs/log_events';
import { awsLogGroups } from '../sources/cloudwatch_logs/log_groups';
import type { RequestRates } from '../sources/cloudwatch_logs/request_rate';
import type { Source } from '../sources/source';

export interface OpenedSource {
  readonly source: Source<unknown>;
  /** Pause between runs once the stream is read up to now. */
  readonly intervalMs: number;
}

export interface TaskSources {
  /** Rejects with a `Failure`. */
  open(definition: IntegrationDefinition, stream: StreamName, region: string): Promise<OpenedSource>;
}

export function awsTaskSources(
  clients: AwsClients,
  rates: RequestRates,
  allowed: AllowedResources | undefined,
): TaskSources {
  return {
    async open(definition, stream, region) {
      const settings = definition.streams[stream];
      if (settings?.source !== 'cloudwatch_logs')
        throw new TypeError('a task of a stream that its definition does not have');
      const { account, credentials } = definition;
      const refusal = forbidden({ accountId: account.id, credentials }, allowed);
      if (refusal !== undefined) throw refusal;
      await clients.checkAccount(credentials, region, account.id);
      const client = clients.logs(credentials, region);
      const caller = { principal: principalOf(credentials), region };
      return {
        source: cloudWatchLogsSource({
          logEvents: awsLogEvents(client, caller),
          logGroups: awsLogGroups(client, caller),
          rates,
          place: { accountId: account.id, region },
          settings,
          // An ARN may lead to another account, which has to be allowed too.
          bounds: ({ accountId, name, arn }) =>
            forbidden({ accountId, credentials }, allowed) ??
            forbidden({ accountId: account.id, credentials, region, logGroup: arn ?? name }, allowed),
        }),
        intervalMs: settings.scan_frequency * 1_000,
      };
    },
  };
}
