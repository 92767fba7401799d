/** Buckets that are read by listing them, live and for a span of the past; and bodies beside the records. */
import { S3ListingSettings } from '../../common/integrations/sources/s3_listing_settings';
import { principalOf } from '../../server/aws/credentials';
import { systemClock } from '../../server/clock';
import { s3BackfillSource } from '../../server/sources/s3_listing/s3_backfill_source';
import { s3ListingSource } from '../../server/sources/s3_listing/s3_listing_source';
import { awsS3Objects } from '../../server/sources/s3_objects/aws_s3_objects';
import { HOUR_MS } from '../../server/sources/s3_objects/bedrock_layout';
import { offloadedBodies } from '../../server/sources/s3_objects/offloaded_bodies';
import { collect } from './collect';
import { batchKey, batchOf, folderOf } from './s3_objects_of_bedrock';
import { ACCOUNT, CREDENTIALS, REGION, SuiteAws, suiteTest } from './suite_aws';

const check = suiteTest({});
/** Putting more than a page holds takes its time on a busy machine. */
jest.setTimeout(120_000);

const place = { accountId: ACCOUNT, region: REGION };
const opening = { clock: systemClock, random: Math.random };
const { signal } = new AbortController();

let aws: SuiteAws;
let bucket: string;

beforeAll(async () => {
  aws = await SuiteAws.start();
});
afterAll(() => aws.stop());
beforeEach(async () => {
  bucket = await aws.createBucket();
});

const objects = () =>
  awsS3Objects(
    aws.collector.s3(CREDENTIALS, REGION, { pathStyle: true }),
    { principal: principalOf(CREDENTIALS), region: REGION },
    10_000,
    systemClock,
  );

const source = (changes: object = {}) =>
  s3ListingSource(
    { ...opening, objects: objects() },
    place,
    S3ListingSettings.parse({ source: 's3_listing', bucket_arn: `arn:aws:s3:::${bucket}`, ...changes }),
  );

check('folders of hours: late and replaced objects are read, the others once', async () => {
  await aws.put(bucket, batchKey(5, 1), batchOf('a', 'b'));
  await aws.put(bucket, batchKey(6), batchOf('c'));
  await aws.put(bucket, `${folderOf()}data/r_input.json.gz`, batchOf('body'));
  await aws.put(bucket, `${folderOf()}amazon-bedrock-logs-permission-check`, '');
  const first = await collect(source());
  expect(first.records).toEqual(['a', 'b', 'c']);
  expect(first.skipped).toEqual({ canary: 1 });

  await aws.put(bucket, batchKey(1, 1), batchOf('late'));
  await aws.put(bucket, batchKey(6), batchOf('replaced'));
  const second = await collect(source(), first);
  expect(second.records).toEqual(['late', 'replaced']);
  const third = await collect(source(), second);
  expect(third.records).toEqual([]);
  expect(third.readUntil).toBeGreaterThanOrEqual(second.readUntil ?? Infinity);
});

check('more objects in an hour than a page holds', async () => {
  const count = 1_003;
  for (let from = 0; from < count; from += 100) {
    const ids = Array.from({ length: Math.min(100, count - from) }, (_, at) => from + at);
    await Promise.all(ids.map((id) => aws.put(bucket, batchKey(id, 1), batchOf(`record ${id}`))));
  }
  const { records, checkpoint } = await collect(source({ number_of_workers: 50 }));
  expect(new Set(records).size).toBe(count);
  expect(records).toHaveLength(count);
  expect((await collect(source(), { checkpoint })).records).toEqual([]);
});

check('prefixes with plus, per cent, spaces and UTF-8', async () => {
  const prefix = 'a b/c+d/100%25/ä😀/';
  await aws.put(bucket, batchKey(1, 1, prefix), batchOf('strange'));
  await aws.put(bucket, batchKey(2, 0, prefix), batchOf('stranger'));
  const { records } = await collect(source({ bucket_list_prefix: prefix }));
  expect(records).toEqual(['strange', 'stranger']);
});

