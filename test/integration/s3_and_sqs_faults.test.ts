/** What S3 and SQS do when they do not do what they should, through the real SDK: the local AWS can be told to. */
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { type LocalAws, startLocalAws } from '../../dev/aws/local_aws';
import { type AwsClients, createAwsClients } from '../../server/aws/clients';
import { principalOf } from '../../server/aws/credentials';
import { systemClock } from '../../server/clock';
import { sqsNotificationQueue } from '../../server/sources/s3_notifications/notification_queue';
import { awsS3Objects } from '../../server/sources/s3_objects/aws_s3_objects';
import { openObject } from '../../server/sources/s3_objects/open_object';

const accountId = '111122223333';
const region = 'eu-west-1';
const place = { accountId, region };
const credentials = { type: 'named', name: 'collector' } as const;
const keys = { accessKeyId: 'AKIAEXAMPLE000000001', secretAccessKey: 'example/secret+key' };
const user = `arn:aws:iam::${accountId}:user/collector`;
const body = Buffer.from(Array.from({ length: 300_000 }, (_, at) => at % 251));
const { signal } = new AbortController();

let aws: LocalAws;
let clients: AwsClients;

beforeAll(async () => {
  aws = await startLocalAws({ port: 0 });
  aws.sink.createAccessKey({ accountId, userName: 'collector', ...keys });
  aws.sink.createBucket(place, { name: 'records' });
  put('object', body);
});
afterAll(() => aws.stop());
beforeEach(() => {
  clients = createAwsClients({ endpoint: aws.url, credentials: { collector: keys } }, Date.now);
});
afterEach(() => {
  aws.faults.clear();
  clients.close();
});

const put = (key: string, bytes: Buffer) =>
  aws.sink.putObject(place, {
    bucket: 'records',
    key,
    body: bytes,
    contentType: 'application/gzip',
    lastModified: Date.now(),
  });

const objects = (timeoutMs = 10_000, where = region) =>
  awsS3Objects(
    clients.s3(credentials, where),
    { principal: principalOf(credentials), region: where },
    timeoutMs,
    systemClock,
  );

