import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findChromium } from './chromium';

let base: string;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'bedrock-chromium-'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

async function standIn(name: string, script: string): Promise<string> {
  const program = join(base, name);
  await writeFile(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return program;
}

const BROWSER = 'echo Chromium 140.0.1.2';

test('CHROME_PATH comes first', async () => {
  await standIn('chromium', BROWSER);
  const chosen = await standIn('my-chrome', BROWSER);
  expect(await findChromium({ CHROME_PATH: chosen, PATH: base })).toBe(chosen);
});

test('a CHROME_PATH that does not run is told, not replaced by another browser', async () => {
  await standIn('chromium', BROWSER);
  const CHROME_PATH = join(base, 'missing');
  await expect(findChromium({ CHROME_PATH, PATH: base })).rejects.toMatchObject({
    code: 'chromium_missing',
    problem: expect.stringContaining(CHROME_PATH),
  });
});

test('passes over one that is installed but does not run', async () => {
  await standIn('chromium-browser', 'echo "this command requires the snap" >&2; exit 1');
  const chrome = await standIn('google-chrome', 'echo Google Chrome 140.0.1.2');
  expect(await findChromium({ PATH: base })).toBe(chrome);
});
