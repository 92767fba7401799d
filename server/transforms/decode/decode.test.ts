import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { DamagedGzip, gunzipAtOnce } from './gunzip';
import { BrokenOff, type FoundRecord, readRecordLists, readRecords, readRecordsAtOnce } from './read_records';

async function* cut(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = sizes.length === 0 ? bytes.length : (sizes[turn % sizes.length] ?? 1);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

async function read(bytes: Uint8Array | string, sizes: readonly number[] = []): Promise<string[]> {
  const records: string[] = [];
  for await (const text of readRecords(cut(Buffer.from(bytes), sizes))) records.push(text);
  return records;
}

test.each([
  ['one object a line', '{"a":1}\n{"b":2}\n', ['{"a":1}', '{"b":2}']],
  ['no newline at the end', '{"a":1}\n{"b":2}', ['{"a":1}', '{"b":2}']],
  ['blank lines and carriage returns', '\r\n{"a":1}\r\n\r\n  \n{"b":2}\r\n', ['{"a":1}', '{"b":2}']],
  ['nothing between the objects', '{"a":1}{"b":2} {"c":3}', ['{"a":1}', '{"b":2}', '{"c":3}']],
  ['an array', '[{"a":1},\n {"b":[2]}]', ['{"a":1}', '{"b":[2]}']],
  ['an envelope', '{"Records":[{"a":1},{"b":2}]}', ['{"a":1}', '{"b":2}']],
  [
    'an envelope with blanks and more keys',
    '{ "Records" : [\n{"a":1}\n] , "k": 1 }\n{"b":2}',
    ['{"a":1}', '{"b":2}'],
  ],
  ['several arrays', '[{"a":1}]\n[{"b":2}]\n{"c":3}', ['{"a":1}', '{"b":2}', '{"c":3}']],
  [
    'objects over several lines',
    '{\n  "a": [\n    {"b": 1}\n  ]\n}\n{"c":2}',
    ['{\n  "a": [\n    {"b": 1}\n  ]\n}', '{"c":2}'],
  ],
  ['brackets and quotes inside strings', '{"a":"}{[\\"\\\\"}\n{"b":2}', ['{"a":"}{[\\"\\\\"}', '{"b":2}']],
  ['a byte order mark', '\ufeff{"a":1}', ['{"a":1}']],
  [
    'a line of text',
    'Permissions are correct.\n{"a":1}\nmore',
    ['Permissions are correct.', '{"a":1}', 'more'],
  ],
  ['nothing at all', '', []],
  ['a record that only looks like an envelope', '{"records":[{"a":1}]}', ['{"records":[{"a":1}]}']],
])('%s', async (_name, text, records) => {
  expect(await read(text)).toEqual(records);
  expect(await read(gzipSync(text))).toEqual(records);
});

test('a byte order mark may come in pieces, and only at the beginning', async () => {
  for (const sizes of [[1], [2], [3], [1, 2]])
    expect(await read('\ufeff{"a":1}\n\ufeffx\n{"b":2}', sizes)).toEqual(['{"a":1}', '\ufeffx', '{"b":2}']);
});

test.each([
  ['inside a string', '{"a":"so'],
  ['after an escape', '{"a":"so\\'],
  ['after a value', '{"a":1'],
  ['after a comma', '{"a":1,'],
  ['after a colon', '{"a":'],
  ['inside a nested object', '{"a":{"b":[1,2],"c":{'],
  ['where a list begins', '{"a":[1,{"b":['],
  ['between the items of a list', '{"a":[{"b":1},'],
])('a line cut off %s does not take its neighbours along', async (_name, line) => {
  expect(await read(`{"x":1}\n${line}\n{"y":2}\n{"z":3}\n`)).toEqual(['{"x":1}', line, '{"y":2}', '{"z":3}']);
});

test('a list whose items begin lines is one record, where the record is printed over several', async () => {
  const printed = '{\n"a": [\n{\n"b": 1\n},\n{\n"b": 2\n}\n]\n}';
  for (const sizes of [[], [1]])
    expect(await read(`${printed}\n{"c":3}\n`, sizes)).toEqual([printed, '{"c":3}']);
});

test('several gzip members are one text', async () => {
  const members = Buffer.concat([gzipSync('{"a":1}\n{"b"'), gzipSync(':2}\n'), gzipSync('{"c":3}')]);
  expect(await read(members, [7])).toEqual(['{"a":1}', '{"b":2}', '{"c":3}']);
});

test('truncated gzip yields its whole records, then says what it is', async () => {
  const lines = Array.from({ length: 500 }, (_, index) =>
    JSON.stringify({ index, text: String(index).repeat(40) }),
  );
  const whole = gzipSync(lines.join('\n'));
  const records: string[] = [];
  const reading = (async () => {
    for await (const text of readRecords(cut(whole.subarray(0, whole.length / 2), [1000])))
      records.push(text);
  })();
  await expect(reading).rejects.toThrow(DamagedGzip);
  expect(records.length).toBeGreaterThan(50);
  expect(records).toEqual(lines.slice(0, records.length));
});

test('damage inside gzip is told from its end', async () => {
  const bytes = gzipSync('{"a":1}\n{"b":2}\n');
  bytes[bytes.length - 12] = (bytes[bytes.length - 12] ?? 0) ^ 0xff;
  await expect(read(bytes)).rejects.toThrow(DamagedGzip);
});

test('what the source throws is passed on as it is', async () => {
  const failure = new Error('connection lost');
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield gzipSync('{"a":1}\n').subarray(0, 12);
    throw failure;
  }
  await expect(
    (async () => {
      for await (const text of readRecords(failing())) expect(text).toBe('never');
    })(),
  ).rejects.toBe(failure);
});

