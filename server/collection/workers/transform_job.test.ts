import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import type { Outcome } from '../../transforms/outcome';
import { CONTEXT, linesOf, logEvent, type Ran, ran } from './in_process_pool.test_support';
import { FIRST_ATTEMPT } from './transform_protocol';

/** What becomes of a record stands in it. */
function transform(text: string): Outcome {
  let record: { id?: string; do?: string; fill?: number };
  try {
    record = JSON.parse(text) as typeof record;
  } catch {
    return { status: 'rejected', reasons: ['not_json'] };
  }
  const { id = text, do: what = 'index', fill = 0 } = record;
  if (what === 'skip') return { status: 'skipped', reason: 'other_schema' };
  if (what === 'reject') return { status: 'rejected', reasons: ['no_timestamp'] };
  if (what === 'range') throw new RangeError(`canary ${text}`);
  if (what === 'bug') throw new TypeError(`canary ${text}`);
  return { status: 'indexed', dataset: 'invocation', id, timestamp: 0, document: { fill: 'x'.repeat(fill) } };
}

const record = (id: string | number, more: object = {}) => JSON.stringify({ id: String(id), ...more });

const documents = ({ pieces }: Ran) =>
  pieces
    .flatMap(linesOf)
    .filter(({ part }) => part === 'document')
    .map(({ id }) => id);
const rejections = ({ pieces }: Ran) =>
  pieces
    .flatMap(linesOf)
    .flatMap(({ source }) =>
      source.bedrock === undefined ? [] : [{ line: source.aws?.s3?.object.line, ...source.bedrock.rejected }],
    );
const skipped = ({ pieces }: Ran) =>
  pieces.flatMap((piece) => Object.entries(piece.skipped)).map(([reason, count]) => `${reason} ${count}`);

test('each record of a batch is in the piece, with its number and length, or counted', async () => {
  const texts = [
    record('a'),
    record('b', { do: 'skip' }),
    record('ü'),
    '{broken',
    record('c', { do: 'reject' }),
  ];
  const { pieces } = await ran({ texts }, transform);
  expect(pieces).toHaveLength(1);
  const [piece] = pieces;
  expect(piece).toMatchObject({
    numbers: [1, 3, 4, 5],
    lengths: [0, 2, 3, 4].map((n) => Buffer.byteLength(texts[n] ?? '')),
    rejected: 2,
    skipped: { other_schema: 1 },
    through: 5,
  });
  expect(piece && linesOf(piece).map(({ record: place, part }) => [place, part])).toEqual([
    [0, 'document'],
    [1, 'document'],
    [2, 'rejected'],
    [3, 'rejected'],
  ]);
});

test('what a record is too deep for rejects the record; a bug of ours stops the job', async () => {
  const result = await ran(
    { bytes: Buffer.from([record(1), record(2, { do: 'range' }), record(3)].join('\n')) },
    transform,
  );
  expect(documents(result)).toEqual(['1', '3']);
  expect(rejections(result)).toMatchObject([{ line: 2, reasons: ['unprocessable'] }]);
  await expect(ran({ texts: [record(1, { do: 'bug' })] }, transform)).rejects.toThrow(TypeError);
});

test('pieces stay about a megabyte, and a record that needs more is a piece of its own', async () => {
  const lines = [
    ...Array.from({ length: 30 }, (_, n) => record(n, { fill: 200_000 })),
    record('large', { fill: 5_000_000 }),
    record('last'),
  ];
  const result = await ran({ bytes: gzipSync(lines.join('\n')) }, transform);
  const sizes = result.pieces.map(({ body }) => body.bytes.length);
  expect(sizes.filter((size) => size > 1_300_000)).toHaveLength(1);
  expect(result.pieces.length).toBeGreaterThan(5);
  expect(documents(result)).toEqual([...Array.from({ length: 30 }, (_, n) => String(n)), 'large', 'last']);
  expect(result.pieces.at(-1)?.through).toBe(32);
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['gzip of nothing', gzipSync('')],
  ['blank lines', Buffer.from('\n \r\n')],
  ['an empty list', gzipSync('[]')],
  ['an envelope without records', Buffer.from('{"Records":[]}')],
])('an object of %s is skipped as a whole', async (_what, bytes) => {
  for (const input of [{ bytes }, { chunks: [...bytes].map((byte) => Buffer.from([byte])) }]) {
    const result = await ran(input, transform);
    expect(skipped(result)).toEqual(['empty_object 1']);
    expect(result.pieces).toMatchObject([{ numbers: [], rejected: 0, through: 1 }]);
  }
});

test('of truncated gzip the whole records are kept and one pointer says where it broke', async () => {
  const lines = Array.from({ length: 400 }, (_, n) => record(n, { noise: String(Math.sin(n)).repeat(5) }));
  const whole = gzipSync(lines.join('\n'));
  const cut = whole.subarray(0, whole.length / 2);
  for (const input of [{ bytes: cut }, { chunks: [cut.subarray(0, 100), cut.subarray(100)] }]) {
    const result = await ran(input, transform);
    const kept = documents(result).length;
    expect(kept).toBeGreaterThan(20);
    expect(documents(result)).toEqual(Array.from({ length: kept }, (_, n) => String(n)));
    expect(rejections(result)).toMatchObject([{ line: kept + 1, reasons: ['truncated_gzip'] }]);
  }
});

