import fc from 'fast-check';
import { S3ListingSettings } from '../../../common/integrations/sources/s3_listing_settings';
import { systemClock } from '../../clock';
import { HOUR_MS, hourFolder, regionFolder } from '../s3_objects/bedrock_layout';
import { BucketModel, textOf } from '../s3_objects/bucket_model.test_support';
import type { Batch } from '../source';
import { s3ListingSource } from './s3_listing_source';

const accountId = '111122223333';
const region = 'eu-west-1';
const folder = regionFolder('logs', accountId, region);
const start = Date.UTC(2026, 10, 22, 12);
const LOOK_BACK_MS = 2 * HOUR_MS;
const opening = { clock: systemClock, random: () => 0.5 };

const settingsOf = (changes: object = {}) =>
  S3ListingSettings.parse({
    source: 's3_listing',
    bucket_arn: 'arn:aws:s3:::records',
    bucket_list_prefix: 'logs',
    start_timestamp: new Date(start).toISOString(),
    look_back: LOOK_BACK_MS / 1_000,
    number_of_workers: 1,
    ...changes,
  });

const nameOf = (hour: number, id: string) => `${folder}${hourFolder(hour)}20261122T120000000Z_${id}.json.gz`;

/** A bucket, a clock, and runs that store what they read until they are killed. */
class Bench {
  now = start;
  checkpoint: unknown;
  readonly read: string[] = [];
  readonly bucket: BucketModel;
  readUntil: number | undefined;

  constructor(
    private readonly settings = settingsOf(),
    options: { pageSize?: number; requestTakesMs?: number } = {},
  ) {
    this.bucket = new BucketModel({
      pageSize: options.pageSize ?? 1_000,
      now: () => this.now,
      onRequest: () => (this.now += options.requestTakesMs ?? 0),
    });
  }

  /** Stores at most so many batches, in order, as a run does; returns whether it came to its end. */
  async run(maxBatches = Infinity): Promise<boolean> {
    const source = s3ListingSource(
      { ...opening, objects: this.bucket },
      { accountId, region },
      this.settings,
    );
    const context = { signal: new AbortController().signal, now: () => this.now };
    let count = 0;
    for await (const batch of source.read(source.parseCheckpoint(roundTrip(this.checkpoint)), context)) {
      if (count === maxBatches) return false;
      count += 1;
      await this.store(batch);
    }
    return true;
  }

  private async store({ objects = [], checkpoint, readUntil }: Batch<unknown>): Promise<void> {
    for (const object of objects)
      this.read.push(await textOf(await object.open(new AbortController().signal)));
    if (checkpoint === undefined) return;
    this.checkpoint = checkpoint;
    if (readUntil !== undefined) {
      expect(readUntil).toBeGreaterThanOrEqual(this.readUntil ?? 0);
      this.readUntil = readUntil;
    }
  }
}

/** As it comes back from the store. */
const roundTrip = (checkpoint: unknown): unknown =>
  checkpoint === undefined ? undefined : JSON.parse(JSON.stringify(checkpoint));

const arrivals = fc.array(
  fc.record({
    /** Folder's hour, from the start. */
    hour: fc.integer({ min: 0, max: 3 }),
    /** From the beginning of the hour to the end of the look-back. */
    afterMs: fc.integer({ min: 0, max: HOUR_MS + LOOK_BACK_MS - 1 }),
    name: fc.integer({ min: 0, max: 4_095 }),
  }),
  { maxLength: 60 },
);
const runs = fc.array(
  fc.record({
    pauseMs: fc.integer({ min: 0, max: HOUR_MS }),
    killedAfter: fc.option(fc.integer({ min: 0, max: 4 }), { nil: Infinity }),
  }),
  { maxLength: 12 },
);

