import { gzipSync } from 'node:zlib';
import { needsPerson, retryLater } from '../../failure';
import type { ObjectToRead, RawRecord, S3RecordPointer } from '../../sources/source';
import type { BulkBody } from '../../storage/bulk_body';
import type { OperationOutcome } from '../../storage/bulk_writer';
import type { Outcome } from '../../transforms/outcome';
import {
  CONTEXT,
  inProcessPool,
  logEvent,
  PLACEMENT,
  POINTER,
} from '../workers/in_process_pool.test_support';
import { RecordStore } from './record_store';
import { addCounts, NO_COUNTS } from './run_counts';

const ORIGIN = PLACEMENT.origin;

const record = (text: string): RawRecord => ({ text, pointer: { ...logEvent(0), event_id: text } });

function transform(text: string): Outcome {
  if (text.startsWith('skip')) return { status: 'skipped', reason: 'noise' };
  if (text.startsWith('reject')) return { status: 'rejected', reasons: ['not_json'] };
  const fill = text.startsWith('large') ? 'x'.repeat(2_000_000) : '';
  return {
    status: 'indexed',
    dataset: 'invocation',
    id: text,
    timestamp: 0,
    document: { fill },
    content: { text },
  };
}

interface Written {
  readonly id: string;
  readonly part: string;
  readonly source: string;
}

/** A store whose writer answers each operation by id and part. */
function storeWith(
  answer: (id: string, part: string) => OperationOutcome | Promise<OperationOutcome> = () => 'stored',
) {
  const written: Written[] = [];
  let atOnce = 0;
  let mostAtOnce = 0;
  const store = new RecordStore({
    pool: inProcessPool(transform),
    writer: {
      write: async ({ bytes, operations }: BulkBody) => {
        atOnce += 1;
        mostAtOnce = Math.max(mostAtOnce, atOnce);
        const lines = operations.map(({ start, end, part }) => {
          const [action = '', source = ''] = Buffer.from(bytes).toString('utf8', start, end).split('\n');
          return { id: /"_id":"([^"]*)"/.exec(action)?.[1] ?? '', part, source };
        });
        written.push(...lines);
        try {
          return await Promise.all(lines.map(({ id, part }) => answer(id, part)));
        } finally {
          atOnce -= 1;
        }
      },
    },
    clock: { now: () => 0, sleep: async () => undefined },
  });
  const run = { context: CONTEXT, origin: ORIGIN, signal: new AbortController().signal };
  const pointers = () =>
    written
      .filter(({ part }) => part === 'rejected')
      .map(({ source }) => {
        const { aws, bedrock } = JSON.parse(source) as {
          aws: { s3?: { object: { line: number } }; cloudwatch?: { event_id: string } };
          bedrock: { rejected: { reasons: string[]; length: number } };
        };
        return { at: aws.s3?.object.line ?? aws.cloudwatch?.event_id, ...bedrock.rejected };
      });
  return {
    store,
    run,
    written,
    pointers,
    mostAtOnce: () => mostAtOnce,
    ofTexts: (...texts: string[]) => store.store(texts.map(record), run),
    ofObject: (text: string, onProgress?: () => void) =>
      store.storeObject(objectOf(gzipSync(text)), run, onProgress),
  };
}

const objectOf = (bytes: Uint8Array, pointer: S3RecordPointer = POINTER): ObjectToRead => ({
  open: async () => ({
    pointer,
    chunks: (async function* () {
      yield bytes;
    })(),
  }),
});

test('every record is stored, stored before, rejected or skipped', async () => {
  const { ofTexts, pointers } = storeWith((id) => (id === 'again' ? 'already_stored' : 'stored'));
  const counts = await ofTexts('new', 'again', 'reject 1', 'skip 1', 'skip 2', 'ünïcode');
  expect(counts).toEqual({ read: 6, stored: 2, already_stored: 1, enriched: 0, rejected: 1, skipped: 2 });
  expect(pointers()).toEqual([{ at: 'reject 1', reasons: ['not_json'], length: 8 }]);
});

test('a record whose stored copy was poorer is counted once, whichever of its parts were replaced', async () => {
  for (const parts of [['document'], ['content'], ['document', 'content']]) {
    const { ofTexts } = storeWith((id, part) => {
      if (id === 'new') return 'stored';
      return parts.includes(part) ? 'enriched' : 'already_stored';
    });
    expect(await ofTexts('new', 'richer')).toMatchObject({
      read: 2,
      stored: 1,
      already_stored: 1,
      enriched: 1,
    });
  }
});

test('a record that OpenSearch refuses leaves a pointer, whether document or content was refused', async () => {
  for (const refused of ['document', 'content']) {
    const { ofTexts, pointers } = storeWith((id, part) =>
      id === 'bäd' && part === refused ? 'mapping' : 'stored',
    );
    expect(await ofTexts('skip', 'good', 'bäd')).toMatchObject({
      read: 3,
      stored: 1,
      rejected: 1,
      skipped: 1,
    });
    expect(pointers()).toEqual([{ at: 'bäd', reasons: ['mapping'], length: 4 }]);
  }
});

test('a record refused for two reasons has one pointer that says both', async () => {
  const { ofTexts, pointers } = storeWith((_id, part) =>
    part === 'document' ? 'mapping' : part === 'content' ? 'immense_term' : 'stored',
  );
  expect(await ofTexts('bad')).toMatchObject({ read: 1, rejected: 1 });
  expect(pointers()).toMatchObject([{ reasons: ['immense_term', 'mapping'] }]);
});

