import { gzipSync } from 'node:zlib';

import { ACCOUNTS } from './estate/accounts';
import { generateHour } from './hour';
import type { HourTraffic } from './hour';
import { INLINE_LIMIT } from './record';

const HOUR = 3_600_000;
const BUSY = Date.parse('2026-11-18T15:00:00Z');

/** Everything an hour holds, as bytes. */
const bytesOf = ({ calls, metrics }: HourTraffic) =>
  Buffer.concat(
    calls.flatMap(({ call, logLine, s3Line, keptApart }) => [
      Buffer.from(`${logLine}\n${s3Line}\n${call.loggedAt}\n`),
      ...keptApart.flatMap(({ bucket, key, at, bytes }) => [Buffer.from(`${bucket}/${key}@${at}`), bytes()]),
    ]),
  ).toString('latin1') + JSON.stringify(metrics);

test('the same hour is the same bytes, whatever was generated in between', () => {
  const first = bytesOf(generateHour('seed', BUSY));
  generateHour('seed', BUSY + HOUR);
  generateHour('other', BUSY);
  expect(bytesOf(generateHour('seed', BUSY)) === first).toBe(true);
});

test('another seed and another hour are other traffic', () => {
  const ids = (seed: string, hour: number) =>
    new Set(generateHour(seed, hour).calls.map(({ call }) => call.fact.requestId));
  const first = ids('seed', BUSY);
  for (const others of [ids('other', BUSY), ids('seed', BUSY + HOUR)]) {
    expect([...others].filter((id) => first.has(id))).toEqual([]);
  }
});

test('calls are in order, inside their hour, on whole seconds, with ids of their own', () => {
  const { calls } = generateHour('seed', BUSY);
  const times = calls.map(({ call }) => call.fact.timestamp);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  for (const time of times) {
    expect(time % 1000).toBe(0);
    expect(time).toBeGreaterThanOrEqual(BUSY);
    expect(time).toBeLessThan(BUSY + HOUR);
  }
  expect(new Set(calls.map(({ call }) => call.fact.requestId)).size).toBe(calls.length);
});

test('a record is logged after its call has ended and at most five minutes after it began', () => {
  for (const { call } of generateHour('seed', BUSY).calls) {
    const delay = call.loggedAt - call.fact.timestamp;
    expect(delay).toBeGreaterThan(call.fact.measured?.latencyMs ?? 0);
    expect(delay).toBeLessThanOrEqual(300_000);
  }
});

test('what is not a whole hour is refused', () => {
  expect(() => generateHour('seed', BUSY + 1)).toThrow(RangeError);
});

describe('bodies kept apart', () => {
  const calls = [0, 1, 2, 3, 4, 5, 6, 7]
    .flatMap((day) => [9, 10, 15].map((hour) => Date.parse('2026-11-16') + day * 24 * HOUR + hour * HOUR))
    .flatMap((hour) => generateHour('seed', hour).calls);

  test('no line holds a body over 100 KB', () => {
    for (const { logLine, s3Line } of calls) {
      expect(Buffer.byteLength(logLine)).toBeLessThan(2 * INLINE_LIMIT);
      for (const line of [logLine, s3Line ?? '{}']) {
        const { input, output } = JSON.parse(line);
        expect(JSON.stringify(input?.inputBodyJson ?? null).length).toBeLessThanOrEqual(INLINE_LIMIT);
        expect(JSON.stringify(output?.outputBodyJson ?? null).length).toBeLessThanOrEqual(INLINE_LIMIT);
      }
    }
  });

  test('every path in a line leads to an object of that call, and every object is led to', () => {
    const kept = calls.filter(({ keptApart }) => keptApart.length > 0);
    expect(kept.length).toBeGreaterThan(0);
    for (const { call, logLine, s3Line, keptApart } of kept) {
      const places = keptApart.map(({ bucket, key }) => `s3://${bucket}/${key}`);
      const named = `${logLine}${s3Line}`.match(/s3:\/\/[^"]+/g) ?? [];
      expect(new Set(named)).toEqual(new Set(places));
      for (const place of places) expect(place).toContain(`/data/${call.fact.requestId}_`);
    }
  });

  test('large requests are there in S3 and missing in logs where logs keep no large data', () => {
    const poor = ACCOUNTS.find(({ notifications }) => notifications === 'sns')?.id;
    const large = calls.filter(({ call, keptApart }) => call.fact.accountId === poor && keptApart.length > 0);
    expect(large.length).toBeGreaterThan(0);
    for (const { logLine, s3Line = '{}', keptApart } of large) {
      const [inLogs, inS3] = [JSON.parse(logLine), JSON.parse(s3Line)];
      expect(inLogs.input).not.toHaveProperty('inputBodyJson');
      expect(inLogs.input).not.toHaveProperty('inputBodyS3Path');
      expect(inS3.input.inputBodyS3Path).toMatch(/_input\.json\.gz$/);
      expect(inLogs.requestId).toBe(inS3.requestId);
      expect(keptApart[0]?.bytes().subarray(0, 2)).toEqual(gzipSync('').subarray(0, 2));
    }
  });
});