test('a consumer that stops early closes the source', async () => {
  let closed = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield Buffer.from('{"a":1}\n');
    } finally {
      closed = true;
    }
  }
  for await (const text of readRecords(endless())) {
    expect(text).toBe('{"a":1}');
    break;
  }
  expect(closed).toBe(true);
});

test.each([
  ['records on one line after lines', '{"a":1}\n{"b":2}{"c":3} {"d":4},{"e":5}\n{"f":6}\n'],
  ['a record cut off inside a line', '{"a":1}\n{"b":"x{y}","c":\n{"d":4}\n{"e":5{"f":6}\n{"g":7}\n'],
  ['a record whose first line ends like a record', '{"a":1}\n{"b":{"c":2}\n,"d":3}\n{"e":4}\n'],
  ['an envelope after lines', '{"a":1}\n{"Records":[{"b":2},{"c":3}]}\n{"d":4}\n'],
  ['an array after lines', '{"a":1}\n[{"b":2},\n{"c":3}]\n{"d":4}\n'],
  ['a bracket too many', '{"a":1}\n{"b":2}}\n{"c":3}\n'],
])('%s: as where no line is whole', async (_name, text) => {
  // Without newlines in the chunks nothing can be taken line by line.
  expect(await read(text)).toEqual(await read(text, [1]));
});

test('what a line was parsed into comes along, and is what its text says', async () => {
  const texts = ['{"a":1}', '{"b":{"c":[2]}}', '{"cut":'];
  const found: unknown[] = [];
  for await (const list of readRecordLists(cut(Buffer.from(`${texts.join('\r\n')}\n`), [])))
    found.push(...list);
  expect(found).toEqual([
    { text: texts[0], length: 7, parsed: { value: { a: 1 } } },
    { text: texts[1], length: 15, parsed: { value: { b: { c: [2] } } } },
    { text: texts[2], length: 7 },
  ]);
});

const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 });
const objects = fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), { maxLength: 8 });

test('whatever the records and wherever chunks are cut, the records are the same', async () => {
  await fc.assert(
    fc.asyncProperty(
      objects,
      sizes,
      fc.boolean(),
      fc.constantFrom('\n', '', '\r\n\r\n', ' '),
      async (values, chunkSizes, compressed, separator) => {
        const texts = values.map((value) => JSON.stringify(value));
        const text = texts.join(separator);
        const bytes = compressed ? gzipSync(text) : Buffer.from(text);
        expect(await read(bytes, chunkSizes)).toEqual(texts);
      },
    ),
  );
});

