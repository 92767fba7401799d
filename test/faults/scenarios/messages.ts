/** Every shape in which a queue tells of objects, and what it may tell that is not to be followed. */
import { batchOf, type Estate } from '../estate';
import type { Stage } from '../fault_setup';

/** As S3 itself tells of objects. Keys are form-encoded in it. */
const s3Event = (bucket: string, keys: readonly string[]) => ({
  Records: keys.map((key) => ({
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'us-east-1',
    eventTime: new Date().toISOString(),
    eventName: 'ObjectCreated:Put',
    s3: { bucket: { name: bucket }, object: { key: encodeKey(key), size: 1, eTag: 'e' } },
  })),
});

const encodeKey = (key: string): string =>
  encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');

const busEvent = (bucket: string, key: string) => ({
  version: '0',
  source: 'aws.s3',
  'detail-type': 'Object Created',
  region: 'us-east-1',
  time: new Date().toISOString(),
  detail: {
    version: '0',
    bucket: { name: bucket },
    object: { key, size: 1, etag: 'e' },
    reason: 'PutObject',
  },
});

const envelope = (message: object) => ({
  Type: 'Notification',
  MessageId: '1',
  TopicArn: 'arn:aws:sns:us-east-1:300000000001:objects',
  Message: JSON.stringify(message),
});

/** What is sent for the objects with these keys. */
const SHAPES: readonly (readonly [string, (bucket: string, keys: readonly string[]) => object[]])[] = [
  ['one message with several records', (bucket, keys) => [s3Event(bucket, keys)]],
  ['through SNS, wrapped', (bucket, keys) => keys.map((key) => envelope(s3Event(bucket, [key])))],
  ['through EventBridge', (bucket, keys) => keys.map((key) => busEvent(bucket, key))],
  ['through EventBridge and SNS', (bucket, keys) => keys.map((key) => envelope(busEvent(bucket, key)))],
];

export function messageScenarios(stage: Stage): void {
  /** Objects of which only the messages that a scenario sends tell, each with ten of the calls. */
  const objectsWith = (estate: Estate, calls: ReturnType<Estate['calls']>, suffix = ''): string[] => {
    const keys: string[] = [];
    for (let n = 0; n < calls.lines.length; n += 10) {
      const key = estate.newKey().replace(/_[^/]+$/, (name) => suffix + name);
      keys.push(estate.putUntold(batchOf(calls.lines.slice(n, n + 10)), key));
    }
    return keys;
  };

  test.each(SHAPES)('%s', async (_what, messages) => {
    const estate = stage.estate();
    const calls = estate.calls(50);
    const keys = objectsWith(estate, calls);
    for (const message of messages(estate.quietBucket, keys)) await estate.send(JSON.stringify(message));
    await estate.readQueue();
    stage.collector();
    await estate.untilStored(50);
    await estate.untilQueueIsEmpty();
    await estate.expectExactly(calls.ids);
  });

  test.each(SHAPES)('keys with + % space and UTF-8: %s', async (_what, messages) => {
    const estate = stage.estate();
    const calls = estate.calls(20);
    const keys = ['a+b %41 ü', '100% + 日本 &=?#'].map((name, n) =>
      estate.putUntold(batchOf(calls.lines.slice(n * 10, n * 10 + 10)), `odd names/${name}.json.gz`),
    );
    for (const message of messages(estate.quietBucket, keys)) await estate.send(JSON.stringify(message));
    await estate.readQueue({ file_selectors: ['odd names/*'] });
    stage.collector();
    await estate.untilStored(20);
    await estate.untilQueueIsEmpty();
    await estate.expectExactly(calls.ids);
  });

  test('a test event, a removed object and what Bedrock writes beside its batches are passed over', async () => {
    const estate = stage.estate();
    const calls = estate.calls(10);
    await estate.send(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: estate.bucket }));
    const removed = s3Event(estate.bucket, [estate.newKey()]);
    await estate.send(JSON.stringify(removed).replace('ObjectCreated:Put', 'ObjectRemoved:Delete'));
    estate.put(Buffer.alloc(0), { key: `${estate.folder}/amazon-bedrock-logs-permission-check` });
    estate.put(batchOf([]), { key: `${estate.newKey().replace(/[^/]+$/, '')}data/some-id_input.json.gz` });
    estate.putBatches(calls, 10);
    await estate.readQueue();
    stage.collector();
    await estate.untilStored(10);
    await estate.untilQueueIsEmpty();
    await estate.expectExactly(calls.ids);
  });

  test('a message that points at another bucket is refused: nothing is asked of that bucket', async () => {
    const estate = stage.estate();
    const other = stage.estate();
    const calls = estate.calls(10);
    const foreign = estate.calls(10, { prefix: 'foreign' });
    const key = other.put(batchOf(foreign.lines), { key: estate.newKey() });
    await estate.send(JSON.stringify(s3Event(other.bucket, [key])));
    estate.putBatches(calls, 10);
    await estate.readQueue();
    stage.collector();
    await estate.untilStored(10);
    await estate.untilQueueIsEmpty();
    await estate.expectExactly(calls.ids, { rejected: 1 });
    expect(await estate.rejectedReasons()).toEqual([['outside_definition']]);
    const asked = JSON.stringify(stage.localAws.requests.list({ service: 's3' }));
    expect(asked).toContain(estate.bucket);
    expect(asked).not.toContain(other.bucket);
  });

  test('half of the deletes fail inside successful answers: those messages are deleted later', async () => {
    const estate = stage.estate();
    const calls = estate.calls(200);
    estate.putBatches(calls, 5);
    stage.faults.add({ kind: 'partial_failure', service: 'sqs', operation: 'DeleteMessageBatch', times: 4 });
    await estate.readQueue();
    stage.collector();
    await estate.untilStored(200);
    await estate.untilQueueIsEmpty();
    await estate.expectExactly(calls.ids);
  });

  test('messages that no sense can be made of leave pointers and go', async () => {
    const estate = stage.estate();
    const calls = estate.calls(20);
    estate.putBatches(calls, 10);
    for (const body of ['no JSON', '{"Records":[{"eventSource":"aws:s3"}]}', '{"hello":"world"}'])
      await estate.send(body);
    await estate.readQueue();
    stage.collector();
    await estate.untilStored(20);
    await estate.untilQueueIsEmpty();
    await estate.expectExactly(calls.ids, { rejected: 3 });
    expect(new Set((await estate.rejectedReasons()).flat())).toEqual(new Set(['unreadable_message']));
  });
}
