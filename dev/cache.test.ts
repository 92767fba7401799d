import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cachedFolder, cacheDir } from './cache';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bedrock-cache-'));
  process.env.BEDROCK_CACHE_DIR = base;
});
afterEach(async () => {
  delete process.env.BEDROCK_CACHE_DIR;
  await rm(base, { recursive: true, force: true });
});

test('lies in the checkout unless another folder is named', () => {
  expect(cacheDir({})).toMatch(/\/\.cache$/);
  expect(cacheDir({ BEDROCK_CACHE_DIR: '/var/cache/bedrock' })).toBe('/var/cache/bedrock');
});

test('fills once', async () => {
  const fill = jest.fn((folder: string) => writeFile(join(folder, 'file'), 'content'));
  const first = await cachedFolder('deep/thing', fill);
  expect(await cachedFolder('deep/thing', fill)).toBe(first);
  expect(fill).toHaveBeenCalledTimes(1);
  expect(await readFile(join(first, 'file'), 'utf8')).toBe('content');
});

test('keeps nothing of a filling that failed', async () => {
  const broken = cachedFolder('thing', async (folder) => {
    await writeFile(join(folder, 'half'), '');
    throw new Error('network gone');
  });
  await expect(broken).rejects.toThrow('network gone');
  expect(await readdir(base)).toEqual([]);
});

test('two that fill at once end with one whole folder', async () => {
  const fill = async (folder: string): Promise<void> => {
    await writeFile(join(folder, 'one'), '1');
    await new Promise(setImmediate);
    await writeFile(join(folder, 'two'), '2');
  };
  const [a, b] = await Promise.all([cachedFolder('thing', fill), cachedFolder('thing', fill)]);
  expect(a).toBe(b);
  expect((await readdir(a)).sort()).toEqual(['one', 'two']);
  expect(await readdir(base)).toEqual(['thing']);
});

test('removes what a killed process left a day ago, not what another is filling', async () => {
  const [old, young] = ['thing.partial-1-a', 'thing.partial-2-b'].map((name) => join(base, name));
  await Promise.all([old, young].map((folder) => mkdir(`${folder}`)));
  const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1_000);
  await utimes(`${old}`, longAgo, longAgo);
  await cachedFolder('thing', async () => undefined);
  expect((await readdir(base)).sort()).toEqual(['thing', 'thing.partial-2-b']);
});

test('a place that cannot be written is told with what to do', async () => {
  await writeFile(join(base, 'file'), '');
  process.env.BEDROCK_CACHE_DIR = join(base, 'file');
  await expect(cachedFolder('thing', async () => undefined)).rejects.toMatchObject({
    code: 'cache_not_writable',
    action: expect.stringContaining('BEDROCK_CACHE_DIR'),
  });
});
