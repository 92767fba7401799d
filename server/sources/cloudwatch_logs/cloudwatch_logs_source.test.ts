import fc from 'fast-check';
import { CloudWatchLogsSettings } from '../../../common/integrations/sources/cloudwatch_logs_settings';
import { CloudWatchLogsSource } from './cloudwatch_logs_source';
import { type LogEvents, InvalidToken } from './log_events';
import { LogServiceModel, type ModelBehaviour, type ModelEvent } from './log_service_model';
import type { LogCheckpoint } from './log_windows';
import { RequestRates } from './request_rate';

const SECOND = 1_000;
const place = { accountId: '111122223333', region: 'us-east-1' };
const calm: ModelBehaviour = { pageSize: 100, emptyEvery: 0, refuseTokens: [], callTakesMs: 5 };

const settingsWith = (settings: object) =>
  CloudWatchLogsSettings.parse({ source: 'cloudwatch_logs', log_group_name: '/bedrock', ...settings });

function sourceOf(service: LogEvents & { now: number }, settings: object) {
  const clock = { now: () => service.now, sleep: async () => undefined };
  return new CloudWatchLogsSource(service, place, settingsWith(settings), new RequestRates(clock, () => 1e9));
}

/** A store and a run against it that may be killed between any two steps; what was stored and saved survives. */
class Collection {
  readonly stored = new Set<string>();
  checkpoint: LogCheckpoint | undefined;
  readUntil = 0;

  async run(service: LogServiceModel, settings: object, steps = Infinity): Promise<void> {
    const context = { signal: new AbortController().signal, now: () => service.now };
    let left = steps;
    for await (const batch of sourceOf(service, settings).read(this.checkpoint, context)) {
      if (left-- <= 0) return;
      for (const { text } of batch.records ?? []) this.stored.add(text);
      if (left-- <= 0) return;
      if (batch.checkpoint !== undefined) this.checkpoint = batch.checkpoint;
      if (batch.readUntil !== undefined) this.readUntil = batch.readUntil;
    }
  }
}

describe('no event is missed', () => {
  const behaviour = fc.record({
    pageSize: fc.integer({ min: 1, max: 40 }),
    emptyEvery: fc.constantFrom(0, 2, 3, 7),
    refuseTokens: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }),
    callTakesMs: fc.integer({ min: 0, max: 120 * SECOND }),
  });

  test('for any order of arrival, lateness within the look-back, page size, empty page and kill', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          behaviour,
          latency: fc.integer({ min: 0, max: 120 }),
          overlap: fc.integer({ min: 0, max: 7_200 }),
          begin: fc.integer({ min: 0, max: 4_000 * SECOND }),
          traffic: fc.array(
            fc.record({
              time: fc.integer({ min: 0, max: 3_600 * SECOND }),
              late: fc.double({ min: 0, max: 1, noNaN: true }),
            }),
            { maxLength: 300 },
          ),
          runs: fc.array(
            fc.record({
              pause: fc.integer({ min: 0, max: 900 * SECOND }),
              steps: fc.integer({ min: 0, max: 60 }),
            }),
            { maxLength: 12 },
          ),
        }),
        async ({ behaviour, latency, overlap, begin, traffic, runs }) => {
          const base = Date.UTC(2026, 10, 22);
          const events = traffic.map(({ time, late }, n): ModelEvent => {
            const timestamp = base + time;
            return { id: `event-${n}`, timestamp, arrival: timestamp + Math.floor(late * overlap * SECOND) };
          });
          const service = new LogServiceModel(events, behaviour, base + begin);
          const settings = { latency, overlap };
          const collection = new Collection();
          for (const { pause, steps } of runs) {
            await collection.run(service, settings, steps);
            service.now += pause;
          }
          service.now = Math.max(service.now, base + (3_600 + overlap + latency) * SECOND);
          await collection.run(service, settings);
          expect([...collection.stored].sort()).toEqual(events.map(({ id }) => id).sort());
        },
      ),
      { numRuns: 300, interruptAfterTimeLimit: 20_000 },
    );
  });

  test('when a single millisecond holds more than a window may', async () => {
    const message = 'x'.repeat(600_000);
    const events = Array.from({ length: 90 }, (_, n) => ({
      id: `e${n}`,
      timestamp: 5_000,
      arrival: 5_000,
      message,
    }));
    const service = new LogServiceModel(events, { ...calm, pageSize: 2 }, 3_600_000);
    const ids = new Set<string>();
    const read = sourceOf(service, {}).read(undefined, {
      signal: new AbortController().signal,
      now: () => service.now,
    });
    for await (const { records } of read)
      for (const { pointer } of records ?? []) if (pointer.kind === 'log_event') ids.add(pointer.event_id);
    expect(ids.size).toBe(90);
  });
});

