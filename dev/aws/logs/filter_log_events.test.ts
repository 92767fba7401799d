import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  type FilteredLogEvent,
  type FilterLogEventsCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import * as fc from 'fast-check';
import type { LogEvent } from '../sink';
import { accountId, place, region, startTestAws, userArn, type TestAws } from '../test_setup';

const group = '/aws/bedrock/invocations';
const stream = 'aws/bedrock/modelinvocations';
const minute = 60_000;
const hour = 60 * minute;
let aws: TestAws;
let logs: CloudWatchLogsClient;

beforeEach(async () => {
  aws = await startTestAws();
  aws.sink.createLogGroup(place, { name: group });
  logs = new CloudWatchLogsClient(aws.client);
});
afterEach(async () => {
  logs.destroy();
  await aws.stop();
});

const put = (events: readonly (Pick<LogEvent, 'timestamp' | 'message'> & Partial<LogEvent>)[], to = stream) =>
  aws.sink.putLogEvents(
    place,
    { group, stream: to },
    events.map((event) => ({ ingestionTime: event.timestamp, ...event })),
  );

const filter = (input: Partial<FilterLogEventsCommandInput> = {}) =>
  logs.send(new FilterLogEventsCommand({ logGroupName: group, ...input }));

async function readAll(input: Partial<FilterLogEventsCommandInput> = {}) {
  const pages: FilteredLogEvent[][] = [];
  let nextToken: string | undefined;
  do {
    const page = await filter({ ...input, nextToken });
    pages.push(page.events ?? []);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return { pages, events: pages.flat(), messages: pages.flat().map(({ message }) => message) };
}

test('both ends of the window are inside it', async () => {
  const at = aws.now - hour;
  put([-1, 0, 5, 10, 11].map((offset) => ({ timestamp: at + offset, message: String(offset) })));
  const { messages } = await readAll({ startTime: at, endTime: at + 10 });
  expect(messages).toEqual(['0', '5', '10']);
});

test('sorts by event time, then ingestion time, then order of arrival, over all streams', async () => {
  const at = aws.now - hour;
  put([{ timestamp: at + 1, ingestionTime: at + 9, message: 'third' }]);
  put([{ timestamp: at + 1, ingestionTime: at + 5, message: 'first' }], 'other');
  put([{ timestamp: at + 1, ingestionTime: at + 5, message: 'second' }]);
  put([{ timestamp: at, ingestionTime: at + 99, message: 'zeroth' }], 'other');
  const { messages, events } = await readAll();
  expect(messages).toEqual(['zeroth', 'first', 'second', 'third']);
  expect(events.map(({ logStreamName }) => logStreamName)).toEqual(['other', 'other', stream, stream]);
});

test('an event is seen from its ingestion time on', async () => {
  put([{ timestamp: aws.now - hour, ingestionTime: aws.now + 1, message: 'late' }]);
  expect((await readAll()).messages).toEqual([]);
  aws.now += 1;
  expect((await readAll()).messages).toEqual(['late']);
});

test('gives every event once, whatever order it came in and however pages fall', async () => {
  const base = aws.now - 72 * hour;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ offset: fc.nat(72 * hour), late: fc.nat(hour) }), { maxLength: 40 }),
      fc.integer({ min: 1, max: 7 }),
      async (moments, limit) => {
        const name = `/group/${moments.length}-${limit}`;
        aws.sink.createLogGroup(place, { name });
        const events = moments.map(({ offset, late }, index) => ({
          timestamp: base + offset,
          ingestionTime: Math.min(base + offset + late, aws.now),
          message: `event ${index}`,
        }));
        aws.sink.putLogEvents(place, { group: name, stream }, events);
        const read = await readAll({ logGroupName: name, limit });
        expect(read.pages.every((page) => page.length <= limit)).toBe(true);
        expect([...read.messages].sort()).toEqual(events.map(({ message }) => message).sort());
        const times = read.events.map(({ timestamp }) => timestamp ?? 0);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        expect(new Set(read.events.map(({ eventId }) => eventId)).size).toBe(events.length);
      },
    ),
    { numRuns: 25 },
  );
});

test('empty and short pages with a token come in every longer search', async () => {
  put([
    { timestamp: aws.now - 48 * hour, message: 'early' },
    { timestamp: aws.now - hour, message: 'recent' },
  ]);
  const { pages, messages } = await readAll({ limit: 10_000 });
  expect(messages).toEqual(['early', 'recent']);
  expect(pages.filter((page) => page.length === 0).length).toBeGreaterThan(3);
  expect(pages.at(-1)).toEqual([]);
});

test('a short window can begin with an empty page that leads on', async () => {
  put([{ timestamp: aws.now - 1, message: 'there' }]);
  const firstPages = [];
  for (let second = 1; second <= 5; second++) {
    const { pages, messages } = await readAll({ startTime: aws.now - second * 1000 });
    expect(messages).toEqual(['there']);
    firstPages.push(pages[0]?.length);
  }
  expect(firstPages.sort()).toEqual([0, 1, 1, 1, 1]);
});