test('pretty-printed arrays and envelopes, cut anywhere', async () => {
  await fc.assert(
    fc.asyncProperty(objects, sizes, fc.boolean(), async (values, chunkSizes, enveloped) => {
      const text = JSON.stringify(enveloped ? { Records: values } : values, undefined, 2);
      const found = (await read(text, chunkSizes)).map((record) => JSON.parse(record) as unknown);
      expect(found).toEqual(JSON.parse(JSON.stringify(values)));
    }),
  );
});

test('arbitrary bytes never throw and never stall', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), sizes, async (bytes, chunkSizes) => {
      const text = Buffer.concat([Buffer.from('x'), bytes]);
      expect((await read(text, chunkSizes)).join('').length).toBeLessThanOrEqual(text.length);
    }),
  );
});

/** Texts and lengths alone. */
const plain = (records: Iterable<FoundRecord>) => [...records].map(({ text, length }) => ({ text, length }));

describe('at once', () => {
  const MEMBERS = Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"b":2}')]);

  test('small input reads like a stream', () => {
    for (const bytes of [Buffer.from('{"a":1}\n{"b":2}'), gzipSync('{"a":1}\n{"b":2}'), MEMBERS])
      expect(plain(readRecordsAtOnce(bytes, 1_000) ?? [])).toEqual([
        { text: '{"a":1}', length: 7 },
        { text: '{"b":2}', length: 7 },
      ]);
    expect(plain(readRecordsAtOnce(Buffer.alloc(0), 1_000) ?? [])).toEqual([]);
  });

  test('what would become too large is not read, exactly', () => {
    const bytes = gzipSync('x'.repeat(50_000));
    expect(gunzipAtOnce(bytes, 50_000)).toHaveLength(50_000);
    expect(gunzipAtOnce(bytes, 49_999)).toBe('too_large');
    expect(gunzipAtOnce(MEMBERS, 10)).toBe('too_large');
    expect(gunzipAtOnce(Buffer.alloc(11), 10)).toBe('too_large');
    expect(readRecordsAtOnce(bytes, 49_999)).toBeUndefined();
  });

  test('damage is told, and what gzip says of its own length is not believed', () => {
    const bytes = gzipSync('{"a":1}'.repeat(1_000));
    expect(gunzipAtOnce(bytes.subarray(0, 40), 100_000)).toBe('damaged');
    expect(gunzipAtOnce(bytes.subarray(0, 2), 100_000)).toBe('damaged');
    const lying = Buffer.from(bytes);
    lying.writeUInt32LE(0xffff_ffff, lying.length - 4);
    expect(gunzipAtOnce(lying, 100_000)).toBe('damaged');
    expect(gunzipAtOnce(Buffer.concat([bytes, gzipSync('')]), 100_000)).toHaveLength(7_000);
  });
});

test('a record over the limit is counted, not held, wherever chunks are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 8 }),
      sizes,
      fc.boolean(),
      async (lengths, chunkSizes, objectsOnly) => {
        const texts = lengths.map((length) =>
          objectsOnly ? JSON.stringify({ t: 'é'.repeat(length) }) : `x${'y'.repeat(length)}`,
        );
        const found: unknown[] = [];
        for await (const list of readRecordLists(cut(Buffer.from(texts.join('\n')), chunkSizes), {
          maxRecordBytes: 40,
        }))
          found.push(...plain(list));
        expect(found).toMatchObject(
          texts.map((text) => {
            const length = Buffer.byteLength(text);
            return { text: length > 40 ? undefined : text, length };
          }),
        );
      },
    ),
  );
});

test('where the input breaks off, what had come of the last record is told', async () => {
  const whole = gzipSync(`{"a":1}\n{"b":"${Array.from({ length: 4_000 }, (_, n) => Math.sin(n)).join()}"}`);
  const found: unknown[] = [];
  const reading = (async () => {
    for await (const list of readRecordLists(cut(whole.subarray(0, 5_000), []))) found.push(...plain(list));
  })();
  const error: unknown = await reading.catch((reason: unknown) => reason);
  expect(found).toMatchObject([{ text: '{"a":1}', length: 7 }]);
  expect(error).toBeInstanceOf(BrokenOff);
  expect((error as BrokenOff).length).toBeGreaterThan(1_000);
  expect((error as BrokenOff).cause).toBeInstanceOf(DamagedGzip);
});
