/** Worker scripts as threads can run them: bundled, as those of the zip are, and removed after the tests of a file. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'bedrock-worker-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const inFolder = (name: string): string => join(folder, name);

/** @param entry relative to this folder */
export async function workerBundle(entry: string): Promise<string> {
  const outfile = inFolder(`${entry.replace(/\W+/g, '_')}.cjs`);
  await build({
    entryPoints: [resolve(__dirname, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  return outfile;
}
