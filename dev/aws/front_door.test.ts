import type { Readable } from 'node:stream';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeQueriesCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { LocalAwsOptions } from './local_aws';
import { awsQuota } from './quotas';
import { accountId, place, region, startTestAws, userArn, type TestAws } from './test_setup';

const group = '/g';
let aws: TestAws;
let logs: CloudWatchLogsClient;

const start = async (options: Partial<LocalAwsOptions> = {}) => {
  aws = await startTestAws(options);
  aws.sink.createLogGroup(place, { name: group });
  logs = new CloudWatchLogsClient(aws.client);
};
afterEach(async () => {
  logs.destroy();
  await aws.stop();
});

const filter = (client = logs) => client.send(new FilterLogEventsCommand({ logGroupName: group }));

test('the quota is per account, region and operation, and refills by the clock', async () => {
  await start({ quota: awsQuota });
  aws.sink.createLogGroup({ accountId, region: 'eu-central-1' }, { name: group });
  const throttled = { name: 'ThrottlingException', message: 'Rate exceeded' };
  for (let call = 0; call < 10; call++) await filter();
  await expect(filter()).rejects.toMatchObject(throttled);

  const slower = new CloudWatchLogsClient({ ...aws.client, region: 'eu-central-1' });
  for (let call = 0; call < 5; call++) await filter(slower);
  await expect(filter(slower)).rejects.toMatchObject(throttled);
  slower.destroy();

  aws.now += 200;
  await filter();
  await filter();
  await expect(filter()).rejects.toMatchObject(throttled);
});

test.each([
  ['throttle', 'ThrottlingException', 400],
  ['server_error', 'ServiceUnavailableException', 503],
  ['expired_token', 'ExpiredTokenException', 400],
  ['access_denied', 'AccessDeniedException', 400],
] as const)('the fault %s hits as many calls of one operation as asked', async (kind, name, status) => {
  await start();
  aws.faults.add({ kind, service: 'logs', operation: 'FilterLogEvents', times: 2 });
  await logs.send(new DescribeLogGroupsCommand({}));
  for (let call = 0; call < 2; call++) {
    await expect(filter()).rejects.toMatchObject({ name, $metadata: { httpStatusCode: status } });
  }
  await filter();
});

test('a fault without a number stays until it is taken back', async () => {
  await start();
  const clear = aws.faults.add({ kind: 'throttle', region });
  for (let call = 0; call < 3; call++) await expect(filter()).rejects.toBeInstanceOf(Error);
  clear();
  await filter();
});

test('a dropped connection and a truncated answer reach the client as transport errors', async () => {
  await start();
  aws.faults.add({ kind: 'drop_connection', times: 1 });
  await expect(filter()).rejects.toThrow(/socket hang up|ECONNRESET/);
  aws.faults.add({ kind: 'truncate_response', times: 1 });
  await expect(filter()).rejects.toThrow(/aborted|terminated/);
  await filter();
});

test('an answer ends or stands still after so many bytes of its body', async () => {
  await start();
  aws.sink.createBucket(place, { name: 'cut-off' });
  const object = { bucket: 'cut-off', key: 'k', body: Buffer.alloc(300_000, 'x'), contentType: 'x' };
  aws.sink.putObject(place, { ...object, lastModified: aws.now });
  const s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  const read = async (hangUpAfter = Infinity) => {
    const { Body: body } = await s3.send(new GetObjectCommand({ Bucket: 'cut-off', Key: 'k' }));
    let bytes = 0;
    const stream = body as Readable;
    try {
      for await (const chunk of stream) {
        bytes += (chunk as Buffer).length;
        if (bytes >= hangUpAfter) break;
      }
      return [bytes, 'ended'];
    } catch {
      return [bytes, 'failed'];
    }
  };
  aws.faults.add({ kind: 'truncate_response', operation: 'GetObject', afterBytes: 123_456, times: 1 });
  expect(await read()).toEqual([123_456, 'failed']);
  aws.faults.add({ kind: 'truncate_response', operation: 'GetObject', afterBytes: 0, times: 1 });
  expect(await read()).toEqual([0, 'failed']);
  aws.faults.add({ kind: 'stall_response', operation: 'GetObject', afterBytes: 1_000, times: 1 });
  expect(await read(1_000)).toEqual([1_000, 'ended']);
  expect(await read()).toEqual([300_000, 'ended']);
  s3.destroy();
});

test('an error can be any that AWS has', async () => {
  await start();
  const message = 'The service is on holiday.';
  aws.faults.add({ kind: 'error', code: 'LimitExceededException', status: 429, message, times: 1 });
  await expect(filter()).rejects.toMatchObject({
    name: 'LimitExceededException',
    message,
    $metadata: { httpStatusCode: 429 },
  });
  await filter();
});

test('a fault can be meant for one log group', async () => {
  await start();
  aws.sink.createLogGroup(place, { name: '/other' });
  aws.faults.add({ kind: 'throttle', resource: `arn:aws:logs:*:log-group:/other` });
  await filter();
  for (const reference of ['/other', `arn:aws:logs:${region}:${accountId}:log-group:/other`]) {
    await expect(
      logs.send(new FilterLogEventsCommand({ logGroupIdentifier: reference })),
    ).rejects.toMatchObject({ name: 'ThrottlingException' });
  }
});