test('a pointer read again counts as the rejected record it stands for', async () => {
  const { ofTexts } = storeWith((_id, part) => (part === 'rejected' ? 'already_stored' : 'stored'));
  expect(await ofTexts('reject 1')).toMatchObject({ read: 1, rejected: 1, already_stored: 0 });
});

test('a pointer that OpenSearch refuses is our bug and never counted away', async () => {
  const { ofTexts } = storeWith((id, part) => (part === 'rejected' || id === 'bad' ? 'mapping' : 'stored'));
  await expect(ofTexts('bad')).rejects.toThrow(TypeError);
});

test('nothing to store is not written', async () => {
  const { ofTexts, ofObject, written } = storeWith();
  expect(await ofTexts()).toEqual(NO_COUNTS);
  expect(await ofTexts('skip')).toEqual({ ...NO_COUNTS, read: 1, skipped: 1 });
  expect(await ofObject('')).toEqual({ ...NO_COUNTS, read: 1, skipped: 1 });
  expect(written).toEqual([]);
});

describe('an object', () => {
  test('is stored piece by piece, few at a time, and progress is told of each', async () => {
    const lines = Array.from({ length: 12 }, (_, n) => (n === 5 ? 'reject' : `large ${n}`));
    const { ofObject, pointers, mostAtOnce } = storeWith(async (id): Promise<OperationOutcome> => {
      await new Promise((resolve) => setImmediate(resolve));
      return id === 'large 9' ? 'mapping' : 'stored';
    });
    let progress = 0;
    const counts = await ofObject(lines.join('\n'), () => (progress += 1));
    expect(counts).toEqual({ ...NO_COUNTS, read: 12, stored: 10, rejected: 2 });
    expect(progress).toBeGreaterThanOrEqual(11);
    expect(mostAtOnce()).toBe(2);
    expect(pointers()).toEqual([
      { at: 6, reasons: ['not_json'], length: 6 },
      { at: 10, reasons: ['mapping'], length: 7 },
    ]);
  });

  test('that cannot be opened leaves its pointer', async () => {
    const { store, run, pointers } = storeWith();
    const open = async () => ({ pointer: POINTER, length: 0, reasons: ['object_missing' as const] });
    expect(await store.storeObject({ open }, run)).toEqual({ ...NO_COUNTS, read: 1, rejected: 1 });
    expect(pointers()).toEqual([{ at: 0, reasons: ['object_missing'], length: 0 }]);
  });

  test('of which a piece could not be written ends with that failure, after what is under way', async () => {
    const lines = Array.from({ length: 8 }, (_, n) => `large ${n}`);
    const busy = retryLater('opensearch_busy', 'busy');
    let answered = 0;
    const { ofObject } = storeWith(async (id): Promise<OperationOutcome> => {
      if (id === 'large 1') throw busy;
      await new Promise((resolve) => setImmediate(resolve));
      answered += 1;
      return 'stored';
    });
    await expect(ofObject(lines.join('\n'))).rejects.toBe(busy);
    const then = answered;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(answered).toBe(then);
  });
});

test('why bodies were left is said once for each integration, with the next step', async () => {
  const said: string[] = [];
  const pool = inProcessPool(transform);
  const store = new RecordStore({
    pool: {
      ...pool,
      async *transformRecords(request) {
        for (const bucket of ['one', 'two'])
          request.onBodyLeft?.(
            needsPerson('access_denied', `Refused to read ${bucket}.`, 'Grant s3:GetObject.'),
          );
        yield* pool.transformRecords(request);
      },
    },
    writer: { write: async ({ operations }) => operations.map(() => 'stored') },
    clock: { now: () => 0, sleep: async () => undefined },
    logger: { warn: (message) => said.push(message) },
  });
  const run = { context: CONTEXT, origin: ORIGIN, signal: new AbortController().signal };
  await store.store([record('a')], run);
  await store.store([record('b')], run);
  await store.store([record('c')], { ...run, origin: { ...ORIGIN, integrationId: 'other' } });
  expect(said).toEqual([
    'Records of it are stored without large bodies of theirs. Refused to read one. Grant s3:GetObject.',
    'Records of other are stored without large bodies of theirs. Refused to read one. Grant s3:GetObject.',
  ]);
});

test('pointers of what led nowhere are stored, however many', async () => {
  const { store, run, pointers } = storeWith();
  const rejected = Array.from({ length: 2_500 }, (_, n) => ({
    pointer: { ...POINTER, key: `key ${n}` },
    length: n,
    reasons: ['access_denied' as const],
  }));
  expect(await store.storeRejected(rejected, run)).toEqual({ ...NO_COUNTS, read: 2_500, rejected: 2_500 });
  expect(pointers().map(({ length }) => length)).toEqual(rejected.map(({ length }) => length));
});

test('counts add up', () => {
  const one = { read: 1, stored: 2, already_stored: 3, enriched: 6, rejected: 4, skipped: 5 };
  expect(addCounts(one, one)).toEqual({
    read: 2,
    stored: 4,
    already_stored: 6,
    enriched: 12,
    rejected: 8,
    skipped: 10,
  });
});
