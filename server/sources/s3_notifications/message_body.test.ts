import fc from 'fast-check';
import { decodeKey, readMessage } from './message_body';

const KEY = 'logs/a b+c%d ä😀.json.gz';
const ENCODED = 'logs/a+b%2Bc%25d+%C3%A4%F0%9F%98%80.json.gz';

const record = (changes: object = {}, key = ENCODED) => ({
  eventVersion: '2.1',
  eventSource: 'aws:s3',
  awsRegion: 'eu-west-1',
  eventTime: '2026-11-22T12:00:00.000Z',
  eventName: 'ObjectCreated:Put',
  s3: {
    bucket: { name: 'records', arn: 'arn:aws:s3:::records' },
    object: { key, size: 7, eTag: 'abc', sequencer: '0' },
  },
  ...changes,
});
const busEvent = (type: string, detail: object = {}) => ({
  version: '0',
  source: 'aws.s3',
  'detail-type': type,
  region: 'eu-west-1',
  time: '2026-11-22T12:00:00Z',
  detail: {
    bucket: { name: 'records' },
    object: { key: KEY, size: 7, etag: 'abc' },
    reason: 'PutObject',
    ...detail,
  },
});
const throughTopic = (message: unknown) => ({
  Type: 'Notification',
  MessageId: 'm',
  TopicArn: 'arn:aws:sns:eu-west-1:111122223333:topic',
  Message: JSON.stringify(message),
});
const read = (message: unknown) => readMessage(JSON.stringify(message));

const object = {
  bucket: 'records',
  key: KEY,
  etag: 'abc',
  size: 7,
  lastModified: Date.UTC(2026, 10, 22, 12),
  region: 'eu-west-1',
};

test.each([
  ['S3', { Records: [record()] }],
  ['S3 of a later minor version', { Records: [record({ eventVersion: '2.6' })] }],
  ['S3 through a topic', throughTopic({ Records: [record()] })],
  ['an event bus', busEvent('Object Created')],
  ['an event bus through a topic', throughTopic(busEvent('Object Created'))],
])('an object told of by %s', (_what, message) => {
  expect(read(message)).toEqual({ objects: [object], skipped: {}, unreadable: 0 });
});

test('files that a trail tells of', () => {
  const message = throughTopic({ s3Bucket: 'trail', s3ObjectKey: ['a+b', 'c'] });
  expect(read(message).objects).toEqual([
    { bucket: 'trail', key: 'a+b' },
    { bucket: 'trail', key: 'c' },
  ]);
});

test('several records in a message, each for itself', () => {
  const message = {
    Records: [
      record(),
      record({}, 'two%2Fslashes'),
      record({ eventName: 'ObjectRemoved:Delete' }),
      record({ eventName: 'LifecycleExpiration:Delete' }),
      record({ eventName: 'ObjectTagging:Put' }),
      record({ eventVersion: '3.0' }),
      record({ eventSource: 'aws:ses' }),
      record({}, '%E0%A4%A'),
      record({}, 'k'.repeat(1_025)),
      'nonsense',
    ],
  };
  expect(read(message)).toMatchObject({
    objects: [{ key: KEY }, { key: 'two/slashes' }],
    skipped: { removed_event: 2, not_selected: 1 },
    unreadable: 5,
  });
});

test.each([
  ['a test event', { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'records' }, { test_event: 1 }],
  ['a test event through a topic', throughTopic({ Event: 's3:TestEvent' }), { test_event: 1 }],
  ['a deletion on an event bus', busEvent('Object Deleted'), { removed_event: 1 }],
  ['another event on an event bus', busEvent('Object Tags Added'), { not_selected: 1 }],
])('%s is no object', (_what, message, skipped) => {
  expect(read(message)).toEqual({ objects: [], skipped, unreadable: 0 });
});

test.each([
  ['no JSON', 'hello'],
  ['nothing', ''],
  ['no object', '42'],
  ['no records', '{"Records":[]}'],
  ['another source', JSON.stringify({ ...busEvent('Object Created'), source: 'aws.ec2' })],
  ['a topic with no JSON', JSON.stringify(throughTopic('x')).replace('\\"x\\"', 'x')],
  ['a topic within a topic', JSON.stringify(throughTopic(throughTopic({ Records: [record()] })))],
  ['a bucket that is none', JSON.stringify(busEvent('Object Created', { bucket: { name: '../etc' } }))],
  ['too much', JSON.stringify({ Records: [record({ padding: 'x'.repeat(256 * 1_024) })] })],
])('%s is unreadable', (_what, body) => {
  expect(readMessage(body)).toEqual({ objects: [], skipped: {}, unreadable: 1 });
});

test('keys come back as they were, however S3 or its imitations encode slashes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), (key) => {
      const encoded = encodeURIComponent(key).replaceAll('%20', '+');
      expect(decodeKey(encoded)).toBe(key);
      expect(decodeKey(encoded.replaceAll('%2F', '/'))).toBe(key);
    }),
  );
});

test('whatever comes is read, skipped or unreadable, and nothing throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.anything().map((value) => JSON.stringify(value) ?? ''),
      ),
      (body) => {
        const { objects, skipped, unreadable } = readMessage(body);
        expect(objects.length + Object.keys(skipped).length + unreadable).toBeGreaterThan(0);
      },
    ),
  );
});

test('what is valid stays valid beside anything else', () => {
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue(), { maxLength: 5 }),
      fc.dictionary(fc.string(), fc.jsonValue()),
      (others, more) => {
        const found = read({ ...more, Records: [...others, record()] });
        expect(found.objects).toContainEqual(object);
      },
    ),
  );
});
