import fc from 'fast-check';
import { Failure, needsPerson } from '../../failure';
import { BucketModel, type ModelOptions, textOf } from './bucket_model.test_support';
import { openObject } from './open_object';

const instantly = { now: () => 0, sleep: async () => undefined };
const { signal } = new AbortController();

function bench(options: Partial<ModelOptions> = {}) {
  let now = 10;
  const bucket = new BucketModel({ now: () => now, ...options });
  const dependencies = { objects: bucket, clock: instantly, random: () => 0.5 };
  return {
    bucket,
    dependencies,
    setNow: (time: number) => (now = time),
    open: (key: string, given: AbortSignal = signal) =>
      openObject({ bucket: 'records', key }, dependencies, given),
  };
}

test('says which version it reads', async () => {
  const { bucket, open } = bench();
  bucket.put('k', 'hello', 5);
  const opened = await open('k');
  expect(opened.pointer).toEqual({
    kind: 's3_object',
    bucket: 'records',
    key: 'k',
    etag: '1-0-5',
    line: 0,
    last_modified: 5,
  });
  expect(await textOf(opened)).toBe('hello');
});

test('an object that is not there, or archived, is rejected with a pointer', async () => {
  const { bucket, open } = bench();
  expect(await open('k')).toMatchObject({
    reasons: ['object_missing'],
    length: 0,
    pointer: { key: 'k', etag: '' },
  });
  jest.spyOn(bucket, 'get').mockRejectedValue(needsPerson('object_archived', 'archived', 'Restore it.'));
  expect(await open('k')).toMatchObject({ reasons: ['object_archived'] });
});

test('wherever connections break, the bytes come in order and once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 1, maxLength: 60 }),
      fc.array(fc.nat({ max: 20 }), { maxLength: 4 }),
      async (body, breaks) => {
        const { bucket, open } = bench({ breaks: (_key, download) => breaks[download - 1] });
        bucket.put('k', body, 1);
        expect(await textOf(await open('k'))).toBe(Buffer.from(body).toString());
      },
    ),
  );
});

test('one that breaks every time is left for later', async () => {
  const { bucket, open } = bench({ breaks: () => 1 });
  bucket.put('k', 'x'.repeat(100), 1);
  await expect(open('k').then(textOf)).rejects.toMatchObject({ kind: 'retry', code: 'download_broken' });
});

test('a megabyte further on, breaks are forgotten', async () => {
  const { bucket, open } = bench({ breaks: () => 1024 * 1024 });
  const body = 'x'.repeat(10 * 1024 * 1024);
  bucket.put('k', body, 1);
  expect(await textOf(await open('k'))).toHaveLength(body.length);
});

test('versions are never pieced together', async () => {
  const { bucket, open, setNow } = bench({ breaks: (_key, download) => (download === 1 ? 3 : undefined) });
  bucket.put('k', 'before', 1);
  bucket.put('k', 'after!', 11);
  const opened = await open('k');
  setNow(12);
  await expect(textOf(opened)).rejects.toMatchObject({ code: 'object_replaced' });
});

test('a run that stops does not open it again', async () => {
  const stopping = new AbortController();
  const { bucket, open } = bench({
    breaks: () => {
      stopping.abort();
      return 1;
    },
  });
  bucket.put('k', 'hello', 1);
  await expect(open('k', stopping.signal).then(textOf)).rejects.toMatchObject({ code: 'stopped' });
  expect(bucket.gets).toHaveLength(1);
});

test('what is wrong with more than one object goes on as it is', async () => {
  const { bucket, open } = bench();
  const failure = new Failure('retry', 'throttled', 'slow', 'Nothing.');
  jest.spyOn(bucket, 'get').mockRejectedValue(failure);
  await expect(open('k')).rejects.toBe(failure);
});
