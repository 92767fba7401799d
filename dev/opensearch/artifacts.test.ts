import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSearchClassPath } from './artifacts';

const { PATH } = process.env;
let base: string;
let java: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bedrock-artifacts-'));
  process.env.BEDROCK_CACHE_DIR = join(base, 'cache');
  process.env.PATH = join(base, 'bin');
  await mkdir(join(base, 'bin'));
  java = join(base, 'bin', 'java');
  await writeFile(java, '#!/bin/sh\necho jdk.compiler@17.0.1\n', { mode: 0o755 });
});
afterEach(async () => {
  process.env.PATH = PATH;
  delete process.env.BEDROCK_CACHE_DIR;
  await rm(base, { recursive: true, force: true });
});

test('a missing Maven is told with how to get it, and nothing is cached', async () => {
  await expect(openSearchClassPath(java, false, () => undefined)).rejects.toMatchObject({
    code: 'maven_missing',
    action: expect.stringContaining('apt-get install maven'),
  });
  const [version] = await readdir(join(base, 'cache', 'opensearch'));
  expect(version).toMatch(/^2\.19\.\d+-[0-9a-f]{12}$/);
  expect(await readdir(join(base, 'cache', 'opensearch', version ?? ''))).toEqual([]);
});

test('a failing download shows what Maven said', async () => {
  await writeFile(join(base, 'bin', 'mvn'), '#!/bin/sh\necho "[ERROR] Connection refused"; exit 1\n', {
    mode: 0o755,
  });
  const progress: string[] = [];
  await expect(openSearchClassPath(java, false, (line) => progress.push(line))).rejects.toMatchObject({
    code: 'download_failed',
    message: expect.stringContaining('Connection refused'),
  });
  expect(progress).toEqual([expect.stringMatching(/^downloading OpenSearch 2\.19\.\d+/)]);
});
