import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { type Failure, needsPerson, retryLater } from '../../failure';
import type { OffloadedBodies } from '../../sources/source';
import type { FragileRecord } from './fragile_worker.test_support';
import { CONTEXT, linesOf, logEvent, PLACEMENT, POINTER } from './in_process_pool.test_support';
import { TransformPool, type TransformPoolOptions } from './transform_pool';
import type { TransformedPiece } from './transform_protocol';
import { inFolder, workerBundle } from './worker_bundle.test_support';

let workerPath: string;
const pools: TransformPool[] = [];

beforeAll(async () => {
  workerPath = await workerBundle('fragile_worker.test_support.ts');
});
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function poolOf(size: number, options: Partial<TransformPoolOptions> = {}): TransformPool {
  const pool = new TransformPool({ workerPath, size, ...options });
  pools.push(pool);
  return pool;
}

const signal = new AbortController().signal;
const common = { context: CONTEXT, placement: PLACEMENT, signal };
const text = (record: FragileRecord) => JSON.stringify(record);

const records = (pool: TransformPool, ...given: FragileRecord[]) =>
  pool.transformRecords({
    ...common,
    records: given.map((record, n) => ({ text: text(record), pointer: logEvent(n) })),
  });
const object = (pool: TransformPool, chunks: AsyncIterable<Uint8Array>, more: object = {}) =>
  pool.transformObject({ ...common, ...more, object: { pointer: POINTER, chunks } });

async function* chunksOf(...chunks: readonly (Uint8Array | string)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

async function all(pieces: AsyncIterable<TransformedPiece>): Promise<TransformedPiece[]> {
  const taken: TransformedPiece[] = [];
  for await (const piece of pieces) taken.push(piece);
  return taken;
}

const bodiesOf = (pieces: readonly TransformedPiece[]) =>
  pieces.flatMap(linesOf).map(({ source }) => ('bodies' in source ? source.bodies : undefined));
const ids = (pieces: readonly TransformedPiece[]) => pieces.flatMap(linesOf).map(({ id }) => id);
const threads = (pieces: readonly TransformedPiece[]) =>
  new Set(pieces.flatMap(linesOf).map(({ source }) => ('thread' in source ? source.thread : undefined)));

test('records and objects go in, pieces come out', async () => {
  const pool = poolOf(1);
  expect(ids(await all(records(pool, { id: 'ä' }, { id: 'b', do: 'skip' }, { id: '日本' })))).toEqual([
    'ä',
    '日本',
  ]);
  const lines = [text({ id: '1' }), text({ id: '2' })].join('\n');
  expect(ids(await all(object(pool, chunksOf(lines))))).toEqual(['1', '2']);
  expect(ids(await all(object(pool, chunksOf(gzipSync(lines)))))).toEqual(['1', '2']);
  expect(await all(object(pool, chunksOf()))).toMatchObject([{ skipped: { empty_object: 1 } }]);
});

test('memory that others share is left to them', async () => {
  const pool = poolOf(1);
  const line = `${text({ id: 'x', text: 'y'.repeat(40_000) })}\n`;
  const slab = Buffer.from(line.repeat(20));
  async function* slices(): AsyncGenerator<Uint8Array> {
    for (let n = 0; n < 20; n += 1) yield slab.subarray(n * line.length, (n + 1) * line.length);
  }
  const pieces = await all(object(pool, slices()));
  expect(pieces.at(-1)?.through).toBe(20);
  expect(slab.toString()).toBe(line.repeat(20));
});

test('jobs are spread over as many threads as are allowed, and no more', async () => {
  const pool = poolOf(2);
  const jobs = ['a', 'b', 'c', 'd', 'e'].map((id) => all(records(pool, { id })));
  expect(threads((await Promise.all(jobs)).flat()).size).toBe(2);
  expect(pool.stats()).toEqual({ threads: 2, queued: 0 });
});

test('an object that waits for the network does not hold up another in the same thread', async () => {
  const pool = poolOf(1);
  let arrive: () => void = () => undefined;
  const arrival = new Promise<void>((resolve) => (arrive = resolve));
  async function* slow(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text({ id: 'slow 1', text: 'y'.repeat(300_000) }));
    await arrival;
    yield Buffer.from(text({ id: 'slow 2' }));
  }
  const waiting = all(object(pool, slow()));
  expect(ids(await all(object(pool, chunksOf(text({ id: 'quick' })))))).toEqual(['quick']);
  arrive();
  expect(ids(await waiting)).toEqual(['slow 1', 'slow 2']);
});

