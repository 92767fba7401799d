import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { dispatch } from './dispatch';
import { programFor } from './program.test_support';
import { writerTo } from './terminal';
import { transformCommand } from './transform_command';

const folder = mkdtempSync(join(tmpdir(), 'transform-command-'));

const record = (requestId: string): string =>
  JSON.stringify({
    schemaType: 'ModelInvocationLog',
    timestamp: '2026-04-19T13:28:51Z',
    requestId,
    operation: 'Converse',
    input: { inputBodyJson: { messages: [{ role: 'user', content: [{ text: 'Hi' }] }] } },
  });

async function* bytes(...parts: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

async function run(args: readonly string[], stdin: AsyncIterable<Uint8Array> = bytes()) {
  const { program, said, written } = programFor({ stdin });
  const code = await dispatch([transformCommand], ['transform', ...args], program);
  const lines = written()
    .split('\n')
    .filter((line) => line !== '');
  return {
    code,
    said: said(),
    lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

test('one line per record, in order, whatever becomes of it', async () => {
  const path = file('mixed.ndjson', `${record('a')}\n{bad\n{"schemaType":"Other"}\n\n${record('b')}`);
  const { code, said, lines } = await run([path]);
  expect([code, said]).toEqual([0, '']);
  expect(lines).toMatchObject([
    { status: 'indexed', document: { event: { id: 'a' } }, content: { gen_ai: { prompt: 'Hi' } } },
    { status: 'rejected', reasons: ['not_json'] },
    { status: 'skipped', reason: 'other_schema' },
    { status: 'indexed', document: { event: { id: 'b' } } },
  ]);
  expect(Object.keys(lines[0] ?? {})).toEqual(['status', 'id', 'document', 'content']);
});

test('standard input, gzip, and no content in mode none', async () => {
  const { code, lines } = await run(['--content', 'none', '-'], bytes(gzipSync(`[${record('a')}]`)));
  expect(code).toBe(0);
  expect(Object.keys(lines[0] ?? {})).toEqual(['status', 'id', 'document']);
});

test('a truncated gzip prints its whole records and ends with 2', async () => {
  const whole = gzipSync(
    Array.from({ length: 300 }, (_, index) => record(`request-${index * 7919}`)).join('\n'),
  );
  const { code, said, lines } = await run([file('cut.gz', whole.subarray(0, whole.length - 200))]);
  expect([code, lines.length > 100]).toEqual([2, true]);
  expect(said).toMatch(/cut off or damaged/);
});

test.each([
  [[], 'no input'],
  [['one', 'two'], 'more than one input'],
  [['--content', 'half', '-'], "not 'half'"],
  [['--surprise', '-'], 'surprise'],
  [[join(folder, 'missing')], 'no such file'],
  [[folder], 'EISDIR'],
])('%j ends with 2 and says why', async (args, why) => {
  const { code, said, lines } = await run(args);
  expect([code, lines]).toEqual([2, []]);
  expect(said).toContain(why);
});

test('a reader that went away ends the command quietly', async () => {
  let records = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      records += 1;
      yield Buffer.from(`${record(String(records))}\n`);
    }
  }
  const code = await transformCommand.run(['-'], {
    stdin: endless(),
    write: () => Promise.resolve(false),
    say: (line) => {
      throw new Error(line);
    },
  });
  expect(code).toBe(0);
});

describe('writing', () => {
  test('waits until more may be written', async () => {
    const stream = new PassThrough({ highWaterMark: 4 });
    const write = writerTo(stream);
    const writing = write('12345678');
    let done = false;
    const noted = writing.then(() => (done = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toBe(false);
    stream.resume();
    await noted;
    expect(await writing).toBe(true);
  });

  test('a closed pipe is no error, anything else is', async () => {
    const failing = (code: string) =>
      new Writable({
        write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })),
      });
    for (const [code, outcome] of [
      ['EPIPE', false],
      ['ENOSPC', 'ENOSPC'],
    ] as const) {
      const write = writerTo(failing(code));
      await write('x').catch(() => undefined);
      await new Promise((resolve) => setImmediate(resolve));
      expect(await write('y').catch((error: Error) => error.message)).toBe(outcome);
    }
  });
});