describe('what is read again', () => {
  const events = Array.from({ length: 2_000 }, (_, n) => {
    const timestamp = Date.UTC(2026, 10, 22) + n * SECOND;
    return { id: `e${n}`, timestamp, arrival: timestamp };
  });

  test('a run that was caught up reads only its look-back and what is new', async () => {
    const service = new LogServiceModel(events, calm, Date.UTC(2026, 10, 22) + 2_000 * SECOND);
    const settings = { latency: 10, overlap: 100 };
    const collection = new Collection();
    await collection.run(service, settings);
    const settledBefore = collection.checkpoint?.settled_until ?? 0;
    const before = service.requests.length;
    service.now += 60 * SECOND;
    await collection.run(service, settings);
    const again = service.requests.slice(before);
    expect(Math.min(...again.map(({ start }) => start))).toBe(settledBefore + 1);
    expect(service.now - settledBefore).toBeLessThan((100 + 60 + 10) * SECOND);
  });

  test('old events are reached in a few calls, however old the epoch is', async () => {
    const service = new LogServiceModel(events.slice(0, 50), calm, Date.UTC(2026, 10, 22) + 3_600 * SECOND);
    await new Collection().run(service, {});
    expect(service.requests.length).toBeLessThan(30);
  });

  test('a dense stretch is cut into windows, so that a killed run does not start from its beginning', async () => {
    const heavy = events.slice(0, 200).map((event) => ({ ...event, message: 'x'.repeat(1_000_000) }));
    const service = new LogServiceModel(
      heavy,
      { ...calm, pageSize: 1 },
      Date.UTC(2026, 10, 22) + 4_000 * SECOND,
    );
    const collection = new Collection();
    await collection.run(service, {}, 200);
    const reached = collection.checkpoint?.settled_until ?? 0;
    expect(reached).toBeGreaterThan(Date.UTC(2026, 10, 22) + 30 * SECOND);
    await collection.run(service, {});
    // Finding the right length costs some pages twice, not many times over.
    expect(service.requests.length).toBeLessThan(2 * heavy.length);
  });
});

describe('start position', () => {
  const now = Date.UTC(2026, 10, 22, 12);
  const at = (timestamp: number, id: string): ModelEvent => ({ id, timestamp, arrival: timestamp });
  const events = [at(now - 7_200_000, 'old'), at(now - 60_000, 'recent'), at(now + 1_000, 'new')];

  test.each([
    ['beginning', ['new', 'old', 'recent']],
    ['2026-11-22T11:00:00Z', ['new', 'recent']],
    ['end', ['new']],
  ])('%s', async (start_position, expected) => {
    const service = new LogServiceModel(events, calm, now);
    const collection = new Collection();
    await collection.run(service, { start_position });
    service.now = now + 3_600_000;
    await collection.run(service, { start_position });
    expect([...collection.stored].sort()).toEqual(expected);
  });
});

test('freshness is the time up to which everything was read, not the time of the last event', async () => {
  const service = new LogServiceModel([], calm, 100_000_000);
  const collection = new Collection();
  await collection.run(service, { latency: 60 });
  expect(collection.readUntil).toBe(100_000_000 - 60_000);
});

test('how far an empty past was searched is not told as freshness', async () => {
  const first = Date.UTC(2026, 10, 22);
  const service = new LogServiceModel([{ id: 'a', timestamp: first, arrival: first }], calm, first + 60_000);
  const told: number[] = [];
  const context = { signal: new AbortController().signal, now: () => service.now };
  for await (const { readUntil } of sourceOf(service, {}).read(undefined, context)) {
    if (readUntil !== undefined) told.push(readUntil);
  }
  expect(told.length).toBeGreaterThan(0);
  expect(Math.min(...told)).toBeGreaterThanOrEqual(first);
});

test('a checkpoint of another log group, region or account is not taken over', () => {
  const source = sourceOf(new LogServiceModel([], calm, 0), {});
  const good = { log_group: '111122223333:us-east-1:/bedrock', settled_until: 1, read_until: 2 };
  expect(source.parseCheckpoint(good)).toEqual(good);
  expect(source.parseCheckpoint({ ...good, log_group: '111122223333:us-east-1:/other' })).toBeUndefined();
  expect(source.parseCheckpoint({ anything: 1 })).toBeUndefined();
});

test('a token that is refused forever ends the run instead of turning in circles', async () => {
  const service = Object.assign(
    {
      async page({ token }: { token?: string }) {
        if (token !== undefined) throw new InvalidToken();
        return { events: [], nextToken: 'never good' };
      },
    },
    { now: 1_000_000 },
  );
  const read = sourceOf(service, {}).read(undefined, {
    signal: new AbortController().signal,
    now: () => service.now,
  });
  await expect(async () => {
    for await (const batch of read) void batch;
  }).rejects.toMatchObject({ kind: 'retry', code: 'page_chain_broken' });
});

test('a stopped run asks for nothing more', async () => {
  const controller = new AbortController();
  const events = Array.from({ length: 50 }, (_, n) => ({ id: `e${n}`, timestamp: n, arrival: n }));
  const service = new LogServiceModel(events, { ...calm, pageSize: 5 }, 1_000_000);
  const read = sourceOf(service, {}).read(undefined, { signal: controller.signal, now: () => service.now });
  let batches = 0;
  for await (const _batch of read) if (++batches === 3) controller.abort();
  expect(batches).toBe(3);
});
