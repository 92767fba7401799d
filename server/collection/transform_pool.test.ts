import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RawRecord } from '../sources/source';
import { TransformPool } from './transform_pool';

let folder: string;
let workerPath: string;
const pools: TransformPool[] = [];

/** Answers with the texts it was given as the body; dies, fails or hangs when told to. */
const WORKER = `
const { parentPort, threadId } = require('node:worker_threads');
parentPort.on('message', (job) => {
  const text = Buffer.from(job.bytes).toString('utf8');
  if (text === 'die') process.exit(3);
  if (text === 'throw') throw new Error('what people wrote');
  if (text === 'fail') return parentPort.postMessage({ failed: 'RangeError' });
  if (text === 'hang') return;
  const bytes = Buffer.from(threadId + ' ' + text + ' ' + job.lengths.join());
  parentPort.postMessage({ batch: { body: { bytes, operations: [] }, skipped: {}, rejected: 0 } });
});`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedrock-pool-'));
  workerPath = join(folder, 'worker.cjs');
  await writeFile(workerPath, WORKER);
});
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const record = (text: string): RawRecord => ({
  text,
  pointer: { kind: 'log_event', log_group: 'g', log_stream: 's', event_id: 'e', timestamp: 0 },
});
const context = {
  namespace: 'n',
  contentMode: 'none' as const,
  requestMetadata: true,
  lookups: { accountNames: {}, resolvedModels: {} },
};
const placement = {
  origin: { integrationId: 'i', accountId: 'a', region: 'r', stream: 's', namespace: 'n' },
  documentGranularity: 'monthly' as const,
  contentGranularity: 'weekly' as const,
  ingested: '',
};

function poolOf(size: number) {
  const pool = new TransformPool({ workerPath, size });
  pools.push(pool);
  return async (...texts: string[]) => {
    const { body } = await pool.transform(texts.map(record), context, placement);
    return Buffer.from(body.bytes).toString();
  };
}

test('texts go in and come out as bytes, whatever the script', async () => {
  const transform = poolOf(1);
  expect(await transform('añb', '', '日本')).toMatch(/^\d+ añb日本 4,0,6$/);
});

test('jobs are spread over as many threads as are allowed, and no more', async () => {
  const transform = poolOf(2);
  const threads = (await Promise.all(['a', 'b', 'c', 'd', 'e'].map((text) => transform(text)))).map(
    (answer) => answer.split(' ')[0],
  );
  expect(new Set(threads).size).toBe(2);
});

test.each(['die', 'throw'])(
  'a worker that %ss fails its own job, to be tried again, and is replaced',
  async (fate) => {
    const transform = poolOf(1);
    const doomed = transform(fate);
    const next = transform('next');
    await expect(doomed).rejects.toMatchObject({ kind: 'retry', code: 'worker_died' });
    expect(await next).toContain('next');
  },
);

test('a bug in a transform is told by its class alone', async () => {
  await expect(poolOf(1)('fail')).rejects.toMatchObject({
    kind: 'bug',
    message: 'An unexpected RangeError stopped the run.',
  });
});

test('closing ends the jobs that wait and the one at work', async () => {
  const pool = new TransformPool({ workerPath, size: 1 });
  const jobs = ['hang', 'waiting'].map((text) => pool.transform([record(text)], context, placement));
  const outcomes = Promise.allSettled(jobs);
  await pool.close();
  expect(await outcomes).toMatchObject([
    { status: 'rejected', reason: { code: 'stopped' } },
    { status: 'rejected', reason: { code: 'stopped' } },
  ]);
  await expect(pool.transform([record('late')], context, placement)).rejects.toMatchObject({
    code: 'stopped',
  });
});
