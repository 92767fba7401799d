/** Who may read what, where, and in which words S3 says no. */
import {
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { accountId, place, region, startTestAws, userArn, type TestAws } from '../test_setup';

const bucket = 'bedrock-logs';
const keyArn = `arn:aws:kms:${region}:${accountId}:key/0a1b2c3d`;
let aws: TestAws;
let s3: S3Client;

beforeEach(async () => {
  aws = await startTestAws();
  s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  aws.sink.createBucket(place, { name: bucket });
});
afterEach(async () => {
  s3.destroy();
  await aws.stop();
});

const put = (key: string, from = bucket) =>
  s3.send(new PutObjectCommand({ Bucket: from, Key: key, Body: 'x' }));
const get = (key: string, from = bucket, client = s3) =>
  client.send(new GetObjectCommand({ Bucket: from, Key: key }));

const object = `arn:aws:s3:::${bucket}/k`;
test.each([
  [
    undefined,
    `User: ${userArn} is not authorized to perform: s3:GetObject on resource: "${object}" because no identity-based policy allows the s3:GetObject action`,
  ],
  [
    'no_resource_policy',
    `User: ${userArn} is not authorized to perform: s3:GetObject on resource: "${object}" because no resource-based policy allows the s3:GetObject action`,
  ],
  [
    'explicit_deny',
    `User: ${userArn} is not authorized to perform: s3:GetObject on resource: "${object}" with an explicit deny in an identity-based policy`,
  ],
  [
    'service_control_policy',
    `User: ${userArn} is not authorized to perform: s3:GetObject on resource: "${object}" with an explicit deny in a service control policy`,
  ],
  ['bare', 'Access Denied'],
] as const)('a refusal worded as %s', async (wording, message) => {
  await put('k');
  aws.faults.deny({ action: 's3:GetObject', ...(wording === undefined ? {} : { wording }) });
  await expect(get('k')).rejects.toMatchObject({
    name: 'AccessDenied',
    message,
    $metadata: { httpStatusCode: 403 },
  });
});

test('that an object is missing is told only to those who may list', async () => {
  await expect(get('missing')).rejects.toMatchObject({
    name: 'NoSuchKey',
    Key: 'missing',
    $metadata: { httpStatusCode: 404 },
  });
  const mayList = aws.faults.deny({ action: 's3:ListBucket' });
  await expect(get('missing')).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: ${userArn} is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::${bucket}" because no identity-based policy allows the s3:ListBucket action`,
  });
  mayList();
  await expect(get('missing')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('an encrypted object needs its key too', async () => {
  aws.sink.createBucket(place, { name: 'encrypted', kmsKeyArn: keyArn });
  await put('k', 'encrypted');
  await get('k', 'encrypted');
  aws.faults.deny({ action: 'kms:Decrypt', resource: keyArn });
  await expect(get('k', 'encrypted')).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: ${userArn} is not authorized to perform: kms:Decrypt on resource: ${keyArn} because no identity-based policy allows the kms:Decrypt action`,
    $metadata: { httpStatusCode: 403 },
  });
});

test('a bucket of another region redirects: its path says where to, its host name which region signs', async () => {
  aws.sink.createBucket({ accountId, region: 'us-west-2' }, { name: 'far-away' });
  const list = (client: S3Client) => client.send(new ListObjectsV2Command({ Bucket: 'far-away' }));
  await expect(list(s3)).rejects.toMatchObject({
    name: 'PermanentRedirect',
    Endpoint: 'far-away.s3.us-west-2.amazonaws.com',
    $metadata: { httpStatusCode: 301 },
  });
  await expect(s3.send(new HeadBucketCommand({ Bucket: 'far-away' }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 301 },
    $response: { headers: { 'x-amz-bucket-region': 'us-west-2' } },
  });
  const byHost = byHostName();
  await expect(list(byHost)).rejects.toMatchObject({
    name: 'AuthorizationHeaderMalformed',
    Region: 'us-west-2',
    message: `The authorization header is malformed; the region '${region}' is wrong; expecting 'us-west-2'`,
    $metadata: { httpStatusCode: 400 },
  });
  byHost.destroy();
});

test('the SDK finds the way to a bucket of another region by itself, when told to', async () => {
  aws.sink.createBucket({ accountId, region: 'us-west-2' }, { name: 'far-away' });
  const following = new S3Client({ ...aws.client, forcePathStyle: true, followRegionRedirects: true });
  await expect(following.send(new HeadBucketCommand({ Bucket: 'far-away' }))).resolves.toMatchObject({
    BucketRegion: 'us-west-2',
  });
  following.destroy();
});

test('reaches a bucket by host name', async () => {
  const byHost = byHostName();
  await put('by/host');
  const found = await get('by/host', bucket, byHost);
  expect(await found.Body?.transformToString()).toBe('x');
  expect(aws.requests.list({ operation: 'GetObject' })).toMatchObject([
    { parameters: { bucket, key: 'by/host' } },
  ]);
  byHost.destroy();
});

test('a bucket that does not exist, and one of another account', async () => {
  await expect(get('k', 'nowhere')).rejects.toMatchObject({ name: 'NoSuchBucket', BucketName: 'nowhere' });
  aws.sink.createBucket({ accountId: '999999999999', region }, { name: 'theirs' });
  await expect(get('k', 'theirs')).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringMatching(/because no resource-based policy allows the s3:GetObject action$/),
  });
});

test('faults can be meant for some objects only', async () => {
  for (const key of ['a/1', 'b/1']) await put(key);
  aws.faults.add({ kind: 'throttle', service: 's3', resource: `arn:aws:s3:::${bucket}/a/*`, times: 1 });
  await get('b/1');
  await expect(get('a/1')).rejects.toMatchObject({ name: 'SlowDown', $metadata: { httpStatusCode: 503 } });
  await get('a/1');
  aws.faults.add({ kind: 'access_denied', operation: 'HeadObject', wording: 'bare' });
  await expect(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'a/1' }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 403 },
  });
});

/** The name resolves to this machine everywhere; only the address is taken out of the resolver's hands. */
function byHostName(): S3Client {
  const client = new S3Client({ ...aws.client, endpoint: aws.url.replace('127.0.0.1', 'localhost') });
  client.middlewareStack.add(
    (next) => (args) => {
      Object.assign(args.request as object, { hostname: '127.0.0.1' });
      return next(args);
    },
    { step: 'deserialize', name: 'loopback' },
  );
  return client;
}
