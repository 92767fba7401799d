/** With real threads, which really die. */
import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import type { ObjectToRead, OpenedObject, RejectedRecord, S3RecordPointer } from '../../sources/source';
import type { FragileRecord } from './fragile_worker.test_support';
import { CONTEXT, linesOf, logEvent, PLACEMENT, POINTER } from './in_process_pool.test_support';
import { objectPieces, recordPieces } from './surviving_pieces';
import { TransformPool } from './transform_pool';
import type { Attempt, TransformedPiece } from './transform_protocol';
import { WorkerDied } from './worker_death';
import { inFolder, workerBundle } from './worker_bundle.test_support';

let pool: TransformPool;

beforeAll(async () => {
  const workerPath = await workerBundle('fragile_worker.test_support.ts');
  pool = new TransformPool({ workerPath, size: 2 });
});
afterAll(() => pool.close());

const request = { context: CONTEXT, placement: PLACEMENT, signal: new AbortController().signal };

const texts = (records: readonly FragileRecord[]) => records.map((record) => JSON.stringify(record));

async function all(pieces: AsyncIterable<TransformedPiece>): Promise<TransformedPiece[]> {
  const taken: TransformedPiece[] = [];
  for await (const piece of pieces) taken.push(piece);
  return taken;
}

const ofRecords = (records: readonly FragileRecord[]) =>
  all(
    recordPieces(
      pool,
      texts(records).map((text, n) => ({ text, pointer: logEvent(n) })),
      request,
    ),
  );

async function ofObject(records: readonly FragileRecord[], reopened: () => OpenedObject | RejectedRecord) {
  const object: ObjectToRead = { open: async () => reopened() };
  return all(objectPieces(pool, object, opened(records), request));
}

const opened = (records: readonly FragileRecord[], pointer: S3RecordPointer = POINTER): OpenedObject => ({
  pointer,
  chunks: (async function* () {
    yield gzipSync(texts(records).join('\n'));
  })(),
});

/** What became of each record, by number. */
function fates(pieces: readonly TransformedPiece[]): string[] {
  const found: string[] = [];
  for (const piece of pieces) {
    for (const { record, part, id, source } of linesOf(piece)) {
      const number = piece.numbers[record] ?? 0;
      found[number - 1] =
        `${found[number - 1] ?? ''}${part === 'rejected' ? source.bedrock?.rejected.reasons.join() : id}`;
    }
  }
  return found;
}

let marks = 0;
const withMark = (record: FragileRecord): FragileRecord =>
  record.do === 'exit_once' ? { ...record, mark: inFolder(`mark ${(marks += 1)}`) } : record;

const expected = ({ id, do: what }: FragileRecord): string | undefined =>
  what === 'skip' ? undefined : what === 'reject' ? 'no_timestamp' : what === 'exit' ? 'unprocessable' : id;

const some = fc.array(
  fc.record({
    do: fc.constantFrom('index', 'index', 'index', 'index', 'skip', 'reject', 'exit', 'exit_once'),
    fill: fc.constantFrom(0, 0, 0, 600_000),
  }),
  { minLength: 1, maxLength: 10 },
);

test('whatever workers die of, each record comes out exactly once, and only the deadly are rejected', async () => {
  await fc.assert(
    fc.asyncProperty(some, some, async (one, two) => {
      const [first, second] = [one, two].map((records) =>
        records.map((record, n) => withMark({ id: `r${n}`, ...record })),
      ) as [FragileRecord[], FragileRecord[]];
      // Side by side, so that each takes the other's thread along.
      const [batch, object] = await Promise.all([ofRecords(first), ofObject(second, () => opened(second))]);
      const settled = (records: readonly FragileRecord[]) => records.map(expected);
      expect([...fates(batch), ...Array<undefined>(first.length)].slice(0, first.length)).toEqual(
        settled(first),
      );
      expect([...fates(object), ...Array<undefined>(second.length)].slice(0, second.length)).toEqual(
        settled(second),
      );
      for (const pieces of [batch, object]) {
        const numbers = pieces.flatMap((piece) => piece.numbers);
        expect(new Set(numbers).size).toBe(numbers.length);
      }
    }),
    { numRuns: 12 },
  );
}, 120_000);

test('an object that changed meanwhile is begun anew by a later run', async () => {
  const records: FragileRecord[] = [{ id: 'a' }, { id: 'canary', do: 'exit' }];
  const changed = { kind: 'retry', code: 'object_changed' };
  await expect(ofObject(records, () => opened(records, { ...POINTER, etag: 'other' }))).rejects.toMatchObject(
    changed,
  );
  await expect(
    ofObject(records, () => ({ pointer: POINTER, length: 0, reasons: ['object_missing'] })),
  ).rejects.toMatchObject(changed);
});

test('deaths that no record explains are not repeated for ever', async () => {
  await expect(ofRecords([{ id: 'a', do: 'uncaught' }, { id: 'b' }])).rejects.toMatchObject({
    kind: 'retry',
    code: 'worker_died',
  });
});

test('a record that kills whoever comes near it is not tried for ever', async () => {
  const attempts: Attempt[] = [];
  const deadly: Pick<TransformPool, 'transformRecords'> = {
    async *transformRecords({ attempt, alone }) {
      if (attempt !== undefined) attempts.push(attempt);
      yield* [];
      throw new WorkerDied(2, alone === true);
    },
  };
  const record = { text: 'x', pointer: logEvent(0) };
  await expect(all(recordPieces(deadly, [record, record], request))).rejects.toBeInstanceOf(WorkerDied);
  expect(attempts).toEqual([
    { after: 0, suspects: [], unprocessable: [] },
    { after: 0, suspects: [2], unprocessable: [] },
    { after: 0, suspects: [2], unprocessable: [2] },
  ]);
});

test('a bug is no death', async () => {
  await expect(ofRecords([{ id: 'a', do: 'bug' }])).rejects.toMatchObject({ kind: 'bug' });
});