test('a page holds at most one megabyte', async () => {
  const message = 'é'.repeat(200_000);
  put(Array.from({ length: 6 }, (_, index) => ({ timestamp: aws.now - hour + index, message })));
  const { pages } = await readAll();
  expect(pages.map((page) => page.length).filter((length) => length > 0)).toEqual([2, 2, 2]);
});

test('event ids are 56 digits, differ for equal events and survive a restart', async () => {
  const twin = { timestamp: aws.now - hour, message: 'same' };
  put([twin, twin, twin]);
  const ids = (await readAll({ limit: 1 })).events.map(({ eventId }) => eventId);
  expect(new Set(ids).size).toBe(3);
  expect(ids.every((id) => /^\d{56}$/.test(id ?? ''))).toBe(true);

  aws.sink.createLogGroup(place, { name: group });
  put([twin, twin, twin]);
  expect((await readAll()).events.map(({ eventId }) => eventId)).toEqual(ids);
});

test('a token opens only its own question, for 24 hours', async () => {
  put([1, 2, 3].map((index) => ({ timestamp: aws.now - hour + index, message: String(index) })));
  const { nextToken } = await filter({ limit: 1 });
  const invalid = { name: 'InvalidParameterException', message: 'The specified nextToken is invalid.' };
  await expect(filter({ limit: 1, startTime: 5, nextToken })).rejects.toMatchObject(invalid);
  await expect(filter({ limit: 1, nextToken: 'made-up' })).rejects.toMatchObject(invalid);
  aws.now += 24 * hour;
  await expect(filter({ limit: 1, nextToken })).resolves.toMatchObject({ events: [{ message: '2' }] });
  aws.now += 1;
  await expect(filter({ limit: 1, nextToken })).rejects.toMatchObject(invalid);
});

test('chooses streams by name or by prefix, never by both', async () => {
  put([{ timestamp: aws.now - 3, message: 'a' }], 'agents/a');
  put([{ timestamp: aws.now - 2, message: 'b' }], 'agents/b');
  put([{ timestamp: aws.now - 1, message: 'c' }]);
  expect((await readAll({ logStreamNames: ['agents/b', stream] })).messages).toEqual(['b', 'c']);
  expect((await readAll({ logStreamNamePrefix: 'agents/' })).messages).toEqual(['a', 'b']);
  await expect(filter({ logStreamNames: ['x'], logStreamNamePrefix: 'x' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await expect(filter({ logStreamNames: ['nowhere'] })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('finds the group by name or ARN, never by both', async () => {
  put([{ timestamp: aws.now - 1, message: 'found' }]);
  const arn = `arn:aws:logs:${region}:${accountId}:log-group:${group}`;
  const byArn = await readAll({ logGroupName: undefined, logGroupIdentifier: arn });
  expect(byArn.messages).toEqual(['found']);
  await expect(filter({ logGroupIdentifier: arn })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await expect(filter({ logGroupName: undefined, logGroupIdentifier: `${arn}:*` })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
  await expect(filter({ logGroupName: 'nowhere' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The specified log group does not exist.',
  });
});

test('filters by terms, phrases, exclusions and alternatives', async () => {
  put(
    ['model converse fine', 'model invoke failed', 'model invoke fine', 'agent invoke fine'].map(
      (message, index) => ({
        timestamp: aws.now - 10 + index,
        message,
      }),
    ),
  );
  const matching = async (filterPattern: string) => (await readAll({ filterPattern })).messages;
  expect(await matching('model fine')).toEqual(['model converse fine', 'model invoke fine']);
  expect(await matching('"invoke fine"')).toEqual(['model invoke fine', 'agent invoke fine']);
  expect(await matching('invoke -failed')).toEqual(['model invoke fine', 'agent invoke fine']);
  expect(await matching('?converse ?agent')).toEqual(['model converse fine', 'agent invoke fine']);
  await expect(filter({ filterPattern: '{ $.a = 1 }' })).rejects.toMatchObject({
    name: 'InvalidParameterException',
  });
});

test('retention hides what is older', async () => {
  aws.sink.createLogGroup(place, { name: group, retentionDays: 1 });
  put([
    { timestamp: aws.now - 24 * hour - 1, message: 'too old' },
    { timestamp: aws.now - 24 * hour, message: 'just in' },
  ]);
  expect((await readAll()).messages).toEqual(['just in']);
});

test.each([
  [{ limit: 0 }, 'limit'],
  [{ limit: 10_001 }, 'limit'],
  [{ startTime: 10, endTime: 9 }, 'endTime'],
])('refuses %j', async (input, member) => {
  await expect(filter(input)).rejects.toMatchObject({
    name: 'InvalidParameterException',
    message: expect.stringContaining(member),
  });
});

test('a denied permission is told in AWS’s words', async () => {
  const resource = `arn:aws:logs:${region}:${accountId}:log-group:${group}:log-stream:`;
  const allowAgain = aws.faults.deny({ action: 'logs:FilterLogEvents', resource: `*:log-group:${group}:*` });
  await expect(filter()).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: `User: ${userArn} is not authorized to perform: logs:FilterLogEvents on resource: ${resource} because no identity-based policy allows the logs:FilterLogEvents action`,
  });
  allowAgain();
  await expect(filter()).resolves.toMatchObject({ events: [] });
});
