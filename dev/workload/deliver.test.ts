import fc from 'fast-check';
import { gunzipSync } from 'node:zlib';

import { Delivery } from './deliver';
import { dueOfHour, LONGEST_DELAY } from './due';
import type { DueHour } from './due';
import { ACCOUNTS, placeOf } from './estate/accounts';
import { factsBetween } from './ledger';
import { recordingSink } from './recording_sink.test_support';
import type { Recorded } from './recording_sink.test_support';

const HOUR = 3_600_000;
const SINCE = Date.parse('2026-11-18T15:00:00Z');
const END = SINCE + 3 * HOUR;

const hours = new Map<number, DueHour>();
const dueOf = (hour: number) => {
  const due = hours.get(hour) ?? dueOfHour('seed', hour, SINCE);
  hours.set(hour, due);
  return due;
};

function delivered(cuts: readonly number[]): Recorded {
  const { sink, recorded } = recordingSink();
  const delivery = new Delivery(sink, dueOf);
  const times = [SINCE, ...cuts, END];
  for (const [i, to] of times.slice(1).entries()) delivery.deliver(times[i] ?? NaN, to);
  return recorded;
}

/** What was put, without the order in which it came. */
const inventory = ({ events, objects, datums }: Recorded) => ({
  events: events.map(({ message, ingestionTime }) => `${ingestionTime} ${message}`).sort(),
  objects: objects
    .map(({ bucket, key, body, lastModified }) => `${bucket}/${key} ${body.length} ${lastModified}`)
    .sort(),
  datums: datums.map((datum) => JSON.stringify(datum)).sort(),
});

test('however time is cut, the same things arrive once each', () => {
  const whole = inventory(delivered([]));
  expect(whole.events.length).toBeGreaterThan(500);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: SINCE, max: END }), { maxLength: 12 }), (cuts) => {
      const parts = inventory(delivered([...cuts].sort((a, b) => a - b)));
      expect(parts.events.join('\n') === whole.events.join('\n')).toBe(true);
      expect(parts.objects).toEqual(whole.objects);
      expect(parts.datums.join('\n') === whole.datums.join('\n')).toBe(true);
    }),
    { numRuns: 12 },
  );
});

test('nothing arrives before or after its time', () => {
  const [from, to] = [SINCE + 1_000_000, SINCE + 2_000_000];
  const { sink, recorded } = recordingSink();
  new Delivery(sink, dueOf).deliver(from, to);
  const times = [
    ...recorded.events.map(({ ingestionTime }) => ingestionTime),
    ...recorded.objects.map(({ lastModified }) => lastModified),
    ...recorded.datums.map(({ visibleAt }) => visibleAt),
  ];
  expect(times.length).toBeGreaterThan(0);
  expect(times.filter((at) => at < from || at >= to)).toEqual([]);
});

test('what the ledger counts since logging was switched on has all arrived after the longest delay', () => {
  const { events, objects } = delivered([]);
  const arrived = new Set([...events.map(({ message }) => JSON.parse(message).requestId), ...idsIn(objects)]);
  const told = [...factsBetween('seed', SINCE, END - LONGEST_DELAY)].map(({ requestId }) => requestId);
  expect(told.filter((id) => !arrived.has(id))).toEqual([]);
  expect(events.filter(({ timestamp }) => timestamp < SINCE)).toEqual([]);
});

const isBatch = ({ key }: { key: string }) => !key.includes('/data/');
const idsIn = (objects: Recorded['objects']): string[] =>
  objects.filter(isBatch).flatMap(({ body }) =>
    gunzipSync(body)
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).requestId),
  );

test('each place delivers to CloudWatch Logs, to S3, or the same invocations to both', () => {
  const { objects, events } = delivered([]);
  const ways = new Set<string>();
  for (const { id: account, places } of ACCOUNTS) {
    for (const { region, group, s3 } of places) {
      const isHere = (one: { accountId: string; region: string }) =>
        one.accountId === account && one.region === region;
      const inLogs = events.filter(isHere).map(({ message }) => JSON.parse(message).requestId);
      const inS3 = idsIn(objects.filter(isHere));
      expect(inLogs.length > 0).toBe(group !== undefined);
      expect(inS3.length > 0).toBe(s3 !== undefined);
      // A batch comes later than the log events of its calls: of the last minutes only those are there.
      if (group && s3) expect(inS3.filter((request) => !inLogs.includes(request))).toEqual([]);
      ways.add(`${group !== undefined} ${s3 !== undefined}`);
    }
  }
  expect(ways).toEqual(new Set(['true false', 'false true', 'true true']));
});

test('the count of what is delivered counts what is delivered twice once', () => {
  const { sink, recorded } = recordingSink();
  const { records, events, objects } = new Delivery(sink, dueOf).deliver(SINCE, END);
  const inLogs = recorded.events.map(({ message }) => JSON.parse(message).requestId);
  expect(records).toBe(new Set([...inLogs, ...idsIn(recorded.objects)]).size);
  expect(events).toBe(inLogs.length);
  expect(objects).toBe(recorded.objects.length);
});

test('batches are gzipped lines, each invocation once, named and filed as Bedrock does', () => {
  const { objects } = delivered([]);
  const batches = objects.filter(isBatch);
  const ids = idsIn(objects);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length / batches.length).toBeGreaterThan(3);
  for (const { key, accountId, region, lastModified } of batches) {
    const [date = '', time = ''] = new Date(lastModified).toISOString().split('T');
    expect(key).toContain(
      `AWSLogs/${accountId}/BedrockModelInvocationLogs/${region}/${date.replaceAll('-', '/')}/${time.slice(0, 2)}/`,
    );
    expect(key).toMatch(/\/\d{8}T\d{9}Z_[0-9a-f]{16}\.json\.gz$/);
  }
});

test('metrics agree with the ledger, and the set without dimensions with the models together', () => {
  const { datums } = delivered([]);
  const until = END - LONGEST_DELAY;
  const sum = (name: string, perModel: boolean) =>
    datums
      .filter((d) => d.namespace === 'AWS/Bedrock' && d.metricName === name && d.timestamp < until)
      .filter(({ dimensions }) => 'ModelId' in dimensions === perModel)
      .reduce(
        (total, { values, counts = [] }) => total + values.reduce((s, v, i) => s + v * (counts[i] ?? 1), 0),
        0,
      );
  const facts = [...factsBetween('seed', SINCE, until)];
  const output = facts.reduce((total, { tokens }) => total + tokens.output, 0);
  const throttles = facts.filter(({ errorCode }) => errorCode === 'ThrottlingException').length;
  expect(sum('OutputTokenCount', true)).toBe(output);
  expect(sum('OutputTokenCount', false)).toBe(output);
  expect(sum('InvocationThrottles', true)).toBe(throttles);
  const toS3 = facts.filter(({ accountId, region }) => placeOf(accountId, region).s3).length;
  const toLogs = facts.filter(({ accountId, region }) => placeOf(accountId, region).group).length;
  expect(sum('ModelInvocationLogsCloudWatchDeliverySuccess', false)).toBe(toLogs);
  expect(sum('ModelInvocationLogsS3DeliverySuccess', false)).toBe(toS3);
  expect(sum('ModelInvocationLogsCloudWatchDeliverySuccess', true)).toBe(0);
});