async function read(key: string, timeoutMs?: number): Promise<Buffer> {
  const dependencies = { objects: objects(timeoutMs), clock: systemClock, random: () => 0 };
  const opened = await openObject({ bucket: 'records', key }, dependencies, signal);
  if (!('chunks' in opened)) throw new Error(opened.reasons.join());
  const chunks: Uint8Array[] = [];
  for await (const chunk of opened.chunks) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const getObject = { service: 's3', operation: 'GetObject' } as const;

describe('a body', () => {
  test('that is cut goes on where it was cut', async () => {
    aws.faults.add({ ...getObject, kind: 'truncate_response', afterBytes: 100_000, times: 2 });
    expect((await read('object')).equals(body)).toBe(true);
    expect(aws.requests.list({ operation: 'GetObject' })).toHaveLength(3);
  });

  test('that stands still is given up and goes on', async () => {
    aws.faults.add({ ...getObject, kind: 'stall_response', afterBytes: 70_000, times: 1 });
    expect((await read('object', 500)).equals(body)).toBe(true);
  });

  test('that is cut every time is left for later', async () => {
    aws.faults.add({ ...getObject, kind: 'truncate_response', afterBytes: 10 });
    await expect(read('object')).rejects.toMatchObject({ kind: 'retry', code: 'download_broken' });
  });

  test('of an object that is replaced meanwhile is not pieced together', async () => {
    put('changing', Buffer.alloc(200_000, 1));
    aws.faults.add({ ...getObject, kind: 'truncate_response', afterBytes: 1_000, times: 1 });
    const dependencies = { objects: objects(), clock: systemClock, random: () => 0 };
    const opened = await openObject({ bucket: 'records', key: 'changing' }, dependencies, signal);
    if (!('chunks' in opened)) throw new Error(opened.reasons.join());
    put('changing', Buffer.alloc(200_000, 2));
    const reading = async () => {
      for await (const chunk of opened.chunks) expect(chunk.every((byte) => byte === 1)).toBe(true);
    };
    await expect(reading()).rejects.toMatchObject({ kind: 'retry', code: 'object_replaced' });
  });

  test('that nobody takes for a while is still there', async () => {
    const dependencies = { objects: objects(300), clock: systemClock, random: () => 0 };
    const opened = await openObject({ bucket: 'records', key: 'object' }, dependencies, signal);
    if (!('chunks' in opened)) throw new Error(opened.reasons.join());
    let length = 0;
    for await (const chunk of opened.chunks) {
      if (length === 0) await systemClock.sleep(1_000);
      length += chunk.byteLength;
    }
    expect(length).toBe(body.length);
  });

  test('ends at once when the run is stopped', async () => {
    aws.faults.add({ ...getObject, kind: 'stall_response', afterBytes: 1_000, times: 1 });
    const stopping = new AbortController();
    const dependencies = { objects: objects(), clock: systemClock, random: () => 0 };
    const opened = await openObject({ bucket: 'records', key: 'object' }, dependencies, stopping.signal);
    if (!('chunks' in opened)) throw new Error(opened.reasons.join());
    const reading = async () => {
      for await (const _chunk of opened.chunks) stopping.abort();
    };
    await expect(reading()).rejects.toMatchObject({ code: 'stopped' });
  });
});

describe('a refusal', () => {
  test('names who may not do what on what', async () => {
    aws.faults.deny({ action: 's3:GetObject', resource: 'arn:aws:s3:::records/object' });
    await expect(read('object')).rejects.toMatchObject({
      kind: 'needs_person',
      code: 'access_denied',
      message: `s3:GetObject is denied on object s3://records/object for ${user}.`,
    });
  });

  test('of the key of an encrypted bucket names the key', async () => {
    const kmsKeyArn = `arn:aws:kms:${region}:${accountId}:key/k`;
    aws.sink.createBucket(place, { name: 'encrypted', kmsKeyArn });
    aws.sink.putObject(place, {
      bucket: 'encrypted',
      key: 'object',
      body,
      contentType: 'application/gzip',
      lastModified: Date.now(),
    });
    aws.faults.deny({ action: 'kms:Decrypt' });
    await expect(objects().get({ bucket: 'encrypted', key: 'object', signal })).rejects.toMatchObject({
      code: 'access_denied',
      message: `kms:Decrypt is denied on ${kmsKeyArn} for ${user}.`,
      action: expect.stringContaining('policy of the key'),
    });
  });

  test('of a listing', async () => {
    aws.faults.deny({ action: 's3:ListBucket' });
    const list = objects().list({ bucket: 'records', prefix: '', foldersApart: false, signal });
    await expect(list).rejects.toMatchObject({
      code: 'access_denied',
      message: `s3:ListBucket is denied on bucket records for ${user}.`,
    });
  });

  test('of a bucket in another region names that region', async () => {
    const get = objects(10_000, 'us-east-1').get({ bucket: 'records', key: 'object', signal });
    await expect(get).rejects.toMatchObject({
      kind: 'needs_person',
      code: 'wrong_region',
      message: 'The object s3://records/object is not in us-east-1 but in eu-west-1.',
      action: expect.stringContaining('eu-west-1'),
    });
    const list = objects(10_000, 'us-east-1').list({
      bucket: 'records',
      prefix: '',
      foldersApart: true,
      signal,
    });
    await expect(list).rejects.toMatchObject({
      code: 'wrong_region',
      message: expect.stringContaining('eu-west-1'),
    });
  });

  test('of the credentials makes new ones for every service', async () => {
    const { s3, sqs, logs } = clients;
    const before = [s3(credentials, region), sqs(credentials, region), logs(credentials, region)];
    aws.faults.add({ ...getObject, kind: 'expired_token', times: 4 });
    await expect(read('object')).rejects.toMatchObject({ kind: 'retry', code: 'credentials_expired' });
    aws.faults.clear();
    const after = [s3(credentials, region), sqs(credentials, region), logs(credentials, region)];
    for (const [at, client] of before.entries()) expect(after[at]).not.toBe(client);
    expect((await read('object')).length).toBe(body.length);
  });
});

test('clients are shared by region, credentials and variant', () => {
  expect(clients.s3(credentials, region)).toBe(clients.s3(credentials, region, { fips: false }));
  expect(clients.s3(credentials, region)).not.toBe(clients.s3(credentials, region, { pathStyle: true }));
  expect(clients.sqs(credentials, region)).not.toBe(clients.sqs(credentials, 'us-east-1'));
});

test('without an endpoint of one’s own, FIPS endpoints are those of the region', async () => {
  const real = createAwsClients({ credentials: { collector: keys } }, Date.now);
  try {
    for (const client of [
      real.s3(credentials, 'us-east-1', { fips: true }),
      real.sqs(credentials, 'us-east-1', { fips: true }),
      real.logs(credentials, 'us-east-1', { fips: true }),
    ])
      expect(await client.config.useFipsEndpoint()).toBe(true);
    expect(await real.s3(credentials, 'us-east-1').config.useFipsEndpoint()).toBe(false);
  } finally {
    real.close();
  }
});

describe('a queue', () => {
  let url: string;

  const queue = (queueUrl = url) =>
    sqsNotificationQueue(clients.sqs(credentials, region), {
      url: queueUrl,
      principal: principalOf(credentials),
      region,
      timeoutMs: 10_000,
    });
  const receive = { max: 10, waitSeconds: 0, visibilitySeconds: 60, signal };

  beforeEach(() => {
    url = aws.sink.createQueue(place, { name: 'logs' }).url;
  });

  const send = (text: string) =>
    clients.sqs(credentials, region).send(new SendMessageCommand({ QueueUrl: url, MessageBody: text }));

  test('is asked where the configuration says, whatever its URL', async () => {
    await send('hello');
    const elsewhere = queue(`https://sqs.attacker.example/${accountId}/logs`);
    expect(await elsewhere.receive(receive)).toMatchObject([{ body: 'hello', receiveCount: 1 }]);
  });

  test('tells of each message by itself what became of it', async () => {
    for (const text of ['1', '2', '3', '4']) await send(text);
    const messages = await queue().receive(receive);
    const receipts = messages.map(({ receipt }) => receipt);
    aws.faults.add({ kind: 'partial_failure', service: 'sqs', operation: 'DeleteMessageBatch', times: 1 });
    const outcomes = await queue().delete(receipts);
    expect(outcomes.filter((outcome) => outcome === 'failed').length).toBe(2);
    expect(await queue().changeVisibility([{ receipt: 'stale', seconds: 1 }])).toEqual(['gone']);
  });

  test('refuses in its own words, which name the action as policies write it', async () => {
    aws.faults.deny({ action: 'sqs:ReceiveMessage' });
    await expect(queue().receive(receive)).rejects.toMatchObject({
      code: 'access_denied',
      message: `sqs:ReceiveMessage is denied on queue ${url} for ${user}.`,
    });
  });

  test('of which too much is in flight is asked again later', async () => {
    aws.faults.add({ kind: 'over_limit', service: 'sqs' });
    await expect(queue().receive(receive)).rejects.toMatchObject({ kind: 'retry', code: 'throttled' });
  });

  test('says whether it moves messages away itself', async () => {
    const { arn } = aws.sink.createQueue(place, { name: 'dead' });
    const { url: redriven } = aws.sink.createQueue(place, { name: 'redriven', redriveTo: arn });
    expect(await queue().hasRedrive()).toBe(false);
    expect(await queue(redriven).hasRedrive()).toBe(true);
  });
});
