/**
 * AWS credentials of a definition: the default chain, keys named in the configuration, or a role assumed from
 * either. Instance metadata is asked only where an administrator said so: a missing credential must not fall
 * through to whatever identity the machine happens to have.
 */
import './sdk';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import {
  createCredentialChain,
  fromEnv,
  fromHttp,
  fromIni,
  fromInstanceMetadata,
  fromProcess,
  fromTokenFile,
} from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@aws-sdk/types';
import type { Credentials } from '../../common/integrations/definition';
import { needsPerson } from '../failure';
import { awsFailure } from './errors';
import type { AwsSettings } from './settings';

export type CredentialProvider = () => Promise<AwsCredentialIdentity>;

/** Renewed this long before they run out, so that no request is signed with credentials about to expire. */
const RENEW_BEFORE_MS = 5 * 60_000;
const SESSION_NAME = 'bedrock-observability';

export interface CredentialDependencies {
  readonly settings: AwsSettings;
  readonly now: () => number;
  /** An STS client in a region, signing with the given credentials. */
  readonly sts: (region: string, credentials: CredentialProvider) => STSClient;
}

/** Credentials for a definition in a region. Rejects with a `Failure`. */
export function credentialProvider(
  credentials: Credentials,
  region: string,
  dependencies: CredentialDependencies,
): CredentialProvider {
  switch (credentials.type) {
    case 'default':
      return renewing(defaultChain(dependencies.settings), dependencies.now);
    case 'named':
      return named(credentials.name, dependencies.settings);
    case 'assume_role': {
      const base =
        credentials.source === undefined
          ? renewing(defaultChain(dependencies.settings), dependencies.now)
          : named(credentials.source, dependencies.settings);
      const client = dependencies.sts(region, base);
      return renewing(() => assumeRole(client, credentials, region), dependencies.now);
    }
  }
}

/** Who a definition acts as, in words for messages. */
export function principalOf(credentials: Credentials): string {
  switch (credentials.type) {
    case 'default':
      return 'the default credentials';
    case 'named':
      return `the credentials “${credentials.name}”`;
    case 'assume_role':
      return `the role ${credentials.role_arn}`;
  }
}

function defaultChain({ instanceMetadata = false }: AwsSettings): CredentialProvider {
  const chain = createCredentialChain(
    fromEnv(),
    fromIni({ ignoreCache: true }),
    fromProcess(),
    fromTokenFile(),
    // Container credentials: only where the container's environment names them.
    ...(hasContainerCredentials() ? [fromHttp({})] : []),
    ...(instanceMetadata ? [fromInstanceMetadata()] : []),
  );
  return () => chain();
}

const hasContainerCredentials = (): boolean =>
  process.env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI !== undefined ||
  process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI !== undefined;

function named(name: string, { credentials = {} }: AwsSettings): CredentialProvider {
  return async () => {
    const keys = Object.hasOwn(credentials, name) ? credentials[name] : undefined;
    if (keys === undefined)
      throw needsPerson(
        'unknown_credentials',
        `The configuration has no credentials named “${name}”.`,
        `Add bedrock.aws.credentials.${name} to the configuration, or choose other credentials for the integration.`,
      );
    return {
      accessKeyId: keys.accessKeyId,
      secretAccessKey: keys.secretAccessKey,
      ...(keys.sessionToken === undefined ? {} : { sessionToken: keys.sessionToken }),
    };
  };
}

async function assumeRole(
  client: STSClient,
  credentials: Extract<Credentials, { type: 'assume_role' }>,
  region: string,
): Promise<AwsCredentialIdentity> {
  try {
    const { Credentials: session } = await client.send(
      new AssumeRoleCommand({
        RoleArn: credentials.role_arn,
        RoleSessionName: SESSION_NAME,
        ...(credentials.external_id === undefined ? {} : { ExternalId: credentials.external_id }),
      }),
    );
    if (!session?.AccessKeyId || !session.SecretAccessKey)
      throw new TypeError('AssumeRole without credentials');
    return {
      accessKeyId: session.AccessKeyId,
      secretAccessKey: session.SecretAccessKey,
      ...(session.SessionToken === undefined ? {} : { sessionToken: session.SessionToken }),
      ...(session.Expiration === undefined ? {} : { expiration: session.Expiration }),
    };
  } catch (error) {
    throw awsFailure(error, {
      action: 'sts:AssumeRole',
      resource: credentials.role_arn,
      principal:
        credentials.source === undefined
          ? 'the default credentials'
          : `the credentials “${credentials.source}”`,
      region,
    });
  }
}

/** Remembers credentials until shortly before they run out; concurrent askers share one request, a failure is not remembered. */
function renewing(load: CredentialProvider, now: () => number): CredentialProvider {
  let current: AwsCredentialIdentity | undefined;
  let loading: Promise<AwsCredentialIdentity> | undefined;
  const fresh = (identity: AwsCredentialIdentity | undefined): identity is AwsCredentialIdentity =>
    identity !== undefined &&
    (identity.expiration === undefined || identity.expiration.getTime() - now() > RENEW_BEFORE_MS);

  return async () => {
    if (fresh(current)) return current;
    loading ??= load().finally(() => {
      loading = undefined;
    });
    current = await loading;
    return current;
  };
}
