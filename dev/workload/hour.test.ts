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
  expect(times.filter((time) => time % 1000 !== 0 || time < BUSY || time >= BUSY + HOUR)).toEqual([]);
  expect(new Set(calls.map(({ call }) => call.fact.requestId)).size).toBe(calls.length);
});

test('a record is logged after its call has ended and at most five minutes after it began', () => {
  const { calls } = generateHour('seed', BUSY);
  const wrong = calls.filter(({ call }) => {
    const delay = call.loggedAt - call.fact.timestamp;
    return delay <= (call.fact.measured?.latencyMs ?? 0) || delay > 300_000;
  });
  expect(calls.length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

test('what is not a whole hour is refused', () => {
  expect(() => generateHour('seed', BUSY + 1)).toThrow(RangeError);
});

describe('bodies kept apart', () => {
  const calls = ['2026-11-16T09:00Z', '2026-11-17T10:00Z', '2026-11-18T09:00Z', '2026-11-18T15:00Z'].flatMap(
    (hour) => generateHour('seed', Date.parse(hour)).calls,
  );

  test('no line holds a body over 100 KB', () => {
    const sizes = calls.flatMap(({ logLine, s3Line = '{}' }) =>
      [logLine, s3Line].flatMap((line) => {
        if (line.length < INLINE_LIMIT) return [];
        const { input, output } = JSON.parse(line);
        return [input?.inputBodyJson, output?.outputBodyJson].map(
          (body) => JSON.stringify(body ?? null).length,
        );
      }),
    );
    expect(sizes.filter((size) => size > INLINE_LIMIT)).toEqual([]);
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
    const poor = ACCOUNTS.flatMap(({ id, places }) =>
      places
        .filter(({ group, s3, largeData }) => group !== undefined && s3 !== undefined && !largeData)
        .map(({ region }) => `${id} ${region}`),
    );
    const large = calls.filter(
      ({ call: { fact }, keptApart }) =>
        poor.includes(`${fact.accountId} ${fact.region}`) && keptApart.length > 0,
    );
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
