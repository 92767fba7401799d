/**
 * AWS clients for definitions: one per service, region, credentials and variant of endpoint, reused over runs so
 * that connections and sessions live on. Endpoints, attempts and timeouts are set here and not left to the
 * environment.
 */
import './sdk';
import { BedrockClient } from '@aws-sdk/client-bedrock';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
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
  cloudWatch(credentials: Credentials, region: string, variant?: EndpointVariant): CloudWatchClient;
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

/** Somebody in a region. */
interface Identity {
  readonly key: string;
  readonly region: string;
  readonly provider: CredentialProvider;
}

export function createAwsClients(settings: AwsSettings, now: () => number): AwsClients {
  const identities = new Map<string, Identity>();
  const accounts = new Map<string, string>();
  /** Also those of identities that are no longer given out: a run may still use one. */
  const made: { destroy(): void }[] = [];

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
    made.push(client);
    return client;
  };
  const keyOf = (credentials: Credentials, region: string) => JSON.stringify([credentials, region]);
  const identityOf = (credentials: Credentials, region: string): Identity => {
    const key = keyOf(credentials, region);
    return remembered(identities, key, () => ({
      key,
      region,
      provider: credentialProvider(credentials, region, { settings, now, sts }),
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
          if (refusesCredentials(error) && identities.get(identity.key) === identity)
            identities.delete(identity.key);
          throw error;
        }
      },
      { step: 'initialize', name: 'retireWhenRefused' },
    );

  /** One client for each identity and variant of endpoint. */
  const perIdentity = <C extends { destroy(): void }, V extends S3Variant>(
    make: (identity: Identity, variant?: V) => C,
  ) => {
    const known = new WeakMap<Identity, Map<string, C>>();
    return (credentials: Credentials, region: string, variant?: V): C => {
      const identity = identityOf(credentials, region);
      const variants = known.get(identity) ?? new Map<string, C>();
      known.set(identity, variants);
      return remembered(variants, variantKey(variant ?? {}), () => {
        const client = make(identity, variant);
        made.push(client);
        return client;
      });
    };
  };

  return {
    bedrock: perIdentity((identity, variant: EndpointVariant = {}) => {
      const client = new BedrockClient({
        ...common(identity.region, identity.provider, variant),
        // A bearer token in the environment would sign as somebody else than the definition says.
        authSchemePreference: ['sigv4'],
      });
      retireWhenRefused(client.middlewareStack, identity);
      return client;
    }),

    cloudWatch: perIdentity((identity, variant: EndpointVariant = {}) => {
      const client = new CloudWatchClient(common(identity.region, identity.provider, variant));
      retireWhenRefused(client.middlewareStack, identity);
      return client;
    }),

    logs: perIdentity((identity, variant: EndpointVariant = {}) => {
      const client = new CloudWatchLogsClient(common(identity.region, identity.provider, variant));
      retireWhenRefused(client.middlewareStack, identity);
      return client;
    }),

    s3: perIdentity((identity, variant: S3Variant = {}) => {
      const client = new S3Client({
        ...common(identity.region, identity.provider, variant),
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
    }),

    sqs: perIdentity((identity, variant: EndpointVariant = {}) => {
      const client = new SQSClient({
        ...common(identity.region, identity.provider, variant),
        // A definition's queue URL names a queue; it must not choose where signed requests go.
        useQueueUrlAsEndpoint: false,
        // A machine in FIPS mode has no MD5.
        ...(variant.fips === true ? { md5: false as const } : {}),
      });
      retireWhenRefused(client.middlewareStack, identity);
      return client;
    }),

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
      for (const client of made) client.destroy();
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
