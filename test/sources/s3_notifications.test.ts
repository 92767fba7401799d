/** Objects that a queue tells of, on whichever way the notification comes. */
import { setTimeout as wait } from 'node:timers/promises';
import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { S3NotificationsSettings } from '../../common/integrations/sources/s3_notifications_settings';
import { principalOf } from '../../server/aws/credentials';
import { systemClock } from '../../server/clock';
import { retryLater } from '../../server/failure';
import { sqsNotificationQueue } from '../../server/sources/s3_notifications/notification_queue';
import { s3NotificationsSource } from '../../server/sources/s3_notifications/s3_notifications_source';
import { s3Access } from '../../server/sources/s3_objects/s3_access';
import { collect } from './collect';
import { batchKey, batchOf, folderOf } from './s3_objects_of_bedrock';
import { ACCOUNT, CREDENTIALS, REGION, SuiteAws, type SuiteQueue, suiteTest } from './suite_aws';

const check = suiteTest({});

let aws: SuiteAws;
let bucket: string;
let queue: SuiteQueue;

beforeAll(async () => {
  aws = await SuiteAws.start();
});
afterAll(() => aws.stop());
beforeEach(async () => {
  bucket = await aws.createBucket();
  queue = await aws.createQueue();
});

function source(changes: object = {}) {
  const settings = S3NotificationsSettings.parse({
    source: 's3_notifications',
    queue_url: queue.url,
    buckets: [bucket],
    wait_time: 1,
    path_style: true,
    ...changes,
  });
  return s3NotificationsSource({
    queue: sqsNotificationQueue(aws.collector.sqs(CREDENTIALS, REGION), {
      url: settings.queue_url,
      principal: principalOf(CREDENTIALS),
      region: REGION,
      timeoutMs: 10_000,
    }),
    objectsIn: s3Access(aws.collector, CREDENTIALS, settings, systemClock),
    place: { accountId: ACCOUNT, regions: [REGION], region: REGION },
    settings,
    clock: systemClock,
    random: Math.random,
  });
}

const busEvent = (key: string) => ({
  version: '0',
  id: '6f0d9a4e-0000-0000-0000-000000000000',
  'detail-type': 'Object Created',
  source: 'aws.s3',
  account: ACCOUNT,
  time: new Date().toISOString(),
  region: REGION,
  resources: [`arn:aws:s3:::${bucket}`],
  detail: {
    version: '0',
    bucket: { name: bucket },
    object: { key, size: 20, etag: 'x' },
    reason: 'PutObject',
  },
});

const record = (key: string, eventName = 'ObjectCreated:Put') => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: REGION,
  eventName,
  s3: { bucket: { name: bucket }, object: { key: encodeURIComponent(key), size: 20 } },
});

check('from the bucket to the queue: every record once, the queue empty, the test event gone', async () => {
  await aws.notify(bucket, queue.arn);
  await Promise.all(
    Array.from({ length: 25 }, (_, at) => aws.put(bucket, batchKey(at), batchOf(`a${at}`, `b${at}`))),
  );
  const { records, rejected } = await collect(source());
  expect(records.sort()).toEqual(
    Array.from({ length: 25 }, (_, at) => [`a${at}`, `b${at}`])
      .flat()
      .sort(),
  );
  expect(rejected).toEqual([]);
  expect(await aws.waiting(queue)).toBe(0);
});

check('through a topic', async () => {
  await aws.notify(bucket, await aws.createTopic(queue, false));
  await aws.put(bucket, batchKey(1), batchOf('one'));
  expect((await collect(source())).records).toEqual(['one']);
  expect(await aws.waiting(queue)).toBe(0);
});

check('through a topic that does not wrap', async () => {
  await aws.notify(bucket, await aws.createTopic(queue, true));
  await aws.put(bucket, batchKey(1), batchOf('one'));
  expect((await collect(source())).records).toEqual(['one']);
});

const STRANGE_PREFIX = 'a b/c+d/100%25/ä😀/';

check('keys with plus, per cent, spaces and UTF-8, as S3 tells them', async () => {
  await aws.notify(bucket, queue.arn);
  await aws.put(bucket, batchKey(1, 0, STRANGE_PREFIX), batchOf('strange'));
  const { records, rejected } = await collect(source());
  expect(rejected).toEqual([]);
  expect(records).toEqual(['strange']);
});

check('the same keys as an event bus tells them, directly and through a topic', async () => {
  const key = batchKey(1, 0, STRANGE_PREFIX);
  await aws.put(bucket, key, batchOf('strange'));
  await aws.send(queue, busEvent(key));
  await aws.send(queue, { Type: 'Notification', Message: JSON.stringify(busEvent(key)) });
  expect((await collect(source())).records).toEqual(['strange', 'strange']);
});