/** Until nothing has changed for a while. */
async function quiet(value: () => number): Promise<number> {
  for (let before = -1, same = 0; same < 10;) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    same = value() === before ? same + 1 : 0;
    before = value();
  }
  return value();
}

test('bytes flow only as pieces are taken', async () => {
  const pool = poolOf(1);
  const line = `${text({ id: 'x', text: 'y'.repeat(1_000), fill: 1_000 })}\n`;
  const chunk = Buffer.from(line.repeat(60));
  let read = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      read += chunk.length;
      yield Uint8Array.from(chunk);
    }
  }
  const pieces = object(pool, endless());
  expect((await pieces.next()).done).toBe(false);
  // A piece taken, one waiting, one in the making, and what is read ahead.
  const ahead = await quiet(() => read);
  expect(ahead).toBeLessThan(6 * 1024 * 1024);
  await pieces.next();
  expect(await quiet(() => read)).toBeGreaterThan(ahead);
  await pieces.return();
});

test('a consumer that stops closes the source, and the thread is free', async () => {
  const pool = poolOf(1);
  let closed = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield Buffer.from(`${text({ id: 'x', fill: 300_000 })}\n`.repeat(50));
    } finally {
      closed = true;
    }
  }
  for await (const piece of object(pool, endless())) {
    expect(piece.through).toBeGreaterThan(0);
    break;
  }
  await quiet(() => Number(closed));
  expect(closed).toBe(true);
  expect(ids(await all(records(pool, { id: 'next' })))).toEqual(['next']);
});

test('a run that stops ends its objects wherever they are', async () => {
  const pool = poolOf(1);
  const stopping = new AbortController();
  async function* hanging(): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(300_000, 0x20);
    stopping.abort();
    await new Promise(() => undefined);
  }
  await expect(all(object(pool, hanging(), { signal: stopping.signal }))).rejects.toMatchObject({
    code: 'stopped',
  });
  await expect(all(object(pool, chunksOf('{}'), { signal: stopping.signal }))).rejects.toMatchObject({
    code: 'stopped',
  });
});

test.each([0, 400_000])('what the source fails of after %d bytes is passed on as it is', async (size) => {
  const failure = retryLater('connection_lost', 'lost');
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(size, 0x20);
    throw failure;
  }
  await expect(all(object(poolOf(1), failing()))).rejects.toBe(failure);
});

test('a bug in a transform is told by its class alone', async () => {
  const failing = all(records(poolOf(1), { id: 'canary', do: 'bug' }));
  await expect(failing).rejects.toMatchObject({
    kind: 'bug',
    message: 'An unexpected TypeError stopped the run.',
  });
  await expect(failing).rejects.not.toThrow(/canary/);
});

