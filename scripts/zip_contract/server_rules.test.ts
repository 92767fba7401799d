import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlugin } from './archive';
import { SAMPLE_TEXTS, sampleEntries, withText, writeSample, type SampleEntry } from './sample_plugin';
import { serverLoadRule } from './server_rules';

const rule = serverLoadRule([{ name: 'this Node', path: process.execPath }]);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'server-rules-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const check = async (entries: readonly SampleEntry[]) =>
  rule(await readPlugin(await writeSample(folder, entries)));

const appended = (path: string, code: string): SampleEntry[] =>
  withText(path, () => `${SAMPLE_TEXTS[path] ?? ''}\n${code}`);

test('bundles that load are fine', async () => {
  expect(await check(sampleEntries())).toEqual([]);
});

describe('bundles are loaded, not only looked at', () => {
  const broken: Record<string, [SampleEntry[], RegExp]> = {
    'one that throws': [appended('server/index.js', 'throw new Error("boom");'), /does not load: boom/],
    'one that does not parse': [appended('server/index.js', 'const = 1;'), /does not load/],
    'one without `plugin`': [appended('server/index.js', 'delete exports.plugin;'), /a function `plugin`/],
    'one without a schema': [
      appended('server/index.js', 'delete exports.config.schema;'),
      /`config` with a schema/,
    ],
    'one that warns': [
      appended('server/index.js', 'process.emitWarning("old Node");'),
      /a process warning, Warning: old Node/,
    ],
    'a worker that throws': [
      appended('server/worker.js', 'throw new Error("boom");'),
      /worker\.js does not load: boom/,
    ],
    'a collector that does not parse': [
      appended('server/collector.js', 'const = 1;'),
      /collector\.js does not compile/,
    ],
  };

  test.each(Object.keys(broken))('%s', async (name) => {
    const [entries, complaint] = broken[name] ?? [[], /$^/];
    expect(await check(entries)).toEqual([expect.stringMatching(complaint)]);
  });
});

test('a Node that cannot be started is a complaint, not a pass', async () => {
  const missing = serverLoadRule([{ name: 'Node 18', path: join(folder, 'no-such-node') }]);
  expect(await missing(await readPlugin(await writeSample(folder, sampleEntries())))).toEqual([
    expect.stringMatching(/^On Node 18 the server bundles do not load/),
  ]);
});
