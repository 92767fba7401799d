/**
 * AWS clients for definitions: one per service, region and credentials, reused over runs so that connections
 * and sessions live on. Endpoints, attempts and timeouts are set here and not left to the environment.
 */
import './sdk';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Credentials } from '../../common/integrations/definition';
import { needsPerson } from '../failure';
import { credentialProvider, principalOf, type CredentialProvider } from './credentials';
import { awsFailure, refusesCredentials } from './errors';
import { CONNECTION_TIMEOUT_MS, REQUEST_TIMEOUT_MS, SDK_MAX_ATTEMPTS } from './sdk';
import type { AwsSettings } from './settings';

export interface AwsClients {
  logs(credentials: Credentials, region: string): CloudWatchLogsClient;
  /**
   * Rejects unless the credentials act in `accountId`: a log group is looked up in the caller's account, so
   * another account's records would be filed under the definition's.
   */
  checkAccount(credentials: Credentials, region: string, accountId: string): Promise<void>;
  close(): void;
}

export function createAwsClients(settings: AwsSettings, now: () => number): AwsClients {
  const providers = new Map<string, CredentialProvider>();
  const logsClients = new Map<string, CloudWatchLogsClient>();
  const stsClients: STSClient[] = [];
  /** No longer given out; a run may still use one. */
  const retired: CloudWatchLogsClient[] = [];
  const accounts = new Map<string, string>();

  const common = (region: string, credentials: CredentialProvider) => ({
    region,
    credentials,
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    // The environment and shared files may name endpoints too; only the configuration is asked.
    ignoreConfiguredEndpointUrls: true,
    maxAttempts: SDK_MAX_ATTEMPTS,
    retryMode: 'standard',
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS },
  });
  const sts = (region: string, credentials: CredentialProvider): STSClient => {
    const client = new STSClient(common(region, credentials));
    stsClients.push(client);
    return client;
  };
  const keyOf = (credentials: Credentials, region: string) => JSON.stringify([credentials, region]);
  const providerFor = (credentials: Credentials, region: string): CredentialProvider =>
    remembered(providers, keyOf(credentials, region), () =>
      credentialProvider(credentials, region, { settings, now, sts }),
    );

  /** A session may end before its time (a role made anew, keys replaced): the next run then starts with a new one. */
  const retireWhenRefused = (client: CloudWatchLogsClient, key: string): CloudWatchLogsClient => {
    client.middlewareStack.add(
      (next) => async (request) => {
        try {
          return await next(request);
        } catch (error) {
          if (refusesCredentials(error) && logsClients.get(key) === client) {
            logsClients.delete(key);
            providers.delete(key);
            retired.push(client);
          }
          throw error;
        }
      },
      { step: 'initialize', name: 'retireWhenRefused' },
    );
    return client;
  };

  return {
    logs: (credentials, region) => {
      const key = keyOf(credentials, region);
      return remembered(logsClients, key, () =>
        retireWhenRefused(new CloudWatchLogsClient(common(region, providerFor(credentials, region))), key),
      );
    },

    async checkAccount(credentials, region, accountId) {
      const key = keyOf(credentials, region);
      const actual =
        accounts.get(key) ?? (await callerAccount(sts(region, providerFor(credentials, region))));
      accounts.set(key, actual);
      if (actual !== accountId)
        throw needsPerson(
          'wrong_account',
          `The integration is for account ${accountId}, but ${principalOf(credentials)} belongs to ${actual}.`,
          `Choose credentials of account ${accountId}, or a role in it.`,
        );

      async function callerAccount(client: STSClient): Promise<string> {
        try {
          const { Account } = await client.send(new GetCallerIdentityCommand({}));
          if (Account === undefined) throw new TypeError('GetCallerIdentity without an account');
          return Account;
        } catch (error) {
          throw awsFailure(error, {
            action: 'sts:GetCallerIdentity',
            resource: `account ${accountId}`,
            principal: principalOf(credentials),
            region,
          });
        }
      }
    },

    close() {
      for (const client of [...logsClients.values(), ...retired]) client.destroy();
      for (const client of stsClients) client.destroy();
    },
  };
}

function remembered<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
