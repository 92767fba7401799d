/** A plugin as small as the contract allows, for tests that break it in one place and look for the one complaint. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ZipFile } from 'yazl';

export interface SampleEntry {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

const PREFIX = 'opensearch-dashboards/samplePlugin/';

const chunkNames = '({1:"0123456789ab",2:"ba9876543210"})[e]';

export const SAMPLE_TEXTS: Readonly<Record<string, string>> = {
  'opensearch_dashboards.json': JSON.stringify({
    id: 'samplePlugin',
    version: '1.0.0',
    opensearchDashboardsVersion: '2.19.4',
    configPath: ['sample'],
    requiredPlugins: [],
    server: true,
    ui: true,
  }),
  'package.json': JSON.stringify({ name: 'samplePlugin', version: '1.0.0' }),
  LICENSE: 'licence',
  NOTICE: 'notice',
  'THIRD_PARTY_LICENSES.txt': 'written in /home/somebody/, as licences may say',
  'server/index.js':
    "const { schema } = require('@osd/config-schema'); exports.config = { schema: schema.object({}) }; exports.plugin = () => ({});",
  'server/index.js.map': JSON.stringify({ version: 3, sources: ['../../../server/index.ts'], mappings: '' }),
  'server/worker.js': "require('node:worker_threads').parentPort.on('message', () => undefined);",
  'server/collector.js': 'process.exit(0);',
  'target/public/samplePlugin.plugin.js':
    '(()=>{let e;const r=()=>({plugin:()=>new (class extends __osdSharedDeps__.React.Component{})});__osdBundles__.define("plugin/samplePlugin/public",()=>e=e||r(),"public")})();',
  'target/public/samplePlugin.chunk.1.0123456789ab.js':
    '(globalThis.x=globalThis.x||[]).push([[1],{7(e,t,r){r.e(2).then(r.bind(r,8))}}]);',
  'target/public/samplePlugin.chunk.2.ba9876543210.js': '(globalThis.x=globalThis.x||[]).push([[2],{}]);',
  'public/assets/app.js': `const r={};r.u=e=>"samplePlugin.chunk."+e+"."+${chunkNames}+".js";r.page=()=>Promise.all([r.e(1)]);const m=()=>__osdSharedDeps__.React;export{m as mount};`,
};

/** The entries of a good zip; tests change the list. */
export const sampleEntries = (): SampleEntry[] =>
  Object.entries(SAMPLE_TEXTS).map(([path, text]) => ({ path: PREFIX + path, text, mode: 0o100644 }));

/** Replaces the text of one file of the plugin; a file that is not there yet is added. */
export function withText(path: string, change: (text: string) => string): SampleEntry[] {
  const entries = sampleEntries().filter((entry) => entry.path !== PREFIX + path);
  const text = change(SAMPLE_TEXTS[path] ?? '');
  const changed = { path: PREFIX + path, text, mode: 0o100644 };
  return path === 'opensearch_dashboards.json' ? [changed, ...entries] : [...entries, changed];
}

/** Replaces some keys of the manifest; `undefined` removes one. */
export const withManifest = (keys: Readonly<Record<string, unknown>>): SampleEntry[] =>
  withText('opensearch_dashboards.json', (text) => {
    const manifest: unknown = JSON.parse(text);
    return JSON.stringify({ ...(manifest as object), ...keys });
  });

export const without = (path: string): SampleEntry[] =>
  sampleEntries().filter((entry) => entry.path !== PREFIX + path);

/** Writes the zip into a folder and answers its path. */
export async function writeSample(
  folder: string,
  entries: readonly SampleEntry[],
  name = 'samplePlugin-1.0.0_2.19.4.zip',
): Promise<string> {
  const zip = new ZipFile();
  for (const { path, text, mode } of entries) zip.addBuffer(Buffer.from(text), path, { mode });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat(chunks));
  return file;
}