test('of a small object that is damaged, what stands before the damage is kept', async () => {
  const lines = Array.from({ length: 400 }, (_, n) => record(n, { noise: String(Math.sin(n)).repeat(5) }));
  const whole = gzipSync(lines.join('\n'));
  const damaged = Buffer.from(whole);
  const middle = Math.floor(whole.length / 2);
  damaged.fill(0xff, middle, middle + 40);
  const result = await ran({ bytes: damaged }, transform);
  const kept = documents(result).length;
  expect(kept).toBeGreaterThan(100);
  expect(documents(result)).toEqual(Array.from({ length: kept }, (_, n) => String(n)));
  expect(rejections(result)).toMatchObject([{ line: kept + 1, reasons: ['truncated_gzip'] }]);
});

test('a line over the limit is passed over with its length, and its neighbours are read', async () => {
  const long = record('long', { noise: 'canary'.repeat(1_000) });
  const context = { ...CONTEXT, maxRecordBytes: 1_000 };
  for (const cutAt of [10, 700, 7_000]) {
    const bytes = Buffer.from([record(1), long, record(2), 'x'.repeat(2_000), record(3)].join('\n'));
    const chunks: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += cutAt) chunks.push(bytes.subarray(at, at + cutAt));
    const result = await ran({ chunks }, transform, { context });
    expect(documents(result)).toEqual(['1', '2', '3']);
    expect(rejections(result)).toEqual([
      { line: 2, reasons: ['too_large'], length: long.length },
      { line: 4, reasons: ['too_large'], length: 2_000 },
    ]);
    expect(JSON.stringify(result.pieces)).not.toContain('canary');
  }
});

test('a further attempt goes on behind what is settled, and rejects unseen what it is told to', async () => {
  const bytes = Buffer.from(
    Array.from({ length: 6 }, (_, n) => record(n + 1, { do: n === 3 ? 'bug' : 'index' })).join('\n'),
  );
  const attempt = { after: 2, suspects: [5], unprocessable: [4] };
  for (const input of [{ bytes }, { chunks: [bytes.subarray(0, 40), bytes.subarray(40)] }]) {
    const result = await ran(input, transform, { attempt });
    expect(documents(result)).toEqual(['3', '5', '6']);
    expect(rejections(result)).toMatchObject([{ line: 4, reasons: ['unprocessable'] }]);
  }
});

test('what is said of an object as a whole is said once, however many attempts there are', async () => {
  const attempt = { ...FIRST_ATTEMPT, after: 1 };
  const { pieces } = await ran({ bytes: gzipSync('') }, transform, { attempt });
  expect(pieces).toMatchObject([{ numbers: [], skipped: {}, through: 1 }]);
});

const SHAPES = {
  lines: (texts: string[]) => texts.join('\n'),
  'lines with an end': (texts: string[]) => texts.map((text) => `${text}\n`).join(''),
  'blank lines between': (texts: string[]) => texts.join('\r\n\r\n'),
  'nothing between': (texts: string[]) => texts.join(''),
  list: (texts: string[]) => `[${texts.join(',')}]`,
  envelope: (texts: string[]) => `{"Records": [${texts.join(',\n')}]}`,
  'byte order mark': (texts: string[]) => `\ufeff${texts.join('\n')}`,
};

const kinds = fc.constantFrom('index', 'index', 'index', 'skip', 'reject', 'range');
const recordings = fc.array(fc.record({ do: kinds, noise: fc.string({ unit: 'binary', maxLength: 40 }) }), {
  maxLength: 25,
});

test('whatever the shape, the packing and the cuts, every record is settled exactly once, in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      recordings,
      fc.constantFrom(...(Object.keys(SHAPES) as (keyof typeof SHAPES)[])),
      fc.constantFrom('plain', 'gzip', 'members'),
      fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 6 }),
      fc.boolean(),
      async (records, shape, packing, sizes, whole) => {
        const texts = records.map((fields, n) => record(n + 1, fields));
        const text = Buffer.from(SHAPES[shape](texts));
        const middle = Math.floor(text.length / 2);
        const bytes =
          packing === 'plain'
            ? text
            : packing === 'gzip'
              ? gzipSync(text)
              : Buffer.concat([gzipSync(text.subarray(0, middle)), gzipSync(text.subarray(middle))]);
        const chunks: Buffer[] = [];
        for (let at = 0, n = 0; at < bytes.length; n += 1) {
          const size = sizes[n % sizes.length] ?? 1;
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        const result = await ran(whole ? { bytes } : { chunks }, transform);
        const numbers = (...which: string[]) =>
          records.flatMap(({ do: what }, n) => (which.includes(what) ? [n + 1] : []));
        expect(documents(result)).toEqual(numbers('index').map(String));
        expect(rejections(result)).toEqual(
          numbers('reject', 'range').map((number) => ({
            line: number,
            length: Buffer.byteLength(texts[number - 1] ?? ''),
            reasons: [records[number - 1]?.do === 'range' ? 'unprocessable' : 'no_timestamp'],
          })),
        );
        expect(result.pieces.flatMap((piece) => piece.numbers)).toEqual(numbers('index', 'reject', 'range'));
        const skips = result.pieces.reduce((sum, piece) => sum + (piece.skipped.other_schema ?? 0), 0);
        expect(skips).toBe(numbers('skip').length);
        expect(result.pieces.at(-1)?.through).toBe(Math.max(1, records.length));
      },
    ),
  );
});

test('a batch without a pointer for a record is a bug', async () => {
  const input = { kind: 'records' as const, bytes: Buffer.from('{}'), lengths: [2], pointers: [] };
  await expect(ran({ texts: [] }, transform, { input })).rejects.toThrow(TypeError);
  const { pieces } = await ran({ texts: [] }, transform, { input: { ...input, pointers: [logEvent(0)] } });
  expect(pieces).toMatchObject([{ numbers: [1] }]);
});