test('whatever the order of arrival and wherever runs are killed, every version of every object is read', async () => {
  await fc.assert(
    fc.asyncProperty(
      arrivals,
      runs,
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 0, max: 120_000 }),
      async (objects, plan, pageSize, requestTakesMs) => {
        const bench = new Bench(settingsOf(), { pageSize, requestTakesMs });
        const expected = objects.map(({ hour, afterMs, name }, at) => {
          const time = start + hour * HOUR_MS;
          // The same name twice replaces the object; only the version that a listing could see is expected.
          bench.bucket.put(nameOf(time, `${name}${at}`), `object ${at}`, time + afterMs);
          return `object ${at}`;
        });
        for (const { pauseMs, killedAfter } of plan) {
          bench.now += pauseMs;
          await bench.run(killedAfter);
        }
        bench.now = Math.max(bench.now, start + 5 * HOUR_MS + LOOK_BACK_MS);
        await bench.run();
        expect([...new Set(bench.read)].sort()).toEqual([...expected].sort());
        if (plan.every(({ killedAfter }) => killedAfter === Infinity))
          expect(bench.read).toHaveLength(expected.length);
      },
    ),
    { numRuns: 150 },
  );
});

test('settled hours are not listed again, and the checkpoint forgets what they held', async () => {
  const bench = new Bench();
  bench.bucket.put(nameOf(start, 'a'), 'a', start + 1);
  bench.now = start + HOUR_MS + LOOK_BACK_MS;
  await bench.run();
  expect(bench.read).toEqual(['a']);
  const before = bench.bucket.lists.length;
  await bench.run();
  const listed = bench.bucket.lists.slice(before).map(({ prefix }) => prefix.slice(folder.length));
  expect(listed).toEqual(['2026/11/22/13/', '2026/11/22/14/', '2026/11/22/15/']);
  expect(JSON.stringify(bench.checkpoint)).not.toContain('seen":"A');
});

test('a late object, a replaced one, and one of the same hour are read; nothing twice', async () => {
  const bench = new Bench();
  bench.bucket.put(nameOf(start, 'b'), 'b', start + 1);
  bench.now = start + HOUR_MS;
  await bench.run();
  bench.bucket.put(nameOf(start, 'a'), 'late', start + HOUR_MS + 1);
  bench.bucket.put(nameOf(start, 'b'), 'replaced', start + HOUR_MS + 1);
  bench.now = start + 2 * HOUR_MS;
  await bench.run();
  await bench.run();
  expect(bench.read).toEqual(['b', 'late', 'replaced']);
  expect(bench.readUntil).toBe(bench.now);
});

