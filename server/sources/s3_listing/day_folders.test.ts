/** Folders of days, as a trail has them, are read like those of hours. */
import { CloudTrailS3ListingSettings } from '../../../common/integrations/sources/s3_listing_settings';
import { systemClock } from '../../clock';
import { FOLDERS_OF, timeFolder } from '../s3_objects/bucket_layout';
import { BucketModel, textOf } from '../s3_objects/bucket_model.test_support';
import { cloudTrailLayout } from '../s3_objects/cloudtrail_layout';
import type { Source } from '../source';
import { s3BackfillSource } from './s3_backfill_source';
import { s3ListingSource } from './s3_listing_source';

const place = { accountId: '111122223333', region: 'eu-west-1' };
const layout = cloudTrailLayout();
const folder = layout.regionFolder('', place.accountId, place.region);
const { unitMs: DAY } = FOLDERS_OF.days;
const HOUR = FOLDERS_OF.hours.unitMs;
const start = Date.UTC(2026, 10, 20);

class Bench {
  now = start;
  checkpoint: unknown;
  readUntil: number | undefined;
  readonly bucket = new BucketModel({ pageSize: 2, now: () => this.now });
  private readonly dependencies = { objects: this.bucket, clock: systemClock, random: () => 0.5 };

  /** Delivered at a time, into the folder of that time. */
  deliver(id: string, at: number): void {
    const name = new Date(at).toISOString().replace(/[-:]/g, '').slice(0, 13);
    this.bucket.put(
      `${folder}${timeFolder(layout, at)}${place.accountId}_CloudTrail_${place.region}_${name}Z_${id}.json.gz`,
      id,
      at,
    );
  }

  listing(): Source<unknown> {
    const settings = CloudTrailS3ListingSettings.parse({
      source: 's3_listing',
      bucket_arn: 'arn:aws:s3:::trail',
      start_timestamp: new Date(start).toISOString(),
      look_back: (2 * HOUR) / 1_000,
      number_of_workers: 1,
    });
    return s3ListingSource(this.dependencies, place, settings, layout);
  }

  backfill(from: number, to: number): Source<unknown> {
    const settings = { bucket_list_prefix: '', file_selectors: [], number_of_workers: 1 };
    return s3BackfillSource(this.dependencies, { place, buckets: ['trail'], from, to, layout, settings });
  }

  /** What a run reads, of at most so many batches. */
  async run(source = this.listing(), batches = Infinity): Promise<string[]> {
    const { signal } = new AbortController();
    const texts: string[] = [];
    let count = 0;
    const checkpoint = source.parseCheckpoint(this.checkpoint);
    for await (const batch of source.read(checkpoint, { signal, now: () => this.now })) {
      if (count === batches) break;
      count += 1;
      for (const object of batch.objects ?? []) texts.push(await textOf(await object.open(signal)));
      this.checkpoint = batch.checkpoint ?? this.checkpoint;
      this.readUntil = batch.readUntil ?? this.readUntil;
    }
    return texts;
  }
}

test('what is new of today is read, and late objects of yesterday; nothing twice', async () => {
  const bench = new Bench();
  bench.now = start + 10 * HOUR;
  bench.deliver('morning', start + 9 * HOUR);
  expect(await bench.run()).toEqual(['morning']);
  expect(bench.readUntil).toBe(bench.now);
  bench.deliver('noon', start + 12 * HOUR);
  bench.now = start + 13 * HOUR;
  expect(await bench.run()).toEqual(['noon']);
  bench.now = start + DAY + HOUR;
  bench.deliver('midnight', start + DAY + 60_000);
  bench.deliver('late', start + DAY - 60_000);
  expect(await bench.run()).toEqual(['late', 'midnight']);
  expect(bench.checkpoint).toMatchObject({ settled_until: start });
  bench.now = start + DAY + 3 * HOUR;
  expect(await bench.run()).toEqual([]);
  expect(bench.checkpoint).toMatchObject({ settled_until: start + DAY });
});

test('days of nothing are passed over, and a run that ends in the middle of a day goes on there', async () => {
  const bench = new Bench();
  const ids = Array.from({ length: 9 }, (_, n) => `n${n}`);
  for (const [n, id] of ids.entries()) bench.deliver(id, start + 20 * DAY + n * 60_000);
  bench.now = start + 40 * DAY;
  // The first batch only says where it began; the last day may still get late objects at its very end.
  const first = await bench.run(undefined, 2);
  expect(first).toEqual(ids.slice(0, 4));
  expect(await bench.run()).toEqual(ids.slice(4));
  expect(bench.checkpoint).toMatchObject({ settled_until: start + 39 * DAY });
});

test('a backfill reads the days of its span and what was delivered an hour later, and then is over', async () => {
  const bench = new Bench();
  for (let day = 0; day < 5; day++) bench.deliver(`d${day}`, start + day * DAY + 60_000);
  bench.now = start + 10 * DAY;
  const whole = bench.backfill(start + DAY + HOUR, start + 3 * DAY);
  expect(await bench.run(whole)).toEqual(['d1', 'd2', 'd3']);
  expect(bench.readUntil).toBe(start + 3 * DAY);

  // Of a day that goes on no more is waited for than what may still come of the span.
  const morning = new Bench();
  morning.deliver('early', start + 5 * 60_000);
  const span = morning.backfill(start, start + 6 * HOUR);
  morning.now = start + 6 * HOUR + 60_000;
  expect(await morning.run(span)).toEqual(['early']);
  expect(morning.checkpoint).toBeUndefined();
  morning.deliver('late', start + 6.5 * HOUR);
  morning.now = start + 8 * HOUR;
  expect(await morning.run(span)).toEqual(['early', 'late']);
  expect(morning.readUntil).toBe(start + 6 * HOUR);
});
