import {
  DeleteObjectCommand,
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  S3Client,
  type NotificationConfiguration,
} from '@aws-sdk/client-s3';
import { PurgeQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { accountId, place, region, startTestAws, type TestAws } from '../test_setup';

/** What each way of encoding must bring through: space, plus, percent, slash, what is not ASCII, and tilde. */
const key = 'logs/a b+c%20d/ü~😀.json.gz';
const formKey = 'logs/a+b%2Bc%2520d/%C3%BC%7E%F0%9F%98%80.json.gz';
const created = { source: ['aws.s3'], 'detail-type': ['Object Created'] };

let aws: TestAws;
let s3: S3Client;
let sqs: SQSClient;
let queue: { url: string; arn: string };

beforeEach(async () => {
  aws = await startTestAws();
  s3 = new S3Client({ ...aws.client, forcePathStyle: true });
  sqs = new SQSClient(aws.client);
  queue = aws.sink.createQueue(place, { name: 'objects' });
});
afterEach(async () => {
  s3.destroy();
  sqs.destroy();
  await aws.stop();
});

const put = (bucket: string, name = key) =>
  s3.send(new PutObjectCommand({ Bucket: bucket, Key: name, Body: 'x' }));
const bodies = async (url = queue.url) =>
  (
    (await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }))).Messages ?? []
  ).map(({ Body: body }) => JSON.parse(body ?? ''));
const configure = (bucket: string, NotificationConfiguration: NotificationConfiguration) =>
  s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: bucket, NotificationConfiguration }));

test('a queue gets the key form-encoded, slashes plain', async () => {
  aws.sink.createBucket(place, { name: 'direct', notify: { arn: queue.arn } });
  await put('direct');
  const [, { Records: records }] = await bodies();
  expect(records).toMatchObject([
    {
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: 'direct' }, object: { key: formKey, size: 1 } },
    },
  ]);
});

test.each([
  ['enveloped', false],
  ['raw', true],
])('a queue behind a topic gets it %s', async (_name, rawDelivery) => {
  const topic = aws.sink.createTopic(place, {
    name: 'objects',
    subscribedQueueArns: [queue.arn],
    rawDelivery,
  });
  aws.sink.createBucket(place, { name: 'through-topic', notify: { arn: topic.arn } });
  await put('through-topic');
  const [, message] = await bodies();
  const event = rawDelivery ? message : JSON.parse(message.Message);
  expect(event.Records[0].s3.object.key).toBe(formKey);
});

test('EventBridge tells a queue of it in its own shape, with the plain key and without a test event', async () => {
  aws.sink.createEventRule(place, { name: 'created', pattern: created, targetArns: [queue.arn] });
  aws.sink.createBucket(place, { name: 'bridged', eventBridge: true });
  const { ETag: etag } = await put('bridged');
  expect(await bodies()).toEqual([
    expect.objectContaining({
      source: 'aws.s3',
      'detail-type': 'Object Created',
      account: accountId,
      region,
      time: '2026-11-22T12:00:00Z',
      resources: ['arn:aws:s3:::bridged'],
      detail: expect.objectContaining({
        bucket: { name: 'bridged' },
        object: expect.objectContaining({ key, size: 1, etag: etag?.replaceAll('"', '') }),
        reason: 'PutObject',
      }),
    }),
  ]);
});

test.each([
  ['enveloped', false],
  ['raw', true],
])('EventBridge tells a queue behind a topic, %s', async (_name, rawDelivery) => {
  const topic = aws.sink.createTopic(place, {
    name: 'bridge',
    subscribedQueueArns: [queue.arn],
    rawDelivery,
  });
  aws.sink.createEventRule(place, { name: 'created', pattern: created, targetArns: [topic.arn] });
  aws.sink.createBucket(place, { name: 'bridged', eventBridge: true });
  await put('bridged');
  const [message] = await bodies();
  const event = rawDelivery ? message : JSON.parse(message.Message);
  expect(event.detail.object.key).toBe(key);
});

