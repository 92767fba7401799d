import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findJava, majorJavaVersion, requireCompiler } from './java';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bedrock-java-'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

/** A program in the place of Java that answers as Java would. */
async function standIn(folder: string, script: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const java = join(folder, 'java');
  await writeFile(java, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return java;
}

const saying = (version: string) => `echo 'openjdk version "${version}" 2025-04-15' >&2`;

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_392"', 8],
  ['openjdk version "25-ea" 2025-09-16', 25],
  ['openjdk version "21" 2023-09-19 LTS', 21],
  ['gij (GNU libgcj)', undefined],
])('%s', (text, version) => {
  expect(majorJavaVersion(text)).toBe(version);
});

test('JAVA_HOME comes before PATH', async () => {
  const home = await standIn(join(base, 'home', 'bin'), saying('21.0.1'));
  const onPath = await standIn(join(base, 'path'), saying('17.0.1'));
  const PATH = join(base, 'path');
  expect(await findJava({ JAVA_HOME: join(base, 'home'), PATH })).toBe(home);
  expect(await findJava({ PATH })).toBe(onPath);
});

test('none, one too old and one that fails are told with how to get one', async () => {
  const installs = expect.stringContaining('apt-get install openjdk-17-jdk-headless');
  await expect(findJava({ PATH: base })).rejects.toMatchObject({ code: 'java_missing', action: installs });
  await standIn(base, saying('11.0.2'));
  await expect(findJava({ PATH: base })).rejects.toMatchObject({
    code: 'java_too_old',
    problem: expect.stringContaining('is 11'),
    action: installs,
  });
  await standIn(base, 'exit 1');
  await expect(findJava({ PATH: base })).rejects.toMatchObject({ code: 'java_missing' });
});

test('a runtime without a compiler is told before it is needed', async () => {
  const runtime = await standIn(join(base, 'jre'), 'echo java.base@17.0.1; echo java.logging@17.0.1');
  await expect(requireCompiler(runtime)).rejects.toMatchObject({ code: 'java_without_compiler' });
  const kit = await standIn(join(base, 'jdk'), 'echo java.base@17.0.1; echo jdk.compiler@17.0.1');
  await requireCompiler(kit);
});
