import fc from 'fast-check';
import { cloudWatchLogsBackfill, cloudWatchLogsSource } from './cloudwatch_logs_source';
import { Collected, readingOf } from './collected.test_support';
import { InvalidToken } from './log_events';
import { LogServiceModel, type ModelBehaviour, type ModelEvent, type ModelGroups } from './log_service_model';
import type { LogsCheckpoint } from './logs_checkpoint';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const calm: ModelBehaviour = { pageSize: 100, emptyEvery: 0, refuseTokens: [], callTakesMs: 5 };
const BASE = Date.UTC(2026, 10, 22);
const at = (timestamp: number, id: string, more: Partial<ModelEvent> = {}): ModelEvent => ({
  id,
  timestamp,
  arrival: timestamp,
  ...more,
});
const readContext = (service: LogServiceModel, signal = new AbortController().signal) => ({
  signal,
  now: () => service.now,
});
/** The settled time of the only group. */
const settledOf = (collected: Collected): number =>
  Math.max(
    ...Object.values((collected.checkpoint as LogsCheckpoint).groups).map((group) => group.settled_until),
  );

describe('no event is missed', () => {
  const behaviour = fc.record({
    pageSize: fc.integer({ min: 1, max: 40 }),
    emptyEvery: fc.constantFrom(0, 2, 3, 7),
    refuseTokens: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }),
    callTakesMs: fc.integer({ min: 0, max: 120 * SECOND }),
  });
  const runs = fc.array(
    fc.record({
      pause: fc.integer({ min: 0, max: 900 * SECOND }),
      steps: fc.integer({ min: 0, max: 60 }),
      inFlight: fc.integer({ min: 1, max: 5 }),
      picks: fc.array(fc.nat(4), { minLength: 1, maxLength: 5 }),
    }),
    { maxLength: 12 },
  );
  const traffic = fc.array(
    fc.record({
      time: fc.integer({ min: 0, max: HOUR }),
      late: fc.double({ min: 0, max: 1, noNaN: true }),
      group: fc.constantFrom('/bedrock', '/bedrock/eu', '/bedrock/new'),
    }),
    { maxLength: 300 },
  );

  test.each([
    ['a group by name', { log_group_name: '/bedrock' }],
    ['all groups with a prefix, one of which comes later', { log_group_name_prefix: '/bedrock' }],
  ])(
    '%s: any order of arrival, lateness within the look-back, page size, empty page, batches in flight and kill',
    async (_what, groups) => {
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            behaviour,
            latency: fc.integer({ min: 0, max: 120 }),
            overlap: fc.integer({ min: 0, max: 7_200 }),
            begin: fc.integer({ min: 0, max: 4_000 * SECOND }),
            made: fc.integer({ min: 0, max: HOUR }),
            traffic,
            runs,
          }),
          async ({ behaviour, latency, overlap, begin, made, traffic, runs }) => {
            const events = traffic
              .filter(({ group }) => 'log_group_name_prefix' in groups || group === '/bedrock')
              .map(({ time, late, group }, n): ModelEvent => {
                const timestamp = BASE + (group === '/bedrock/new' ? Math.max(time, made) : time);
                return at(timestamp, `event-${n}`, {
                  group,
                  arrival: timestamp + Math.floor(late * overlap * SECOND),
                });
              });
            const service = new LogServiceModel(events, behaviour, BASE + begin, {
              '/bedrock': {},
              '/bedrock/eu': {},
              '/bedrock/new': { made: BASE + made },
              '/other': {},
            });
            const settings = { ...groups, latency, overlap };
            const collected = new Collected();
            for (const { pause, ...fate } of runs) {
              await collected.run(service, settings, fate);
              service.now += pause;
            }
            service.now = Math.max(service.now, BASE + HOUR + (overlap + latency) * SECOND);
            await collected.run(service, settings);
            expect([...collected.stored].sort()).toEqual(events.map(({ id }) => id).sort());
          },
        ),
        { numRuns: 200, interruptAfterTimeLimit: 20_000 },
      );
    },
    60_000,
  );

  test('when a single millisecond holds more than a window may', async () => {
    const message = 'x'.repeat(600_000);
    const events = Array.from({ length: 90 }, (_, n) => at(5_000, `e${n}`, { message }));
    const service = new LogServiceModel(events, { ...calm, pageSize: 2 }, HOUR);
    const ids = new Set<string>();
    const read = cloudWatchLogsSource(readingOf(service, {})).read(undefined, readContext(service));
    for await (const { records } of read)
      for (const { pointer } of records ?? []) if (pointer.kind === 'log_event') ids.add(pointer.event_id);
    expect(ids.size).toBe(90);
  });
});

