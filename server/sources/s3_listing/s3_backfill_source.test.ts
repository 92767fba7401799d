import { systemClock } from '../../clock';
import { HOUR_MS, hourFolder, regionFolder } from '../s3_objects/bedrock_layout';
import { BucketModel, textOf } from '../s3_objects/bucket_model.test_support';
import { s3BackfillSource } from './s3_backfill_source';

const place = { accountId: '111122223333', region: 'eu-west-1' };
const folder = regionFolder('', place.accountId, place.region);
const from = Date.UTC(2026, 10, 20, 10, 30);
const to = Date.UTC(2026, 10, 20, 13);
const settings = { bucket_list_prefix: '', file_selectors: [] as string[], number_of_workers: 1 };

function bucketWithHours(): BucketModel {
  const bucket = new BucketModel({ now: () => Date.UTC(2026, 11, 1), pageSize: 3 });
  for (let hour = 8; hour < 17; hour++) {
    for (let at = 0; at < 6; at++) {
      const time = Date.UTC(2026, 10, 20, hour);
      bucket.put(`${folder}${hourFolder(time)}20261120T000000000Z_${at}.json.gz`, `${hour}/${at}`, time);
    }
  }
  return bucket;
}

async function read(
  bucket: BucketModel,
  options: {
    checkpoint?: unknown;
    batches?: number;
    buckets?: string[];
    settings?: typeof settings;
    now?: number;
  } = {},
) {
  const source = s3BackfillSource(
    { objects: bucket, clock: systemClock, random: () => 0.5 },
    { place, from, to, buckets: options.buckets ?? ['records'], settings: options.settings ?? settings },
  );
  const { signal } = new AbortController();
  const texts: string[] = [];
  const untils: number[] = [];
  let { checkpoint } = options;
  let count = 0;
  for await (const batch of source.read(source.parseCheckpoint(checkpoint), {
    signal,
    now: () => options.now ?? Date.UTC(2026, 11, 1),
  })) {
    for (const object of batch.objects ?? []) texts.push(await textOf(await object.open(signal)));
    checkpoint = batch.checkpoint ?? checkpoint;
    if (batch.readUntil !== undefined) untils.push(batch.readUntil);
    if (++count === options.batches) break;
  }
  return { texts, checkpoint, untils };
}

const hours = (first: number, last: number) =>
  Array.from({ length: 6 * (last - first + 1) }, (_, at) => `${first + Math.floor(at / 6)}/${at % 6}`);

test('reads the hours between, and one more', async () => {
  const { texts, untils } = await read(bucketWithHours());
  expect(texts).toEqual(hours(10, 13));
  expect(untils).toEqual([from, from + HOUR_MS / 2, to - HOUR_MS, to - 1, to]);
});

test('goes on where it was killed', async () => {
  const bucket = bucketWithHours();
  const first = await read(bucket, { batches: 3 });
  const rest = await read(bucket, { checkpoint: JSON.parse(JSON.stringify(first.checkpoint)) });
  expect([...first.texts, ...rest.texts]).toEqual(hours(10, 13));
  expect((await read(bucket, { checkpoint: rest.checkpoint })).texts).toEqual([]);
});

test('reads one bucket after the other, and starts over for another span', async () => {
  const bucket = bucketWithHours();
  const { texts, untils, checkpoint } = await read(bucket, { buckets: ['records', 'others'] });
  expect(texts).toEqual([...hours(10, 13), ...hours(10, 13)]);
  expect(untils).toEqual([to]);
  expect((await read(bucket, { checkpoint })).texts).toEqual(hours(10, 13));
});

test.each([
  ['one bucket', ['records']],
  ['several', ['records', 'others']],
])(
  'a span that is not over is not done, and what may still grow is read again: %s',
  async (_what, buckets) => {
    const bucket = bucketWithHours();
    const now = to - HOUR_MS / 2;
    const first = await read(bucket, { now, buckets });
    expect(first.untils.at(-1)).toBe(to - 2 * HOUR_MS);
    bucket.put(`${folder}${hourFolder(now)}20261120T000000000Z_0.json.gz`, 'replaced', now);
    const { texts, untils } = await read(bucket, { checkpoint: first.checkpoint, buckets });
    expect(texts).toContain('replaced');
    expect(texts.filter((text) => text.startsWith('10/')).length).toBe(buckets.length === 1 ? 0 : 6);
    expect(untils.at(-1)).toBe(to);
  },
);

test('with selectors, reads what was last modified between', async () => {
  const { texts } = await read(bucketWithHours(), {
    settings: { ...settings, file_selectors: ['**/*_5.json.gz'] },
  });
  expect(texts).toEqual(['11/5', '12/5', '13/5']);
});
