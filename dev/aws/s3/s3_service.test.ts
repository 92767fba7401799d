import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type GetObjectCommandInput,
  type ListObjectsV2CommandInput,
} from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { place, startTestAws, type TestAws } from '../test_setup';

const bucket = 'bedrock-logs';
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

const put = (key: string, body: string | Buffer | Readable = 'x', more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ...more }));
const get = (key: string, more: Partial<GetObjectCommandInput> = {}) =>
  s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...more }));
const list = (more: Partial<ListObjectsV2CommandInput> = {}) =>
  s3.send(new ListObjectsV2Command({ Bucket: bucket, ...more }));

test('gives back the bytes, the type, the encoding and the ETag', async () => {
  const body = Buffer.from([0x1f, 0x8b, 0, 255]);
  const key = 'a b/ü+&%/file.json.gz';
  await put(key, body, {
    ContentType: 'application/json',
    ContentEncoding: 'gzip',
    Metadata: { origin: 'test' },
  });
  const object = await get(key);
  expect(Buffer.from((await object.Body?.transformToByteArray()) ?? [])).toEqual(body);
  expect(object).toMatchObject({
    ETag: `"${createHash('md5').update(body).digest('hex')}"`,
    ContentType: 'application/json',
    ContentEncoding: 'gzip',
    LastModified: new Date(aws.now),
    Metadata: { origin: 'test' },
  });
  expect(await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))).toMatchObject({
    ContentLength: 4,
  });
});

test('takes a stream, which the SDK sends aws-chunked with a trailing checksum', async () => {
  const body = 'line\n'.repeat(50_000);
  await put('stream', Readable.from([body]), { ContentLength: body.length });
  expect(await (await get('stream')).Body?.transformToString()).toBe(body);
});

test('gives a range, and refuses one behind the end', async () => {
  await put('digits', '0123456789');
  const range = async (text: string) => {
    const object = await get('digits', { Range: text });
    return [await object.Body?.transformToString(), object.ContentRange];
  };
  expect(await range('bytes=2-4')).toEqual(['234', 'bytes 2-4/10']);
  expect(await range('bytes=7-')).toEqual(['789', 'bytes 7-9/10']);
  expect(await range('bytes=-2')).toEqual(['89', 'bytes 8-9/10']);
  await expect(range('bytes=10-')).rejects.toMatchObject({ name: 'InvalidRange' });
});

test('gives an object only in the version that was asked for', async () => {
  const { ETag: etag } = await put('versioned', 'first');
  await expect(get('versioned', { IfMatch: etag })).resolves.toMatchObject({ ETag: etag });
  await put('versioned', 'second');
  await expect(get('versioned', { IfMatch: etag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
});

test('a large object comes in ranges that join, and whole', async () => {
  const body = Buffer.alloc(5_000_000, 'abcdefghij');
  aws.sink.putObject(place, { bucket, key: 'large', body, contentType: 'x', lastModified: aws.now });
  const parts: Uint8Array[] = [];
  for (let start = 0; start < body.length; start += 1_500_000) {
    const part = await get('large', { Range: `bytes=${start}-${start + 1_499_999}` });
    expect(part.$metadata.httpStatusCode).toBe(206);
    parts.push((await part.Body?.transformToByteArray()) ?? new Uint8Array());
  }
  expect(Buffer.concat(parts).equals(body)).toBe(true);
  const whole = await (await get('large')).Body?.transformToByteArray();
  expect(Buffer.from(whole ?? []).equals(body)).toBe(true);
});

test('what is deleted or was never there is not found', async () => {
  await put('gone');
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'gone' }));
  await expect(get('gone')).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(s3.send(new HeadObjectCommand({ Bucket: bucket, Key: 'gone' }))).rejects.toMatchObject({
    name: 'NotFound',
  });
  await expect(list({ Bucket: 'nowhere' })).rejects.toMatchObject({ name: 'NoSuchBucket' });
});