describe('what is read again', () => {
  const events = Array.from({ length: 2_000 }, (_, n) => at(BASE + n * SECOND, `e${n}`));

  test('a run that was caught up reads only its look-back and what is new', async () => {
    const service = new LogServiceModel(events, calm, BASE + 2_000 * SECOND);
    const settings = { latency: 10, overlap: 100 };
    const collected = new Collected();
    await collected.run(service, settings);
    const settledBefore = settledOf(collected);
    const before = service.requests.length;
    service.now += 60 * SECOND;
    await collected.run(service, settings);
    const again = service.requests.slice(before);
    expect(Math.min(...again.map(({ start }) => start))).toBe(settledBefore + 1);
    expect(service.now - settledBefore).toBeLessThan((100 + 60 + 10) * SECOND);
  });

  test('old events are reached in a few calls, however old the epoch is', async () => {
    const service = new LogServiceModel(events.slice(0, 50), calm, BASE + HOUR);
    await new Collected().run(service, {});
    expect(service.requests.length).toBeLessThan(30);
  });

  test('a dense stretch is cut into windows, so that a killed run does not start from its beginning', async () => {
    const heavy = events.slice(0, 200).map((event) => ({ ...event, message: 'x'.repeat(1_000_000) }));
    const service = new LogServiceModel(heavy, { ...calm, pageSize: 1 }, BASE + 4_000 * SECOND);
    const collected = new Collected();
    await collected.run(service, {}, { steps: 200 });
    expect(settledOf(collected)).toBeGreaterThan(BASE + 30 * SECOND);
    await collected.run(service, {});
    // Finding the right length costs some pages twice, not many times over.
    expect(service.requests.length).toBeLessThan(2 * heavy.length);
  });
});

describe('start position', () => {
  const now = Date.UTC(2026, 10, 22, 12);
  const events = [at(now - 2 * HOUR, 'old'), at(now - 60_000, 'recent'), at(now + 1_000, 'new')];

  test.each([
    ['beginning', ['new', 'old', 'recent']],
    ['2026-11-22T11:00:00Z', ['new', 'recent']],
    ['end', ['new']],
  ])('%s', async (start_position, expected) => {
    const service = new LogServiceModel(events, calm, now);
    const collected = new Collected();
    await collected.run(service, { start_position });
    service.now = now + HOUR;
    await collected.run(service, { start_position });
    expect([...collected.stored].sort()).toEqual(expected);
  });

  test('a group that is found later is read from when the others were first read, with `end`', async () => {
    const groups: ModelGroups = { '/b/1': {}, '/b/2': { made: now + 600_000 } };
    const later = [
      at(now - HOUR, 'before', { group: '/b/1' }),
      at(now - HOUR, 'imported, of the past', { group: '/b/2' }),
      at(now + 700_000, 'soon after it was made', { group: '/b/2' }),
    ];
    const service = new LogServiceModel(later, calm, now, groups);
    const settings = { log_group_name_prefix: '/b/', start_position: 'end' };
    const collected = new Collected();
    await collected.run(service, settings);
    service.now = now + 5 * HOUR;
    await collected.run(service, settings);
    expect([...collected.stored]).toEqual(['soon after it was made']);
  });
});