check('folders of long ago are found', async () => {
  await aws.put(bucket, batchKey(1, 24 * 300), batchOf('long ago'));
  await aws.put(bucket, batchKey(2, 24 * 3), batchOf('lately'));
  const start = new Date(Date.now() - 400 * 24 * HOUR_MS).toISOString();
  const { records, checkpoint } = await collect(source({ start_timestamp: start }));
  expect(records).toEqual(['long ago', 'lately']);
  expect((await collect(source({ start_timestamp: start }), { checkpoint })).records).toEqual([]);
});

check('what selectors name, by modified times', async () => {
  await aws.put(bucket, 'export/one/a b.ndjson', 'x\ny');
  await aws.put(bucket, 'export/notes.txt', 'no');
  const settings = { file_selectors: ['export/**/*.ndjson'] };
  const first = await collect(source(settings));
  expect(first.records).toEqual(['x', 'y']);
  await aws.put(bucket, 'export/a.ndjson', 'z');
  const second = await collect(source(settings), first);
  expect(second.records).toEqual(['z']);
  expect((await collect(source(settings), second)).records).toEqual([]);
});

check('a span of the past', async () => {
  for (const hours of [2, 3, 4, 5, 6])
    await aws.put(bucket, batchKey(hours, hours), batchOf(`${hours} h ago`));
  const hour = Date.now() - (Date.now() % HOUR_MS);
  const { records, readUntil } = await collect(
    s3BackfillSource(
      { ...opening, objects: objects() },
      {
        place,
        buckets: [bucket],
        from: hour - 5 * HOUR_MS,
        to: hour - 3 * HOUR_MS,
        settings: { bucket_list_prefix: '', file_selectors: [], number_of_workers: 5 },
      },
    ),
  );
  expect(records).toEqual(['5 h ago', '4 h ago', '3 h ago']);
  expect(readUntil).toBe(hour - 3 * HOUR_MS);
});

check('a part of an object, and only of the version that was begun', async () => {
  await aws.put(bucket, 'object', '0123456789');
  const whole = await objects().get({ bucket, key: 'object', signal });
  if (whole === 'missing') throw new Error('it was just put');
  whole.discard();
  const part = await objects().get({ bucket, key: 'object', from: 7, ifMatch: whole.etag, signal });
  if (part === 'missing') throw new Error('it was just read');
  const chunks: Uint8Array[] = [];
  for await (const chunk of part.chunks) chunks.push(chunk);
  expect(Buffer.concat(chunks).toString()).toBe('789');
  await aws.put(bucket, 'object', 'other bytes');
  await expect(
    objects().get({ bucket, key: 'object', from: 7, ifMatch: whole.etag, signal }),
  ).rejects.toMatchObject({ code: 'object_replaced' });
});

check('a bucket that does not exist is told to a person', async () => {
  bucket = aws.name('nowhere');
  await expect(collect(source())).rejects.toMatchObject({ kind: 'needs_person', code: 'not_found' });
});

check('bodies beside their records: found, too large, gone, and paths that lead elsewhere', async () => {
  const other = await aws.createBucket();
  const key = `${folderOf(2)}data/r_input.json.gz`;
  const body = batchOf('{"messages":[]}');
  await aws.put(bucket, key, body);
  await aws.put(bucket, `${folderOf(2)}data/r_output.json.gz`, Buffer.alloc(2_000, 7));
  await aws.put(other, key, body);
  await aws.put(bucket, batchKey(1), body);
  const bodies = offloadedBodies({
    ...opening,
    objectsIn: objects,
    accountId: ACCOUNT,
    regions: [REGION],
    buckets: [bucket],
    maxBytes: 1_000,
  });
  const found = await bodies.fetch(`s3://${bucket}/${key}`, signal);
  expect(Buffer.from(found as Uint8Array).equals(body)).toBe(true);
  expect(await bodies.fetch(`s3://${bucket}/${folderOf(2)}data/r_output.json.gz`, signal)).toBe('too_large');
  expect(await bodies.fetch(`s3://${bucket}/${folderOf(2)}data/gone_input.json.gz`, signal)).toBe('missing');
  expect(await bodies.fetch(`s3://${other}/${key}`, signal)).toBe('refused');
  expect(await bodies.fetch(`s3://${bucket}/${batchKey(1)}`, signal)).toBe('refused');
});
