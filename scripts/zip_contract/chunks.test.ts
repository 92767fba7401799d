import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPlugin } from './archive';
import { chunkGraph, firstPageBytes, gzippedBytes } from './chunks';
import { SAMPLE_TEXTS, withText, writeSample, type SampleEntry } from './sample_plugin';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chunks-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plugin = async (entries: SampleEntry[]) => readPlugin(await writeSample(folder, entries));
const CHUNK_1 = 'target/public/samplePlugin.chunk.1.0123456789ab.js';
const CHUNK_2 = 'target/public/samplePlugin.chunk.2.ba9876543210.js';
const gzipped = (path: string): number => gzippedBytes(Buffer.from(SAMPLE_TEXTS[path] ?? ''));

test('a page needs what it loads, and what that loads', async () => {
  const graph = chunkGraph(await plugin(withText('NOTICE', (text) => text)));
  expect(graph).toEqual({ missing: [], unused: [], pages: [[CHUNK_1, CHUNK_2]] });
});

test('every place that loads something is a page of its own, and the heaviest counts', async () => {
  const two = await plugin(
    withText('public/assets/app.js', (text) => text.replace('const m=', 'r.other=()=>r.e(2);const m=')),
  );
  expect(chunkGraph(two).pages).toEqual([[CHUNK_1, CHUNK_2], [CHUNK_2]]);
  expect(firstPageBytes(two)).toBe(
    gzipped('target/public/samplePlugin.plugin.js') +
      gzippedBytes(two.files.get('public/assets/app.js') ?? Buffer.alloc(0)) +
      gzipped(CHUNK_1) +
      gzipped(CHUNK_2),
  );
});

test('chunks that load each other end', async () => {
  const circle = await plugin(withText(CHUNK_2, () => '(x=>{x.e(1)})({});'));
  expect(chunkGraph(circle).pages).toEqual([[CHUNK_1, CHUNK_2]]);
});