describe('several groups', () => {
  const groups: ModelGroups = { '/b/1': {}, '/b/2': {}, '/b/3': {} };
  const prefix = { log_group_name_prefix: '/b/', latency: 0 };
  const events = Array.from({ length: 300 }, (_, n) =>
    at(BASE + n * 30 * SECOND, `e${n}`, { group: `/b/${(n % 3) + 1}` }),
  );
  const ended = BASE + 3 * HOUR;
  const idsOf = (...of: number[]) =>
    events.filter(({ group }) => of.some((n) => group === `/b/${n}`)).map(({ id }) => id);

  test('they move through time together: none is hours ahead while another waits', async () => {
    const heavy = events.map((event) => ({ ...event, message: 'x'.repeat(500_000) }));
    const service = new LogServiceModel(heavy, { ...calm, pageSize: 2 }, ended, groups);
    const collected = new Collected();
    await collected.run(service, prefix);
    const starts = service.requests.map(({ start }) => start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(new Set(starts).size).toBeGreaterThan(20);
    expect(collected.readUntil).toBe(ended);
  });

  test('one that is denied does not stop the others, is told, and catches up once it is allowed', async () => {
    const service = new LogServiceModel(events, calm, ended, { ...groups, '/b/2': { denied: true } });
    const collected = new Collected();
    await expect(collected.run(service, prefix)).rejects.toMatchObject({
      kind: 'needs_person',
      code: 'access_denied',
      message: '/b/2 denied.',
    });
    expect([...collected.stored].sort()).toEqual(idsOf(1, 3).sort());
    // What is not read is not told as read.
    expect(collected.readUntil).toBeUndefined();
    const allowed = new LogServiceModel(events, calm, ended, groups);
    await collected.run(allowed, prefix);
    expect([...collected.stored].sort()).toEqual(idsOf(1, 2, 3).sort());
    expect(collected.readUntil).toBe(ended);
  });

  test('several that are denied are one message', async () => {
    const service = new LogServiceModel(events, calm, ended, {
      '/b/1': { denied: true },
      '/b/2': {},
      '/b/3': { denied: true },
    });
    await expect(new Collected().run(service, prefix)).rejects.toMatchObject({
      message: '/b/1 denied. Another log group could not be read either.',
    });
  });

  test('one that is deleted while others are read is no matter', async () => {
    const service = new LogServiceModel(events, { ...calm, callTakesMs: 1_000 }, ended, {
      ...groups,
      '/b/2': { deleted: ended + 100 },
    });
    const collected = new Collected();
    await collected.run(service, prefix);
    expect([...collected.stored].sort()).toEqual(idsOf(1, 3).sort());
    expect(collected.readUntil).toBe(ended);
  });

  test('trouble of the whole account ends the run: it would meet the next group too', async () => {
    const service = new LogServiceModel(events, calm, ended, groups);
    const reading = readingOf(service, prefix);
    const throttled = Object.assign(new Error('slow down'), { name: 'TypeError' });
    const source = cloudWatchLogsSource({
      ...reading,
      logEvents: {
        page: async () => {
          throw throttled;
        },
      },
    });
    await expect(new Collected().runOf(source, service)).rejects.toBe(throttled);
  });

  test('those outside the bounds are not read; when all are, a person hears of it', async () => {
    const service = new LogServiceModel(events, calm, ended, groups);
    const refusal = Object.assign(new Error('outside'), { code: 'not_allowed' });
    const bounds = (allowed: string) => (group: { name: string }) =>
      group.name === allowed ? undefined : (refusal as never);
    const collected = new Collected();
    await collected.runOf(cloudWatchLogsSource(readingOf(service, prefix, bounds('/b/2'))), service);
    expect([...collected.stored].sort()).toEqual(idsOf(2).sort());
    expect(service.requests.every(({ group }) => group.name === '/b/2')).toBe(true);
    await expect(
      new Collected().runOf(cloudWatchLogsSource(readingOf(service, prefix, bounds('/none'))), service),
    ).rejects.toBe(refusal);
  });

  test('no group at all is told, and `end` still counts from the first time they were looked for', async () => {
    const settings = { log_group_name_prefix: '/b/', start_position: 'end' };
    const late = new LogServiceModel([at(BASE + 60_000, 'e', { group: '/b/1' })], calm, BASE, {
      '/b/1': { made: BASE + 30_000 },
    });
    const collected = new Collected();
    await expect(collected.run(late, settings)).rejects.toMatchObject({
      kind: 'needs_person',
      code: 'no_log_group',
    });
    late.now = BASE + HOUR;
    await collected.run(late, settings);
    expect([...collected.stored]).toEqual(['e']);
  });
});

describe('a group by ARN', () => {
  const arn = (account: string, region = 'us-east-1', end = '') =>
    `arn:aws:logs:${region}:${account}:log-group:/bedrock${end}`;
  const first = async (log_group_arn: string) => {
    const service = new LogServiceModel([at(BASE, 'e')], calm, BASE + HOUR);
    const collected = new Collected();
    await collected.run(service, { log_group_arn });
    expect([...collected.stored]).toEqual(['e']);
    return service.requests[0]?.group;
  };

  test('of the own account is read by its name', async () => {
    expect(await first(arn('111122223333', 'us-east-1', ':*'))).toEqual({
      name: '/bedrock',
      accountId: '111122223333',
    });
  });

  test('of another account is read by its ARN, without what stands for its streams', async () => {
    expect(await first(arn('999988887777', 'us-east-1', ':*'))).toEqual({
      name: '/bedrock',
      accountId: '999988887777',
      arn: arn('999988887777'),
    });
  });

  test('of another region is for a person', async () => {
    const service = new LogServiceModel([], calm, BASE);
    await expect(
      new Collected().run(service, { log_group_arn: arn('111122223333', 'eu-west-1') }),
    ).rejects.toMatchObject({ code: 'wrong_region' });
    expect(service.requests).toEqual([]);
  });
});

describe('log streams', () => {
  const events = ['a/1', 'a/2', 'b/1'].map((stream, n) => at(BASE + n, stream, { stream }));

  test.each([
    ['by name', { log_streams: ['a/1', 'b/1'] }, ['a/1', 'b/1']],
    ['by prefix', { log_stream_prefix: 'a/' }, ['a/1', 'a/2']],
  ])('%s', async (_what, streams, expected) => {
    const collected = new Collected();
    await collected.run(new LogServiceModel(events, calm, BASE + HOUR), streams);
    expect([...collected.stored]).toEqual(expected);
  });

  test('another choice of streams is read from the start; the order of their names is no choice', async () => {
    const service = new LogServiceModel(events, calm, BASE + 2 * HOUR);
    const collected = new Collected();
    await collected.run(service, { log_streams: ['a/1', 'a/2'] });
    const before = service.requests.length;
    await collected.run(service, { log_streams: ['a/2', 'a/1'] });
    expect(service.requests.slice(before).every(({ start }) => start > BASE)).toBe(true);
    await collected.run(service, { log_streams: ['a/1', 'b/1'] });
    expect([...collected.stored].sort()).toEqual(['a/1', 'a/2', 'b/1']);
  });
});

describe('a backfill', () => {
  const events = Array.from({ length: 400 }, (_, n) => at(BASE + n * SECOND, `e${n}`));
  const range = { from: BASE + 100 * SECOND, to: BASE + 200 * SECOND };
  const inRange = events.slice(100, 200).map(({ id }) => id);

  test('reads what lies between its times, the first included and the last not, however often it is killed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(12), { maxLength: 8 }), async (kills) => {
        const service = new LogServiceModel(events, { ...calm, pageSize: 7 }, BASE + HOUR);
        const source = cloudWatchLogsBackfill(readingOf(service, {}), range);
        const collected = new Collected();
        for (const steps of kills) await collected.runOf(source, service, { steps });
        await collected.runOf(source, service);
        expect([...collected.stored].sort()).toEqual([...inRange].sort());
        expect(collected.readUntil).toBe(range.to - 1);
      }),
      { numRuns: 50 },
    );
  });

  test('done, it reads nothing more; it tells how far it is from its first batch on', async () => {
    const service = new LogServiceModel(events, { ...calm, pageSize: 10 }, BASE + HOUR);
    const source = cloudWatchLogsBackfill(readingOf(service, {}), range);
    const collected = new Collected();
    await collected.runOf(source, service);
    const before = service.requests.length;
    await collected.runOf(source, service);
    expect(service.requests.length).toBe(before);
  });

  test('its place is its own: neither the live one nor one between other times', async () => {
    const service = new LogServiceModel(events, calm, BASE + HOUR);
    const reading = readingOf(service, {});
    const collected = new Collected();
    await collected.runOf(cloudWatchLogsBackfill(reading, range), service);
    expect(cloudWatchLogsSource(reading).parseCheckpoint(collected.checkpoint)).toBeUndefined();
    expect(
      cloudWatchLogsBackfill(reading, { ...range, to: range.to + 1 }).parseCheckpoint(collected.checkpoint),
    ).toBeUndefined();
    expect(cloudWatchLogsBackfill(reading, range).parseCheckpoint(collected.checkpoint)).toEqual(
      collected.checkpoint,
    );
  });
});