describe('bodies beside their records', () => {
  const record = { text: text({ id: 'x', input: { inputBodyS3Path: 's3://b/k' } }), pointer: logEvent(0) };
  const withBodies = (fetch: OffloadedBodies['fetch'], onBodyLeft?: (failure: Failure) => void) =>
    all(
      poolOf(1).transformRecords({
        ...common,
        records: [record],
        bodies: { fetch },
        ...(onBodyLeft ? { onBodyLeft } : {}),
      }),
    );

  test('are fetched for the worker', async () => {
    const paths: string[] = [];
    const pieces = await withBodies(async (path) => {
      paths.push(path);
      return gzipSync(`["${'ä'.repeat(50_000)}"]`);
    });
    expect(paths).toEqual(['s3://b/k']);
    expect(bodiesOf(pieces)).toEqual([{ input: `["${'ä'.repeat(50_000)}"]` }]);
  });

  test('are left where a person would have to act, who is told', async () => {
    const denied = needsPerson('access_denied', 'denied', 'grant');
    const told: Failure[] = [];
    const pieces = await withBodies(
      () => Promise.reject(denied),
      (failure) => told.push(failure),
    );
    expect(bodiesOf(pieces)).toEqual([{}]);
    expect(told).toEqual([denied]);
  });

  test('that cannot be had for now are waited for by trying again', async () => {
    const busy = retryLater('s3_busy', 'busy');
    await expect(withBodies(() => Promise.reject(busy))).rejects.toBe(busy);
    await expect(withBodies(() => Promise.reject(new TypeError('canary')))).rejects.toMatchObject({
      kind: 'bug',
      message: 'An unexpected TypeError stopped the run.',
    });
  });

  test('are no longer fetched for a run that stops', async () => {
    const stopping = new AbortController();
    let ended = false;
    const hanging: OffloadedBodies['fetch'] = (_path, fetching) =>
      new Promise(() => {
        fetching.addEventListener('abort', () => (ended = true));
        stopping.abort();
      });
    const pieces = poolOf(1).transformRecords({
      ...common,
      records: [record],
      bodies: { fetch: hanging },
      signal: stopping.signal,
    });
    await expect(all(pieces)).rejects.toMatchObject({ code: 'stopped' });
    expect(ended).toBe(true);
  });
});

test.each(['exit', 'uncaught', 'memory'] as const)(
  'a worker that dies of a record (%s) says of which, and is replaced',
  async (fate) => {
    const pool = poolOf(1, { workerOptions: { resourceLimits: { maxOldGenerationSizeMb: 24 } } });
    async function* bystander(): AsyncGenerator<Uint8Array> {
      yield Buffer.alloc(300_000, 0x20);
      await new Promise(() => undefined);
    }
    const other = all(object(pool, bystander()));
    other.catch(() => undefined);
    const doomed = all(records(pool, { id: 'fine' }, { id: 'canary', do: fate }));
    const number = fate === 'uncaught' ? undefined : 2;
    await expect(doomed).rejects.toMatchObject({ kind: 'retry', code: 'worker_died', number, alone: false });
    await expect(other).rejects.toMatchObject({ code: 'worker_died', number: undefined });
    await expect(doomed).rejects.not.toThrow(/canary/);
    expect(ids(await all(records(pool, { id: 'next' })))).toEqual(['next']);
  },
);

test('a job alone shares its thread with nobody', async () => {
  const pool = poolOf(1);
  await all(records(pool, { id: 'shared' }));
  const request = { ...common, records: [{ text: text({ id: 'x', do: 'exit' }), pointer: logEvent(0) }] };
  const alone = () => all(pool.transformRecords({ ...request, alone: true }));
  const together = await Promise.allSettled([alone(), alone(), all(records(pool, { id: 'bystander' }))]);
  expect(together).toMatchObject([
    { status: 'rejected', reason: { number: 1, alone: true } },
    { status: 'rejected', reason: { number: 1, alone: true } },
    { status: 'fulfilled' },
  ]);
});

test('a worker that is not there, or cannot start, is told as what it is', async () => {
  const missing = poolOf(1, { workerPath: inFolder('none.cjs') });
  const failure = await all(records(missing, { id: 'x' })).catch((error: unknown) => error);
  expect(failure).toMatchObject({ kind: 'needs_person', code: 'worker_missing' });
  expect(failure instanceof Error && failure.message).not.toContain(inFolder(''));
  const broken = inFolder('broken.cjs');
  await writeFile(broken, `throw new SyntaxError('canary');`);
  await expect(all(records(poolOf(1, { workerPath: broken }), { id: 'x' }))).rejects.toMatchObject({
    kind: 'bug',
    code: 'worker_start',
    message: 'The transform worker cannot be started (SyntaxError).',
  });
});

test('closing ends what is under way, and nothing begins any more', async () => {
  const pool = poolOf(1);
  async function* hanging(): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(300_000, 0x20);
    await new Promise(() => undefined);
  }
  const underWay = all(object(pool, hanging()));
  const outcome = expect(underWay).rejects.toMatchObject({ code: 'stopped' });
  await all(records(pool, { id: 'x' }));
  await pool.close();
  await outcome;
  await expect(all(records(pool, { id: 'late' }))).rejects.toMatchObject({ code: 'stopped' });
});
