import { gzipSync } from 'node:zlib';
import { retryLater } from '../../failure';
import type { OffloadedBodies } from '../../sources/source';
import type { BodyTexts } from '../../transforms/invocation/offloaded';
import type { Outcome } from '../../transforms/outcome';
import { linesOf, type Ran, ran } from './in_process_pool.test_support';
import { BodyPermits, RecordBodies } from './record_bodies';
import { FIRST_ATTEMPT } from './transform_protocol';

/** The bodies a record got are its document's id. */
const transform = (
  _text: string,
  _context: object,
  { input = '-', output = '-' }: BodyTexts = {},
): Outcome => ({
  status: 'indexed',
  dataset: 'invocation',
  id: `${input} ${output}`,
  timestamp: 0,
  document: {},
});

const withPaths = (input?: string, output?: string): string =>
  JSON.stringify({
    input: { inputBodyS3Path: input },
    output: output === undefined ? {} : { outputBodyS3Path: output, outputBodyJson: null },
  });

const found = ({ pieces }: Ran) => pieces.flatMap(linesOf).map(({ id }) => id);
const path = (name: string) => `s3://bucket/data/${name}`;

/** Bodies named by their path; each takes a turn of the event loop. */
const bodies = (
  answer: (name: string) => Uint8Array | 'missing' | 'refused' | 'too_large',
): OffloadedBodies => ({
  fetch: async (s3Path) => {
    await new Promise((resolve) => setImmediate(resolve));
    return answer(s3Path.slice(path('').length));
  },
});

test('a record is transformed with the bodies it names, gzip or not, in its order among the others', async () => {
  const texts = [
    withPaths(),
    withPaths(path('a'), path('b')),
    withPaths(),
    withPaths(path('c')),
    withPaths(),
  ];
  const result = await ran({ texts }, transform, {
    bodies: bodies((name) => (name === 'b' ? Buffer.from(`\ufeff[${name}]`) : gzipSync(`{${name}}`))),
  });
  expect(found(result)).toEqual(['- -', '{a} [b]', '- -', '{c} -', '- -']);
});

test.each(['missing', 'refused', 'too_large'] as const)('a body that is %s is left', async (answer) => {
  const texts = [withPaths(path('a'), path('b'))];
  const given = bodies((name) => (name === 'a' ? answer : Buffer.from('here')));
  expect(found(await ran({ texts }, transform, { bodies: given }))).toEqual(['- here']);
});

test.each([
  ['damaged gzip', gzipSync('canary'.repeat(100)).subarray(0, 20)],
  ['a bomb', gzipSync(Buffer.alloc(33 * 1024 * 1024, 0x20))],
  ['more structure than memory', gzipSync(`[${'[],'.repeat(5_000_000)}0]`)],
])('%s is left', async (_what, bytes) => {
  const texts = [withPaths(path('a'))];
  expect(found(await ran({ texts }, transform, { bodies: bodies(() => bytes) }))).toEqual(['- -']);
});

test('of many records a few bodies are on their way at the same time', async () => {
  const texts = Array.from({ length: 40 }, (_, n) => withPaths(path(`i${n}`), path(`o${n}`)));
  const result = await ran({ texts }, transform, { bodies: bodies((name) => Buffer.from(name)) });
  expect(found(result)).toEqual(texts.map((_text, n) => `i${n} o${n}`));
  expect(result.fetchedAtOnce).toBe(4);
});

test('nothing is asked for where nothing is to be had, nor for a record that killed a worker', async () => {
  const asked: string[] = [];
  const given = bodies((name) => {
    asked.push(name);
    return Buffer.from(name);
  });
  const texts = [
    withPaths(path('a')),
    JSON.stringify({ input: { inputBodyS3Path: path('b'), inputBodyJson: { here: true } } }),
    '{broken inputBodyS3Path',
    withPaths(path('d')),
  ];
  await ran({ texts }, transform);
  expect(asked).toEqual([]);
  await ran({ texts }, transform, { bodies: given, attempt: { ...FIRST_ATTEMPT, after: 0, suspects: [4] } });
  expect(asked).toEqual(['a']);
});

test('what the fetching fails of ends the job, and gives the permits back', async () => {
  const lost = retryLater('connection_lost', 'lost');
  const permits = new BodyPermits(2);
  const fetch = async (): Promise<never> => {
    throw lost;
  };
  const one = new RecordBodies({ input: path('a'), output: path('b') }, fetch, permits);
  const waiting = permits.acquire();
  await expect(one.arrival).rejects.toBe(lost);
  one.release();
  (await waiting)();
  await Promise.all([permits.acquire(), permits.acquire()]);
  const texts = [withPaths(path('a'))];
  await expect(ran({ texts }, transform, { bodies: { fetch } })).rejects.toBe(lost);
});

test('records that are let go of before their turn ask for nothing any more', async () => {
  const permits = new BodyPermits(1);
  const first = await permits.acquire();
  let fetched = 0;
  const given = new RecordBodies(
    { input: path('a') },
    async () => {
      fetched += 1;
      return 'left';
    },
    permits,
  );
  given.release();
  first();
  await given.arrival;
  expect(fetched).toBe(0);
  (await permits.acquire())();
});

test('permits go to whoever asked first, and one given back twice is one', async () => {
  const permits = new BodyPermits(1);
  const order: number[] = [];
  const take = async (n: number) => {
    const giveBack = await permits.acquire();
    order.push(n);
    giveBack();
    giveBack();
  };
  const first = await permits.acquire();
  const taking = [1, 2, 3].map(take);
  first();
  await Promise.all(taking);
  expect(order).toEqual([1, 2, 3]);
});
