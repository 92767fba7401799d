import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBufferPromise } from 'yauzl';
import { zipOf } from './zip_writer';

let directory: string;
const files = ['opensearch_dashboards.json', 'server/index.js'];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'zip-writer-test-'));
  mkdirSync(join(directory, 'server'));
  for (const file of files) writeFileSync(join(directory, file), file, { mode: 0o600 });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('files in the order given, below the folder the installer wants, readable for everybody', async () => {
  const zip = await fromBufferPromise(await zipOf('samplePlugin', { directory, files }));
  const found: [string, string, string][] = [];
  for await (const entry of zip.eachEntry()) {
    const date = entry.getLastModDate({ forceDosFormat: true });
    found.push([entry.fileName, (entry.externalFileAttributes >>> 16).toString(8), date.toDateString()]);
  }
  expect(found).toEqual([
    ['opensearch-dashboards/samplePlugin/opensearch_dashboards.json', '100644', 'Thu Jan 01 2026'],
    ['opensearch-dashboards/samplePlugin/server/index.js', '100644', 'Thu Jan 01 2026'],
  ]);
});

test('the same files give the same bytes, whenever they were written', async () => {
  const first = await zipOf('samplePlugin', { directory, files });
  for (const file of files) utimesSync(join(directory, file), new Date(2020, 5, 1), new Date(2020, 5, 1));
  expect((await zipOf('samplePlugin', { directory, files })).equals(first)).toBe(true);
});
