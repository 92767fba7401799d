/**
 * AWS clients for definitions: one per service, region, credentials and variant of endpoint, reused over runs so
 * that connections and sessions live on. Endpoints, attempts and timeouts are set here and not left to the
 * environment.
 */
import './sdk';
import { BedrockClient } from '@aws-sdk/client-bedrock';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { MiddlewareStack } from '@aws-sdk/types';
import type { Credentials } from '../../common/integrations/definition';
import { needsPerson } from '../failure';
import { credentialProvider, principalOf, type CredentialProvider } from './credentials';
import { awsFailure, refusesCredentials } from './errors';
import { CONNECTION_TIMEOUT_MS, REQUEST_TIMEOUT_MS, SDK_MAX_ATTEMPTS } from './sdk';
import type { AwsSettings } from './settings';

export interface EndpointVariant {
  /** The FIPS 140 endpoint; means nothing where the configuration replaces every endpoint. */
  readonly fips?: boolean;
}

export interface S3Variant extends EndpointVariant {
  /** Buckets in the path instead of in the host name. */
  readonly pathStyle?: boolean;
}

export interface AwsClients {
  /** The control plane, which tells of profiles and models; nothing is ever invoked. */
  bedrock(credentials: Credentials, region: string, variant?: EndpointVariant): BedrockClient;
  logs(credentials: Credentials, region: string, variant?: EndpointVariant): CloudWatchLogsClient;
  s3(credentials: Credentials, region: string, variant?: S3Variant): S3Client;
  sqs(credentials: Credentials, region: string, variant?: EndpointVariant): SQSClient;
  /**
   * Rejects unless the credentials act in `accountId`: a log group is looked up in the caller's account, so
   * another account's records would be filed under the definition's. Objects in S3 carry the account in their key.
   */
  checkAccount(credentials: Credentials, region: string, accountId: string): Promise<void>;
  close(): void;
}

/** Somebody in a region, with the clients that sign as them. */
interface Identity {
  readonly key: string;
  readonly region: string;
  readonly provider: CredentialProvider;
  readonly bedrock: Map<string, BedrockClient>;
  readonly logs: Map<string, CloudWatchLogsClient>;
  readonly s3: Map<string, S3Client>;
  readonly sqs: Map<string, SQSClient>;
}

export function createAwsClients(settings: AwsSettings, now: () => number): AwsClients {
  const identities = new Map<string, Identity>();
  /** No longer given out; a run may still use one. */
  const retired: Identity[] = [];
  const stsClients: STSClient[] = [];
  const accounts = new Map<string, string>();

  const common = (
    region: string,
    credentials: CredentialProvider,
    { fips = false }: EndpointVariant = {},
  ) => ({
    region,
    credentials,
    // An endpoint of one's own has no FIPS variant, and the SDK refuses both together.
    ...(settings.endpoint === undefined
      ? { useFipsEndpoint: fips }
      : { endpoint: settings.endpoint, useFipsEndpoint: false }),
    useDualstackEndpoint: false,
    // The environment and shared files may name endpoints too; only the configuration is asked.
    ignoreConfiguredEndpointUrls: true,
    maxAttempts: SDK_MAX_ATTEMPTS,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Without it the handler only warns.
      throwOnRequestTimeout: true,
      // Workers, slots and tasks bound how much is asked at once; a second bound here would only make requests wait
      // until they time out, long polls first.
      httpAgent: { keepAlive: true, maxSockets: Infinity },
      httpsAgent: { keepAlive: true, maxSockets: Infinity },
    },
  });
  const sts = (region: string, credentials: CredentialProvider): STSClient => {
    const client = new STSClient(common(region, credentials));
    stsClients.push(client);
    return client;
  };
  const keyOf = (credentials: Credentials, region: string) => JSON.stringify([credentials, region]);
  const identityOf = (credentials: Credentials, region: string): Identity => {
    const key = keyOf(credentials, region);
    return remembered(identities, key, () => ({
      key,
      region,
      provider: credentialProvider(credentials, region, { settings, now, sts }),
      bedrock: new Map(),
      logs: new Map(),
      s3: new Map(),
      sqs: new Map(),
    }));
  };

  /** A session may end before its time (a role made anew, keys replaced): the next run then starts with a new one. */
  const retireWhenRefused = <Input extends object, Output extends object>(
    stack: MiddlewareStack<Input, Output>,
    identity: Identity,
  ): void =>
    stack.add(
      (next) => async (request) => {
        try {
          return await next(request);
        } catch (error) {
          if (refusesCredentials(error) && identities.get(identity.key) === identity) {
            identities.delete(identity.key);
            retired.push(identity);
          }
          throw error;
        }
      },
      { step: 'initialize', name: 'retireWhenRefused' },
    );

  return {
    bedrock: (credentials, region, variant = {}) => {
      const identity = identityOf(credentials, region);
      return remembered(identity.bedrock, variantKey(variant), () => {
        const client = new BedrockClient({
          ...common(region, identity.provider, variant),
          // A bearer token in the environment would sign as somebody else than the definition says.
          authSchemePreference: ['sigv4'],
        });
        retireWhenRefused(client.middlewareStack, identity);
        return client;
      });
    },

    logs: (credentials, region, variant = {}) => {
      const identity = identityOf(credentials, region);
      return remembered(identity.logs, variantKey(variant), () => {
        const client = new CloudWatchLogsClient(common(region, identity.provider, variant));
        retireWhenRefused(client.middlewareStack, identity);
        return client;
      });
    },

    s3: (credentials, region, variant = {}) => {
      const identity = identityOf(credentials, region);
      return remembered(identity.s3, variantKey(variant), () => {
        const client = new S3Client({
          ...common(region, identity.provider, variant),
          forcePathStyle: variant.pathStyle ?? false,
          // A bucket elsewhere is told to a person, not asked for twice with every object.
          followRegionRedirects: false,
          // TLS and gzip's own checksum guard the bytes; hashing them once more costs as much as unpacking them.
          responseChecksumValidation: 'WHEN_REQUIRED',
          requestChecksumCalculation: 'WHEN_REQUIRED',
          disableS3ExpressSessionAuth: true,
          disableMultiregionAccessPoints: true,
          useArnRegion: false,
        });
        retireWhenRefused(client.middlewareStack, identity);
        return client;
      });
    },

    sqs: (credentials, region, variant = {}) => {
      const identity = identityOf(credentials, region);
      return remembered(identity.sqs, variantKey(variant), () => {
        const client = new SQSClient({
          ...common(region, identity.provider, variant),
          // A definition's queue URL names a queue; it must not choose where signed requests go.
          useQueueUrlAsEndpoint: false,
          // A machine in FIPS mode has no MD5.
          ...(variant.fips === true ? { md5: false as const } : {}),
        });
        retireWhenRefused(client.middlewareStack, identity);
        return client;
      });
    },

    async checkAccount(credentials, region, accountId) {
      const key = keyOf(credentials, region);
      const actual =
        accounts.get(key) ?? (await callerAccount(sts(region, identityOf(credentials, region).provider)));
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
      for (const { bedrock, logs, s3, sqs } of [...identities.values(), ...retired])
        for (const client of [...bedrock.values(), ...logs.values(), ...s3.values(), ...sqs.values()])
          client.destroy();
      for (const client of stsClients) client.destroy();
    },
  };
}

const variantKey = ({ fips = false, pathStyle = false }: S3Variant): string => `${fips}/${pathStyle}`;

function remembered<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
