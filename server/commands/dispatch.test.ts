import { needsPerson, retryLater } from '../failure';
import { type Command, parseOptions } from './command';
import { dispatch } from './dispatch';
import { programFor } from './program.test_support';

const command = (name: string, run: Command['run']): Command => ({
  name,
  summary: `does ${name}`,
  usage: `${name} --thing <thing>`,
  help: `All about ${name}.`,
  run,
});

const throwing = (name: string, error: unknown) => command(name, () => Promise.reject(error));

const COMMANDS = [
  command('count', (args) => Promise.resolve(args.length)),
  command('parse', (args) => {
    parseOptions(args, { thing: { type: 'string' } });
    return Promise.resolve(0);
  }),
  throwing('later', retryLater('busy', 'OpenSearch is busy.')),
  throwing('person', needsPerson('denied', 'It is denied.', 'Allow it.')),
  throwing('bug', new TypeError('canary of a record')),
];

async function run(...args: string[]) {
  const { program, said, written } = programFor();
  return { code: await dispatch(COMMANDS, args, program), said: said(), written: written() };
}

test('a command gets what stands behind its name, and its answer is the exit code', async () => {
  expect(await run('count', 'a', 'b')).toEqual({ code: 2, said: '', written: '' });
});

test('--version', async () => {
  expect(await run('--version')).toEqual({ code: 0, said: '', written: '1.2.3\n' });
});

test.each([['--help'], ['-h'], ['help']])('%s lists the commands', async (arg) => {
  const { code, written } = await run(arg);
  expect(code).toBe(0);
  expect(written).toContain('  person  does person');
});

test.each([
  ['count', '--help'],
  ['count', 'x', '-h'],
  ['help', 'count'],
])('%s %s tells about one of them', async (...args) => {
  const { code, written } = await run(...args);
  expect(code).toBe(0);
  expect(written).toMatch(
    /^usage: bedrock-collector count --thing <thing>\n\nAll about count\.\n\nExit codes: 0/,
  );
});

test('nothing and the unknown end with 2 and the list', async () => {
  expect(await run()).toMatchObject({ code: 2, written: '', said: expect.stringContaining('does count') });
  expect(await run('nonsense')).toMatchObject({
    code: 2,
    said: expect.stringContaining("unknown command 'nonsense'"),
  });
});

test('wrong arguments end with 2 and the usage', async () => {
  const { code, said } = await run('parse', '--other');
  expect(code).toBe(2);
  expect(said).toMatch(/--other[\s\S]*usage: bedrock-collector parse --thing <thing>/);
});

test('failures end with 1 or 3, in words and without a stack', async () => {
  expect(await run('later')).toEqual({
    code: 1,
    said: 'OpenSearch is busy. Nothing: it is tried again by itself.',
    written: '',
  });
  expect(await run('person')).toEqual({ code: 3, said: 'It is denied. Allow it.', written: '' });
});

test('a bug tells where, and not what it choked on', async () => {
  const { code, said } = await run('bug');
  expect(code).toBe(1);
  expect(said).toMatch(/TypeError\n\s+at .*dispatch\.test/);
  expect(said).not.toContain('canary');
});
