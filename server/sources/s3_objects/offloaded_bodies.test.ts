import { needsPerson } from '../../failure';
import { HOUR_MS } from './bedrock_layout';
import { BucketModel } from './bucket_model.test_support';
import { offloadedBodies } from './offloaded_bodies';

const accountId = '111122223333';
const folder = `logs/AWSLogs/${accountId}/BedrockModelInvocationLogs/eu-west-1/2026/11/22/12/`;
const hour = Date.UTC(2026, 10, 22, 12);
const { signal } = new AbortController();

function bench(start: number) {
  const state = { now: start, slept: 0, regions: [] as string[], denied: new Set<string>() };
  const bucket = new BucketModel({ now: () => state.now, denied: (key) => state.denied.has(key) });
  const bodies = (bucketRegion?: string) =>
    offloadedBodies({
      objectsIn: (region) => {
        state.regions.push(region);
        return bucket;
      },
      accountId,
      regions: ['eu-west-1'],
      buckets: ['records'],
      maxBytes: 100,
      clock: {
        now: () => state.now,
        sleep: async (ms) => {
          state.now += ms;
          state.slept += ms;
        },
      },
      random: () => 0.5,
      ...(bucketRegion === undefined ? {} : { bucketRegion }),
    });
  return { state, bucket, bodies };
}

test('the bytes of a body, asked for where the path says', async () => {
  const { bucket, bodies, state } = bench(hour + 2 * HOUR_MS);
  bucket.put(`${folder}data/r_input.json.gz`, 'body', hour);
  const found = await bodies().fetch(`s3://records/${folder}data/r_input.json.gz`, signal);
  expect(Buffer.from(found as Uint8Array).toString()).toBe('body');
  await bodies('us-east-1').fetch(`s3://records/${folder}data/r_input.json.gz`, signal);
  expect(state.regions).toEqual(['eu-west-1', 'us-east-1']);
});

test.each([
  ['another bucket', `s3://others/${folder}data/r_input.json.gz`],
  ['another account', `s3://records/${folder.replace(accountId, '999999999999')}data/r_input.json.gz`],
  ['another region', `s3://records/${folder.replace('eu-west-1', 'ap-south-1')}data/r_input.json.gz`],
  ['a batch of records', `s3://records/${folder}20261122T120000000Z_0.json.gz`],
  ['a folder below', `s3://records/${folder}data/x/r_input.json.gz`],
  ['a way out of the folder', `s3://records/${folder}data/..`],
  ['a way through another', `s3://records/x/../${folder}data/r_input.json.gz`],
  ['anywhere', 's3://records/secrets.txt'],
  ['no path of S3', `https://records/${folder}data/r_input.json.gz`],
  ['nothing', ''],
])('%s is refused and never asked for', async (_what, path) => {
  const { bucket, bodies } = bench(hour);
  expect(await bodies().fetch(path, signal)).toBe('refused');
  expect(bucket.gets).toEqual([]);
});

test('one that is too large is not read', async () => {
  const { bucket, bodies } = bench(hour);
  bucket.put(`${folder}data/r_output.json.gz`, 'x'.repeat(101), hour);
  expect(await bodies().fetch(`s3://records/${folder}data/r_output.json.gz`, signal)).toBe('too_large');
});

test('one that comes after its record is waited for', async () => {
  const { bucket, bodies, state } = bench(hour);
  bucket.put(`${folder}data/r_input.json.gz`, 'body', hour + 2_000);
  expect(await bodies().fetch(`s3://records/${folder}data/r_input.json.gz`, signal)).toHaveLength(4);
  expect(state.slept).toBeGreaterThan(0);
});

test('old ones are not waited for, and where none comes patience ends', async () => {
  const { bodies, state } = bench(hour + 2 * HOUR_MS);
  expect(await bodies().fetch(`s3://records/${folder}data/r_input.json.gz`, signal)).toBe('missing');
  expect(state.slept).toBe(0);
  const young = bench(hour);
  const fetching = young.bodies();
  for (let at = 0; at < 10; at++)
    expect(await fetching.fetch(`s3://records/${folder}data/${at}_input.json.gz`, signal)).toBe('missing');
  expect(young.state.slept).toBeLessThan(30_000);
});

test('one that is denied needs a person; where others are readable, it alone is missing', async () => {
  const { bucket, bodies, state } = bench(hour + 2 * HOUR_MS);
  bucket.put(`${folder}data/a_input.json.gz`, 'a', hour);
  bucket.put(`${folder}data/b_input.json.gz`, 'b', hour);
  state.denied.add(`${folder}data/b_input.json.gz`);
  const fetching = bodies();
  const denied = `s3://records/${folder}data/b_input.json.gz`;
  await expect(fetching.fetch(denied, signal)).rejects.toMatchObject({ code: 'access_denied' });
  await fetching.fetch(`s3://records/${folder}data/a_input.json.gz`, signal);
  expect(await fetching.fetch(denied, signal)).toBe('missing');
});

test('an archived one is missing', async () => {
  const { bucket, bodies } = bench(hour);
  jest.spyOn(bucket, 'get').mockRejectedValue(needsPerson('object_archived', 'archived', 'Restore it.'));
  expect(await bodies().fetch(`s3://records/${folder}data/a_input.json.gz`, signal)).toBe('missing');
});