test('a run that is killed in the middle of an hour goes on behind what is stored', async () => {
  const bench = new Bench();
  for (let at = 0; at < 12; at++) bench.bucket.put(nameOf(start, `0${at.toString(16)}`), `${at}`, start + 1);
  bench.now = start + HOUR_MS + LOOK_BACK_MS;
  expect(await bench.run(3)).toBe(false);
  expect(bench.read).toHaveLength(8);
  await bench.run();
  expect(bench.read.map(Number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('what came behind the back of a listing that was left in the middle is read all the same', async () => {
  const bench = new Bench();
  for (let at = 0; at < 12; at++) bench.bucket.put(nameOf(start, `1${at.toString(16)}`), `${at}`, start + 1);
  bench.now = start + HOUR_MS;
  expect(await bench.run(2)).toBe(false);
  bench.bucket.put(nameOf(start, '0'), 'late', start + HOUR_MS + LOOK_BACK_MS - 1);
  bench.now = start + 9 * HOUR_MS;
  await bench.run();
  expect(bench.read).toContain('late');
  expect(bench.read).toHaveLength(13);
});

test('years of nothing cost a handful of requests, and what is there is found', async () => {
  const bench = new Bench(settingsOf({ start_timestamp: '2020-01-01T00:00:00Z' }));
  bench.bucket.put(nameOf(Date.UTC(2021, 1, 3, 4), 'a'), 'early', Date.UTC(2021, 1, 3, 4, 30));
  bench.bucket.put(nameOf(Date.UTC(2026, 10, 22, 10), 'b'), 'today', start);
  await bench.run();
  expect(bench.read).toEqual(['early', 'today']);
  expect(bench.bucket.lists.length).toBeLessThan(20);
});

test('the first run starts seven days back and remembers where, even if nothing is there', async () => {
  const bench = new Bench(
    S3ListingSettings.parse({ source: 's3_listing', bucket_arn: 'arn:aws:s3:::records' }),
  );
  await bench.run(1);
  expect(bench.checkpoint).toMatchObject({ settled_until: start - 7 * 24 * HOUR_MS });
});

test('bodies, canaries, empty objects and other folders are passed over with a reason, once', async () => {
  const bench = new Bench();
  const hour = `${folder}${hourFolder(start)}`;
  bench.bucket.put(`${hour}data/r_input.json.gz`, 'body', start);
  bench.bucket.put(`${hour}amazon-bedrock-logs-permission-check`, '', start);
  bench.bucket.put(nameOf(start, 'e'), '', start);
  bench.bucket.put(`${hour}notes.txt`, 'notes', start);
  bench.now = start + 1;
  const skips = async () => {
    const source = s3ListingSource(
      { ...opening, objects: bench.bucket },
      { accountId, region },
      settingsOf(),
    );
    const found: unknown[] = [];
    const context = { signal: new AbortController().signal, now: () => bench.now };
    for await (const batch of source.read(source.parseCheckpoint(bench.checkpoint), context)) {
      if (Object.keys(batch.skipped ?? {}).length > 0) found.push(batch.skipped);
      bench.checkpoint = batch.checkpoint;
    }
    return found;
  };
  expect(await skips()).toEqual([{ canary: 1, empty_object: 1, not_selected: 1 }]);
  expect(await skips()).toEqual([]);
  expect(bench.bucket.gets).toEqual([]);
});

test('a checkpoint of another place is not taken', () => {
  const source = s3ListingSource(
    { ...opening, objects: new BucketModel({ now: () => start }) },
    { accountId, region },
    settingsOf(),
  );
  const place = JSON.stringify(['hours', 'records', folder]);
  expect(source.parseCheckpoint({ place, settled_until: 1, open: {} })).toBeDefined();
  expect(source.parseCheckpoint({ place: 'x', settled_until: 1, open: {} })).toBeUndefined();
  expect(source.parseCheckpoint('nonsense')).toBeUndefined();
});

describe('by modified times', () => {
  const settings = settingsOf({ file_selectors: ['logs/**/*.ndjson'] });

  test('reads what the selectors name from the start on, late objects included, nothing twice', async () => {
    const bench = new Bench(settings, { pageSize: 2 });
    bench.bucket.put('logs/old.ndjson', 'old', start - 1);
    bench.bucket.put('logs/x/b.ndjson', 'b', start);
    bench.bucket.put('logs/x/b.txt', 'no', start);
    bench.now = start + 1;
    await bench.run();
    bench.bucket.put('logs/a.ndjson', 'a', start + 2);
    bench.bucket.put('logs/x/b.ndjson', 'b2', start + 2);
    bench.now = start + 10 * HOUR_MS;
    await bench.run();
    bench.now += 10 * HOUR_MS;
    await bench.run();
    expect(bench.read).toEqual(['b', 'a', 'b2']);
  });

  test('whatever the order of arrival and wherever runs are killed, every object is read', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.integer({ min: 0, max: 6 * HOUR_MS }), name: fc.nat({ max: 4_095 }) }), {
          maxLength: 25,
        }),
        runs,
        fc.integer({ min: 1, max: 5 }),
        async (objects, plan, pageSize) => {
          const bench = new Bench(settings, { pageSize, requestTakesMs: 1_000 });
          const expected = objects.map(({ at, name }, number) => {
            bench.bucket.put(`logs/${name}-${number}.ndjson`, `object ${number}`, start + at);
            return `object ${number}`;
          });
          for (const { pauseMs, killedAfter } of plan) {
            bench.now += pauseMs;
            await bench.run(killedAfter);
          }
          bench.now = start + 30 * HOUR_MS;
          await bench.run();
          // What a pass left in the middle did not see is seen by the next.
          await bench.run();
          expect([...new Set(bench.read)].sort()).toEqual([...expected].sort());
          if (plan.every(({ killedAfter }) => killedAfter === Infinity))
            expect(bench.read).toHaveLength(expected.length);
        },
      ),
      { numRuns: 150 },
    );
  });
});