describe('freshness', () => {
  test('is the time up to which everything was read, not the time of the last event', async () => {
    const service = new LogServiceModel([], calm, 100_000_000);
    const collected = new Collected();
    await collected.run(service, { latency: 60 });
    expect(collected.readUntil).toBe(100_000_000 - 60_000);
  });

  test('how far an empty past was searched is not told', async () => {
    const service = new LogServiceModel([at(BASE, 'a')], calm, BASE + 60_000);
    const told: number[] = [];
    const read = cloudWatchLogsSource(readingOf(service, {})).read(undefined, readContext(service));
    for await (const { readUntil } of read) if (readUntil !== undefined) told.push(readUntil);
    expect(told.length).toBeGreaterThan(0);
    expect(Math.min(...told)).toBeGreaterThanOrEqual(BASE);
  });
});

test('a token that is refused forever ends the run instead of turning in circles', async () => {
  const service = new LogServiceModel([], calm, 1_000_000);
  const source = cloudWatchLogsSource({
    ...readingOf(service, {}),
    logEvents: {
      async page({ token }) {
        if (token !== undefined) throw new InvalidToken();
        return { events: [], nextToken: 'never good' };
      },
    },
  });
  await expect(new Collected().runOf(source, service)).rejects.toMatchObject({
    kind: 'retry',
    code: 'page_chain_broken',
  });
});

test('a stopped run asks for nothing more', async () => {
  const controller = new AbortController();
  const events = Array.from({ length: 50 }, (_, n) => at(n, `e${n}`));
  const service = new LogServiceModel(events, { ...calm, pageSize: 5 }, 1_000_000);
  const read = cloudWatchLogsSource(readingOf(service, {})).read(
    undefined,
    readContext(service, controller.signal),
  );
  let batches = 0;
  for await (const _batch of read) if (++batches === 3) controller.abort();
  expect(batches).toBe(3);
});
