/** How the collector comes to act in an account, over the wire of the real SDK. */
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { STSClient } from '@aws-sdk/client-sts';
import type { Credentials } from '../../common/integrations/definition';
import { type LocalAws, startLocalAws } from '../../dev/aws/local_aws';
import { type AwsClients, createAwsClients } from '../../server/aws/clients';
import { credentialProvider } from '../../server/aws/credentials';
import type { AwsSettings } from '../../server/aws/settings';
import { awsLogEvents } from '../../server/sources/cloudwatch_logs/log_events';
import { LOG_GROUP, REGION } from './collection_setup';

const BASE = '300000000001';
const TARGET = '300000000002';
const KEYS = { accessKeyId: 'AKIAEXAMPLE000000009', secretAccessKey: 'example/secret+key' };
const ROLE = `arn:aws:iam::${TARGET}:role/reader`;

let aws: LocalAws;
let now: number;
const opened: AwsClients[] = [];

beforeEach(async () => {
  now = Date.now();
  aws = await startLocalAws({ port: 0, clock: () => now });
  aws.sink.createAccessKey({ accountId: BASE, userName: 'base', ...KEYS });
  aws.sink.createRole({ roleArn: ROLE, externalId: 'the-id', trustedAccountIds: [BASE] });
  aws.sink.createLogGroup({ accountId: TARGET, region: REGION }, { name: LOG_GROUP });
});

afterEach(async () => {
  for (const clients of opened.splice(0)) clients.close();
  await aws.stop();
});

function clientsWith(settings: Partial<AwsSettings> = {}): AwsClients {
  const clients = createAwsClients(
    { endpoint: aws.url, credentials: { base: KEYS }, ...settings },
    () => now,
  );
  opened.push(clients);
  return clients;
}

const role = (changes: object = {}): Credentials => ({
  type: 'assume_role',
  role_arn: ROLE,
  external_id: 'the-id',
  source: 'base',
  ...changes,
});

const read = (clients: AwsClients, credentials: Credentials) =>
  clients
    .logs(credentials, REGION)
    .send(new FilterLogEventsCommand({ logGroupName: LOG_GROUP, startTime: 0 }));

const asked = (operation: string) => aws.requests.list({ operation }).length;

test('a role is assumed once for all that is done with it', async () => {
  const clients = clientsWith();
  await clients.checkAccount(role(), REGION, TARGET);
  await Promise.all([read(clients, role()), read(clients, role())]);
  expect(asked('AssumeRole')).toBe(1);
});

test('a session is renewed shortly before it runs out', async () => {
  const stsClients: STSClient[] = [];
  const provider = credentialProvider(role(), REGION, {
    settings: { credentials: { base: KEYS } },
    now: () => now,
    sts: (region, credentials) => {
      const client = new STSClient({ region, credentials, endpoint: aws.url });
      stsClients.push(client);
      return client;
    },
  });
  const first = await provider();
  now += 54 * 60_000;
  expect(await provider()).toBe(first);
  now += 2 * 60_000;
  expect(await provider()).not.toBe(first);
  expect(asked('AssumeRole')).toBe(2);
  for (const client of stsClients) client.destroy();
});

test.each([
  ['a wrong external id', { external_id: 'wrong' }],
  ['a role that does not exist', { role_arn: `arn:aws:iam::${TARGET}:role/nobody` }],
])('%s: the denied action, the role and who asked are named', async (_what, changes) => {
  await expect(clientsWith().checkAccount(role(changes), REGION, TARGET)).rejects.toMatchObject({
    kind: 'needs_person',
    code: 'access_denied',
    message: expect.stringMatching(
      /^sts:AssumeRole is denied on arn:aws:iam::\d+:role\/\w+ for arn:aws:iam::300000000001:user\/base\.$/,
    ),
    action: expect.stringContaining('trust policy'),
  });
});

test('credentials of another account are refused', async () => {
  await expect(clientsWith().checkAccount(role(), REGION, BASE)).rejects.toMatchObject({
    code: 'wrong_account',
  });
});

test('a name without keys says where to put them', async () => {
  await expect(
    clientsWith().checkAccount({ type: 'named', name: 'missing' }, REGION, BASE),
  ).rejects.toMatchObject({
    code: 'unknown_credentials',
    action: expect.stringContaining('bedrock.aws.credentials.missing'),
  });
});

test('keys that AWS does not know are told as such, without the keys', async () => {
  const secret = 'never-to-be-seen';
  const clients = clientsWith({
    credentials: { base: { accessKeyId: 'AKIAUNKNOWN000000001', secretAccessKey: secret } },
  });
  const failure: unknown = await clients
    .checkAccount({ type: 'named', name: 'base' }, REGION, BASE)
    .catch((error: unknown) => error);
  expect(failure).toMatchObject({ kind: 'needs_person', code: 'invalid_credentials' });
  expect(String(failure)).not.toContain(secret);
});

test('a failure to get credentials is told by the call that needed them', async () => {
  const clients = clientsWith();
  const events = awsLogEvents(clients.logs({ type: 'named', name: 'missing' }, REGION), {
    principal: 'p',
    region: REGION,
  });
  await expect(
    events.page({
      group: { name: LOG_GROUP, accountId: TARGET },
      streams: {},
      start: 0,
      end: 1,
      timeoutMs: 5_000,
      signal: new AbortController().signal,
    }),
  ).rejects.toMatchObject({ code: 'unknown_credentials' });
});

describe('the default chain', () => {
  const names = [
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_PROFILE',
    'AWS_ENDPOINT_URL',
  ];
  const files = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'];
  const before = new Map([...names, ...files].map((name) => [name, process.env[name]]));
  beforeEach(() => {
    for (const name of names) delete process.env[name];
    for (const name of files) process.env[name] = '/nonexistent';
  });
  afterEach(() => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  test('takes the keys of the environment, and no endpoint from it', async () => {
    process.env.AWS_ACCESS_KEY_ID = KEYS.accessKeyId;
    process.env.AWS_SECRET_ACCESS_KEY = KEYS.secretAccessKey;
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:9';
    await clientsWith().checkAccount({ type: 'default' }, REGION, BASE);
  });

  test('without any credentials says so, and does not ask the machine', async () => {
    await expect(clientsWith().checkAccount({ type: 'default' }, REGION, BASE)).rejects.toMatchObject({
      kind: 'needs_person',
      code: 'no_credentials',
    });
  });
});
