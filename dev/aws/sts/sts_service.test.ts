import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { accountId, startTestAws, userArn, type TestAws } from '../test_setup';

const roleArn = 'arn:aws:iam::444455556666:role/observability/BedrockReader';
let aws: TestAws;
let sts: STSClient;

beforeEach(async () => {
  aws = await startTestAws();
  aws.sink.createRole({ roleArn, externalId: 'ticket-42', trustedAccountIds: [accountId] });
  sts = new STSClient(aws.client);
});
afterEach(async () => {
  sts.destroy();
  await aws.stop();
});

const assume = (more: object = {}) =>
  sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'night', ExternalId: 'ticket-42', ...more }),
  );

test('says who owns a long-term key', async () => {
  await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
    Account: accountId,
    Arn: userArn,
  });
});

test('gives a role session its own account, its name in the ARN, and an end', async () => {
  const { Credentials: temporary, AssumedRoleUser: user } = await assume({ DurationSeconds: 900 });
  expect(user?.Arn).toBe('arn:aws:sts::444455556666:assumed-role/BedrockReader/night');
  expect(temporary?.Expiration?.getTime()).toBe(aws.now + 900_000);

  const session = new STSClient({
    ...aws.client,
    credentials: {
      accessKeyId: temporary?.AccessKeyId ?? '',
      secretAccessKey: temporary?.SecretAccessKey ?? '',
      sessionToken: temporary?.SessionToken,
    },
  });
  aws.now += 899_999;
  await expect(session.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
    Account: '444455556666',
    Arn: user?.Arn,
  });
  aws.now += 1;
  await expect(session.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'ExpiredToken',
    $metadata: { httpStatusCode: 403 },
  });
  session.destroy();
});

test("works behind the SDK's own credential provider", async () => {
  const client = new STSClient({
    ...aws.client,
    credentials: fromTemporaryCredentials({
      params: { RoleArn: roleArn, RoleSessionName: 'provider', ExternalId: 'ticket-42' },
      masterCredentials: aws.client.credentials,
      clientConfig: { endpoint: aws.url, region: 'eu-west-1' },
    }),
  });
  await expect(client.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
    Arn: 'arn:aws:sts::444455556666:assumed-role/BedrockReader/provider',
  });
  client.destroy();
});

test.each([
  ['a wrong external id', { ExternalId: 'ticket-43' }],
  ['no external id', { ExternalId: undefined }],
  ['a role that does not exist', { RoleArn: 'arn:aws:iam::444455556666:role/Nobody' }],
])('refuses %s, naming principal, action and resource', async (_case, input) => {
  const target = 'RoleArn' in input ? input.RoleArn : roleArn;
  await expect(assume(input)).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: ${userArn} is not authorized to perform: sts:AssumeRole on resource: ${target}`,
    $metadata: { httpStatusCode: 403 },
  });
});

test('refuses an account that the role does not trust', async () => {
  aws.sink.createRole({ roleArn, trustedAccountIds: ['999999999999'] });
  await expect(assume({ ExternalId: undefined })).rejects.toMatchObject({ name: 'AccessDenied' });
});

test.each([
  [{ DurationSeconds: 899 }, /greater than or equal to 900/],
  [{ DurationSeconds: 43_201 }, /less than or equal to 43200/],
  [{ DurationSeconds: 3601 }, /MaxSessionDuration set for this role/],
  [{ RoleSessionName: 'x y' }, /roleSessionName/],
])('refuses the parameters %j', async (input, message) => {
  await expect(assume(input)).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringMatching(message),
  });
});

test('refuses a stranger’s key, a wrong secret and a wrong session token', async () => {
  const ask = async (credentials: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
  }) => {
    const client = new STSClient({ ...aws.client, credentials });
    try {
      return await client.send(new GetCallerIdentityCommand({}));
    } finally {
      client.destroy();
    }
  };
  const known = aws.client.credentials;
  await expect(ask({ ...known, accessKeyId: 'AKIANOBODY0000000000' })).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });
  await expect(ask({ ...known, secretAccessKey: 'other' })).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  });
  await expect(ask({ ...known, sessionToken: 'made-up' })).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
  });
});

test('holds a chained role for an hour at most', async () => {
  const second = 'arn:aws:iam::777788889999:role/Second';
  aws.sink.createRole({ roleArn: second, trustedAccountIds: ['444455556666'] });
  const { Credentials: temporary } = await assume();
  const session = new STSClient({
    ...aws.client,
    credentials: {
      accessKeyId: temporary?.AccessKeyId ?? '',
      secretAccessKey: temporary?.SecretAccessKey ?? '',
      sessionToken: temporary?.SessionToken,
    },
  });
  const chain = (seconds: number) =>
    session.send(
      new AssumeRoleCommand({ RoleArn: second, RoleSessionName: 'chained', DurationSeconds: seconds }),
    );
  await expect(chain(3600)).resolves.toMatchObject({
    AssumedRoleUser: { Arn: 'arn:aws:sts::777788889999:assumed-role/Second/chained' },
  });
  await expect(chain(3601)).rejects.toMatchObject({ message: expect.stringMatching(/role chaining/) });
  session.destroy();
});