check('several records in a message, what is not to be read among them', async () => {
  await aws.put(bucket, batchKey(1), batchOf('one'));
  await aws.put(bucket, batchKey(2), batchOf('two'));
  await aws.send(queue, {
    Records: [
      record(batchKey(1)),
      record(batchKey(2)),
      record(batchKey(3), 'ObjectRemoved:Delete'),
      record(`${folderOf()}data/r_input.json.gz`),
      record(`${folderOf()}amazon-bedrock-logs-permission-check`),
    ],
  });
  const { records, skipped } = await collect(source());
  expect(records.sort()).toEqual(['one', 'two']);
  expect(skipped).toEqual({ removed_event: 1, data_object: 1, canary: 1 });
});

check('a long poll hears of what comes while it waits', async () => {
  await aws.notify(bucket, queue.arn);
  await collect(source());
  const began = Date.now();
  const reading = collect(source({ wait_time: 10 }), { signal: AbortSignal.timeout(4_000) });
  await wait(500);
  await aws.put(bucket, batchKey(1), batchOf('late'));
  const { records } = await reading;
  expect(records).toEqual(['late']);
  expect(Date.now() - began).toBeLessThan(10_000);
});

check('what could not be stored comes again', async () => {
  await aws.notify(bucket, queue.arn);
  await aws.put(bucket, batchKey(1), batchOf('one'));
  const failing = collect(source(), {
    store: async (lines) => {
      if (lines.length > 0) throw retryLater('opensearch_unreachable', 'The store is away.');
    },
  });
  await expect(failing).rejects.toMatchObject({ code: 'opensearch_unreachable' });
  // It is given back for five seconds later at most.
  expect((await collect(source({ wait_time: 10 }))).records).toEqual(['one']);
});

check('what is in work is hidden from others', async () => {
  await aws.notify(bucket, queue.arn);
  await aws.put(bucket, batchKey(1), batchOf('one'));
  const others: number[] = [];
  await collect(source(), {
    store: async (lines) => {
      if (lines.length === 0) return;
      const { Messages = [] } = await aws.sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queue.url, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
      );
      others.push(Messages.length);
    },
  });
  expect(others).toEqual([0]);
});

check('a message that nobody can read leaves a pointer and goes', async () => {
  await aws.send(queue, 'not what S3 writes');
  await aws.put(bucket, batchKey(1), batchOf('one'));
  await aws.send(queue, busEvent(batchKey(1)));
  const { records, rejected } = await collect(source());
  expect(records).toEqual(['one']);
  expect(rejected).toMatchObject([{ reasons: ['unreadable_message'], pointer: { kind: 'queue_message' } }]);
  expect(await aws.waiting(queue)).toBe(0);
});

check('where the queue has a dead-letter queue, it goes there', async () => {
  const dead = await aws.createQueue();
  queue = await aws.createQueue({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 2 }),
  });
  await aws.send(queue, 'not what S3 writes');
  const deadline = Date.now() + 20_000;
  while ((await aws.waiting(dead)) === 0 && Date.now() < deadline) await collect(source({ wait_time: 2 }));
  expect(await aws.waiting(dead)).toBe(1);
  expect(await aws.waiting(queue)).toBe(0);
});

check('an object that is gone, and one in another bucket, leave pointers', async () => {
  const other = await aws.createBucket();
  await aws.notify(bucket, queue.arn);
  await aws.notify(other, queue.arn);
  await aws.put(bucket, batchKey(1), batchOf('gone'));
  await aws.put(other, batchKey(2), batchOf('elsewhere'));
  await aws.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: batchKey(1) }));
  const { records, rejected } = await collect(source());
  expect(records).toEqual([]);
  expect(rejected.map(({ reasons }) => reasons[0]).sort()).toEqual(['object_missing', 'outside_definition']);
  expect(await aws.waiting(queue)).toBe(0);
});

check('an object that was replaced is read as it is now', async () => {
  await aws.notify(bucket, queue.arn);
  await aws.put(bucket, batchKey(1), batchOf('before'));
  await aws.put(bucket, batchKey(1), batchOf('after'));
  expect(new Set((await collect(source())).records)).toEqual(new Set(['after']));
});

check('a queue that does not exist is told to a person', async () => {
  const settings = { queue_url: queue.url.replace(/[^/]*$/, 'nowhere') };
  await expect(collect(source(settings))).rejects.toMatchObject({ kind: 'needs_person', code: 'not_found' });
});