test('a rule hears of what its pattern names, in its own account and region', async () => {
  const pattern = {
    ...created,
    detail: { bucket: { name: ['wanted'] }, object: { key: [{ prefix: 'AWSLogs/' }, { suffix: '.gz' }] } },
  };
  aws.sink.createEventRule(place, { name: 'some', pattern, targetArns: [queue.arn] });
  for (const name of ['wanted', 'unwanted']) aws.sink.createBucket(place, { name, eventBridge: true });
  aws.sink.createBucket(place, { name: 'silent' });
  aws.sink.createBucket({ accountId, region: 'us-west-2' }, { name: 'elsewhere', eventBridge: true });
  for (const name of ['AWSLogs/1', 'other', 'other.gz']) await put('wanted', name);
  await put('unwanted', 'AWSLogs/2');
  await put('silent', 'AWSLogs/3');
  const object = { key: 'AWSLogs/4', body: Buffer.alloc(0), contentType: 'x', lastModified: aws.now };
  aws.sink.putObject({ accountId, region: 'us-west-2' }, { bucket: 'elsewhere', ...object });
  await s3.send(new DeleteObjectCommand({ Bucket: 'wanted', Key: 'AWSLogs/1' }));
  expect((await bodies()).map(({ detail }) => detail.object.key)).toEqual(['AWSLogs/1', 'other.gz']);
});

test('the configuration goes over the wire, and configuring sends a test event', async () => {
  aws.sink.createBucket(place, { name: 'configured' });
  const filter = { Key: { FilterRules: [{ Name: 'prefix' as const, Value: 'a&b/' }] } };
  await configure('configured', {
    QueueConfigurations: [{ QueueArn: queue.arn, Events: ['s3:ObjectCreated:*'], Filter: filter }],
    EventBridgeConfiguration: {},
  });
  expect(await bodies()).toMatchObject([
    { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'configured' },
  ]);
  expect(
    await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket: 'configured' })),
  ).toMatchObject({
    QueueConfigurations: [
      {
        QueueArn: queue.arn,
        Events: ['s3:ObjectCreated:*'],
        Filter: { Key: { FilterRules: [{ Name: 'Prefix', Value: 'a&b/' }] } },
      },
    ],
    EventBridgeConfiguration: {},
  });
  await put('configured', 'a&b/1');
  await put('configured', 'a/2');
  expect((await bodies()).map(({ Records: [record] }) => record.s3.object.key)).toEqual(['a%26b/1']);
});

test('a destination that is not there is refused and changes nothing', async () => {
  aws.sink.createBucket(place, { name: 'kept', notify: { arn: queue.arn } });
  const nowhere = queue.arn.replace('objects', 'nowhere');
  await expect(
    configure('kept', { QueueConfigurations: [{ QueueArn: nowhere, Events: ['s3:ObjectCreated:*'] }] }),
  ).rejects.toMatchObject({ name: 'InvalidArgument' });
  await put('kept');
  expect(await bodies()).toHaveLength(2);
});

test('what is removed is told of to those who asked for it, without size', async () => {
  aws.sink.createBucket(place, {
    name: 'removing',
    notify: { arn: queue.arn, events: ['s3:ObjectRemoved:*'] },
  });
  await put('removing', 'k');
  await s3.send(new DeleteObjectCommand({ Bucket: 'removing', Key: 'k' }));
  const [, { Records: records }, ...more] = await bodies();
  expect(records).toMatchObject([{ eventName: 'ObjectRemoved:Delete', s3: { object: { key: 'k' } } }]);
  expect(records[0].s3.object).not.toHaveProperty('size');
  expect(more).toEqual([]);
});

test('a queue can be emptied', async () => {
  aws.sink.createBucket(place, { name: 'noisy', notify: { arn: queue.arn } });
  await put('noisy');
  await bodies();
  await put('noisy');
  await sqs.send(new PurgeQueueCommand({ QueueUrl: queue.url }));
  aws.now += 3_600_000;
  expect(await bodies()).toEqual([]);
});