test('a delay waits before it answers', async () => {
  const waits: number[] = [];
  await start({ sleep: (ms) => Promise.resolve(void waits.push(ms)) });
  aws.faults.add({ kind: 'delay', delayMs: 1500, times: 1 });
  await filter();
  await filter();
  expect(waits).toEqual([1500]);
});

test('empty pages lead on as long as there is more', async () => {
  await start();
  aws.sink.putLogEvents(place, { group, stream: 's' }, [
    { timestamp: aws.now - 1, message: 'x', ingestionTime: aws.now },
  ]);
  aws.faults.add({ kind: 'empty_pages', operation: 'FilterLogEvents', times: 2 });
  const first = await filter();
  expect(first.events).toEqual([]);
  const next = (token?: string) =>
    logs.send(new FilterLogEventsCommand({ logGroupName: group, nextToken: token }));
  const second = await next(first.nextToken);
  expect(second.events).toEqual([]);
  expect((await next(second.nextToken)).events).toMatchObject([{ message: 'x' }]);
});

test('a denial can be meant for one role only', async () => {
  await start();
  const roleArn = `arn:aws:iam::${accountId}:role/Reader`;
  aws.sink.createRole({ roleArn, trustedAccountIds: [accountId] });
  const sts = new STSClient(aws.client);
  const { Credentials: temporary } = await sts.send(
    new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'night' }),
  );
  const asRole = new CloudWatchLogsClient({
    ...aws.client,
    credentials: {
      accessKeyId: temporary?.AccessKeyId ?? '',
      secretAccessKey: temporary?.SecretAccessKey ?? '',
      sessionToken: temporary?.SessionToken,
    },
  });
  aws.faults.deny({ principal: roleArn, action: 'logs:*' });
  await filter();
  await expect(filter(asRole)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  sts.destroy();
  asRole.destroy();
});

test('the log of requests tells who asked what', async () => {
  await start();
  aws.faults.add({ kind: 'throttle', times: 1 });
  await expect(filter()).rejects.toBeInstanceOf(Error);
  await filter();
  const common = {
    at: aws.now,
    service: 'logs',
    operation: 'FilterLogEvents',
    region,
    accountId,
    principalArn: userArn,
    parameters: { logGroupName: group },
  };
  expect(aws.requests.list()).toEqual([
    { ...common, status: 400, errorCode: 'ThrottlingException' },
    { ...common, status: 200, errorCode: undefined },
  ]);
  expect(aws.requests.count({ operation: 'DescribeLogGroups' })).toBe(0);
});

test('a stranger’s key and a forged signature are refused in each service’s own words', async () => {
  await start();
  const stranger = { accessKeyId: 'AKIANOBODY0000000000', secretAccessKey: 'x' };
  const forged = { ...aws.client.credentials, secretAccessKey: 'x' };
  const names = async (credentials: { accessKeyId: string; secretAccessKey: string }) => {
    const client = { ...aws.client, credentials };
    const [ofLogs, sts, s3] = [new CloudWatchLogsClient(client), new STSClient(client), new S3Client(client)];
    const nameOf = (call: Promise<unknown>) => call.catch((error: Error) => error.name);
    const found = [
      await nameOf(filter(ofLogs)),
      await nameOf(sts.send(new GetCallerIdentityCommand({}))),
      await nameOf(s3.send(new ListBucketsCommand({}))),
    ];
    for (const each of [ofLogs, sts, s3]) each.destroy();
    return found;
  };
  expect(await names(stranger)).toEqual([
    'UnrecognizedClientException',
    'InvalidClientTokenId',
    'InvalidAccessKeyId',
  ]);
  expect(await names(forged)).toEqual([
    'InvalidSignatureException',
    'SignatureDoesNotMatch',
    'SignatureDoesNotMatch',
  ]);
});

test('without a signature nothing is answered', async () => {
  await start();
  const response = await fetch(aws.url, {
    method: 'POST',
    headers: { 'x-amz-target': 'Logs_20140328.FilterLogEvents' },
    body: '{}',
  });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
});

test('a service that is not here says so, signed or not', async () => {
  await start();
  const logsElsewhere = new CloudWatchLogsClient({ ...aws.client, authSchemePreference: ['sigv4'] });
  logsElsewhere.middlewareStack.add(
    (next) => (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      headers['authorization'] = (headers['authorization'] ?? '').replace('/logs/', '/kms/');
      return next(args);
    },
    { step: 'finalizeRequest', priority: 'low', name: 'elsewhere' },
  );
  await expect(filter(logsElsewhere)).rejects.toMatchObject({
    name: 'UnknownServiceException',
    $metadata: { httpStatusCode: 501 },
  });
  logsElsewhere.destroy();
  expect((await fetch(aws.url, { method: 'PATCH' })).status).toBe(501);
});

test('an operation that a service does not have is unknown', async () => {
  await start();
  await expect(logs.send(new DescribeQueriesCommand({}))).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
});