test('an object put for later is there, and told of, from its last-modified time on', async () => {
  const queue = aws.sink.createQueue(place, { name: 'created' });
  aws.sink.createBucket(place, { name: 'later', notify: { arn: queue.arn } });
  const object = { bucket: 'later', key: 'k', body: Buffer.from('x'), contentType: 'text/plain' };
  aws.sink.putObject(place, { ...object, lastModified: aws.now + 1000 });
  const sqs = new SQSClient(aws.client);
  const receive = async () =>
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue.url, MaxNumberOfMessages: 10 }))).Messages ??
    [];
  expect(await receive()).toMatchObject([{ Body: expect.stringContaining('s3:TestEvent') }]);
  expect((await list({ Bucket: 'later' })).KeyCount).toBe(0);
  aws.now += 1000;
  expect(await receive()).toMatchObject([{ Body: expect.stringContaining('ObjectCreated:Put') }]);
  expect((await list({ Bucket: 'later' })).KeyCount).toBe(1);
  sqs.destroy();
});

test('lists keys in the order of their UTF-8 bytes', async () => {
  const keys = ['b', 'a/1', 'ä', '\uFF5E', '\u{1F600}', 'Z', 'a'];
  for (const key of keys) await put(key);
  const { Contents: contents } = await list();
  const sorted = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(contents?.map(({ Key: key }) => key)).toEqual(sorted);
});

test('pages of a listing join without gap or double, with common prefixes rolled up', async () => {
  const keys = ['h/00', 'h/01', 'h/data/1', 'h/data/2', 'h/data/3', 'h/x/1', 'h/y', 'i'];
  for (const key of keys) await put(key);
  const read = async (input: Partial<ListObjectsV2CommandInput>) => {
    const found: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      const page = await list({ ...input, ContinuationToken: token });
      expect(page.KeyCount).toBeLessThanOrEqual(input.MaxKeys ?? 1000);
      found.push(...(page.Contents ?? []).map(({ Key: key }) => key));
      found.push(...(page.CommonPrefixes ?? []).map(({ Prefix: prefix }) => prefix));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return found;
  };
  expect(await read({ MaxKeys: 3 })).toEqual(keys);
  for (const size of [1, 2, 3, 10]) {
    const found = await read({ Prefix: 'h/', Delimiter: '/', MaxKeys: size });
    expect([...found].sort()).toEqual(['h/00', 'h/01', 'h/data/', 'h/x/', 'h/y']);
  }
  expect(await read({ Prefix: 'h/', Delimiter: '/', StartAfter: 'h/00' })).toEqual([
    'h/01',
    'h/y',
    'h/data/',
    'h/x/',
  ]);
  expect(await read({ Prefix: 'h/', StartAfter: 'h/data/2' })).toEqual(['h/data/3', 'h/x/1', 'h/y']);
  await expect(list({ ContinuationToken: 'made-up' })).rejects.toMatchObject({ name: 'InvalidArgument' });
});

test('a page holds a thousand keys at most', async () => {
  for (let index = 0; index < 1001; index++) {
    aws.sink.putObject(place, {
      bucket,
      key: String(index).padStart(4, '0'),
      body: Buffer.alloc(0),
      contentType: 'text/plain',
      lastModified: aws.now,
    });
  }
  const page = await list({ MaxKeys: 5000 });
  expect(page.KeyCount).toBe(1000);
  expect(page.IsTruncated).toBe(true);
  expect((await list({ ContinuationToken: page.NextContinuationToken })).KeyCount).toBe(1);
});

test('makes buckets, once per name', async () => {
  await s3.send(new CreateBucketCommand({ Bucket: 'another-bucket' }));
  const { Buckets: buckets } = await s3.send(new ListBucketsCommand({}));
  expect(buckets?.map(({ Name: name }) => name)).toEqual(['another-bucket', bucket]);
  await expect(s3.send(new CreateBucketCommand({ Bucket: bucket }))).rejects.toMatchObject({
    name: 'BucketAlreadyOwnedByYou',
  });
});

test('a refusal names the permission, which is not always called like the operation', async () => {
  aws.faults.add({ kind: 'access_denied', operation: 'ListObjectsV2', times: 1 });
  await expect(list()).rejects.toMatchObject({
    message: expect.stringContaining(`perform: s3:ListBucket on resource: "arn:aws:s3:::${bucket}"`),
  });
});
