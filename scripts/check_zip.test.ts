import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { checkZip } from './check_zip';
import {
  sampleEntries,
  without,
  withManifest,
  withText,
  writeSample,
  type SampleEntry,
} from './zip_contract/sample_plugin';
import type { NodeToTry } from './zip_contract/server_rules';

const HERE: NodeToTry = { name: 'this Node', path: process.execPath };
const LOADER = 'target/public/samplePlugin.plugin.js';
const CHUNK = 'target/public/samplePlugin.chunk.1.0123456789ab.js';
const APP = 'public/assets/app.js';
const PREFIX = 'opensearch-dashboards/samplePlugin/';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-zip-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const check = async (entries: readonly SampleEntry[], nodes: readonly NodeToTry[] = [], name?: string) =>
  checkZip(await writeSample(folder, entries, name), nodes);

/** Adds code after what a file holds. */
const appended = (path: string, code: string): SampleEntry[] => withText(path, (text) => `${text}\n${code}`);

const changedMode = (mode: number): SampleEntry[] =>
  sampleEntries().map((entry) => (entry.path.endsWith('/NOTICE') ? { ...entry, mode } : entry));

/** What does not compress, as characters that need no escape. */
const noise = (bytes: number): string => randomBytes(Math.ceil(bytes / 2)).toString('hex');

test('a good zip keeps the contract, its server bundles loaded in a child process', async () => {
  expect(await check(sampleEntries(), [HERE])).toEqual([]);
});

describe('one break, one complaint', () => {
  const broken: Record<string, [SampleEntry[], RegExp]> = {
    'an unknown manifest key': [withManifest({ nonsense: 1 }), /nonsense is not a key/],
    'a key that only later hosts know': [
      withManifest({ unsupportedOSDataSourceEngineTypes: [] }),
      /unsupportedOSDataSourceEngineTypes is not a key/,
    ],
    'a config root equal to the id in snake case': [
      withManifest({ configPath: ['sample_plugin'] }),
      /sends the whole configuration/,
    ],
    'a package.json of another version': [
      withText('package.json', () => '{"version":"1.0.1"}'),
      /package\.json says version 1\.0\.1/,
    ],
    'no server side': [withManifest({ server: false }), /Manifest: server/],
    'no unix mode': [changedMode(0), /NOTICE has no unix mode/],
    'an executable file': [changedMode(0o100755), /NOTICE has the unix mode 100755/],
    'a file only its owner may read': [changedMode(0o100600), /NOTICE has the unix mode 100600/],
    node_modules: [
      [...sampleEntries(), { path: `${PREFIX}node_modules/a/index.js`, text: '', mode: 0o100644 }],
      /node_modules must not be in the zip/,
    ],
    'a source file': [withText('server/index.ts', () => ''), /server\/index\.ts does not belong/],
    'no licence': [without('LICENSE'), /^LICENSE is missing/],
    'no worker': [without('server/worker.js'), /server\/worker\.js is missing/],
    'a file twice': [[...sampleEntries(), ...sampleEntries().slice(2, 3)], /is in the zip twice/],
    'a manifest that is not first': [
      [...sampleEntries().slice(1), ...sampleEntries().slice(0, 1)],
      /must be the first entry/,
    ],
    'a zip that is too big': [
      withText('translations/en.json', () => noise(6_500_000)),
      /3000000 are the limit/,
    ],

    'a loader that is too big': [appended(LOADER, `//${' '.repeat(10_000)}`), /10000 are the limit/],
    'a loader with a content hash': [appended(LOADER, '//"0f3a5b7c9d1e"'), /looks like a content hash/],
    'a loader that names chunks': [appended(LOADER, '//"samplePlugin.chunk."'), /names chunks/],
    'a loader that leaves a global': [appended(LOADER, 'var leaked = 1;'), /touches the global leaked/],
    'a loader that reads a shared module too early': [
      appended(LOADER, '__osdSharedDeps__.React;'),
      /touches the shared module React/,
    ],
    'a loader that reads core too early': [
      appended(LOADER, "__osdBundles__.get('entry/core/public');"),
      /touches the bundle entry\/core\/public/,
    ],
    'a loader that looks at the document': [appended(LOADER, 'window.document;'), /touches document/],
    'a loader that throws': [
      appended(LOADER, 'throw new Error("boom");'),
      /fails when it is evaluated: boom/,
    ],
    'a loader that defines twice': [
      appended(LOADER, "__osdBundles__.define('plugin/samplePlugin/public',()=>({plugin(){}}),'public');"),
      /must define .* once/,
    ],
    'a loader that evaluates its module at once': [
      withText(LOADER, (text) => text.replace('()=>e=e||r()', '(e=r(),__osdSharedDeps__.React,()=>e)')),
      /touches the shared module React/,
    ],
    'a loader with another id': [
      withText(LOADER, (text) => text.replace('plugin/samplePlugin/public', 'plugin/sample/public')),
      /must define «plugin\/samplePlugin\/public» once/,
    ],
    'a loader without `plugin`': [
      withText(LOADER, (text) => text.replace('({plugin:', '({other:')),
      /does not export a function `plugin`/,
    ],
    'a loader that makes its module again for every question': [
      withText(LOADER, (text) => text.replace('e=e||r()', 'r()')),
      /evaluates the module again/,
    ],
    'a module that fails when asked for': [
      withText(LOADER, (text) => text.replace('e=e||r()', '{throw new Error("late")}')),
      /fails when the host asks for it: late/,
    ],

    'an app that names a chunk that is not there': [
      sampleEntries().filter(({ path }) => !path.includes('.chunk.')),
      /names target\/public\/.*1\.0123456789ab\.js/,
    ],
    'a chunk that only another chunk names and that is not there': [
      without('target/public/samplePlugin.chunk.2.ba9876543210.js'),
      /names target\/public\/.*2\.ba9876543210\.js/,
    ],
    'a chunk of an earlier build': [
      withText('target/public/samplePlugin.chunk.3.aaaaaaaaaaaa.js', () => ''),
      /1 chunk\(s\) are in the zip, but no import names them/,
    ],
    'an app without mount': [
      withText(APP, (text) => text.replace('m as mount', 'm as start')),
      /exports «mount»/,
    ],
    'an import left in the app': [
      withText(APP, (text) => `import React from "react";${text}`),
      /imports «react», which no browser can resolve/,
    ],
    'a require left in a chunk': [appended(CHUNK, 'require("lodash/get")'), /imports «lodash\/get»/],
    'a shared module that the host does not have': [
      appended(CHUNK, '__osdSharedDeps__.Preact;'),
      /__osdSharedDeps__\.Preact/,
    ],
    'a second React': [appended(CHUNK, 'function C(){}C.prototype.isReactComponent={};'), /a copy of React,/],
    'a second React DOM': [appended(CHUNK, 'e._reactRootContainer=1;'), /a copy of React DOM/],
    'a second OUI': [appended(CHUNK, 't="euiBasicTable.selectAllRows";'), /a copy of OUI/],
    'a second Moment': [appended(CHUNK, 'w="http://momentjs.com/guides/";'), /a copy of Moment/],
    'a second Lodash': [appended(CHUNK, 'h="__lodash_hash_undefined__";'), /a copy of Lodash/],
    'a second RxJS': [appended(CHUNK, 'n="ObjectUnsubscribedError";'), /a copy of RxJS/],
    'a heavy first page': [appended(CHUNK, `"${noise(900_000)}";`), /400000 are the limit/],

    eval: [appended(CHUNK, 'eval("1");'), /content policies forbid/],
    'indirect eval': [appended(CHUNK, '(0,eval)("1");'), /content policies forbid/],
    'new Function': [appended(CHUNK, 'new Function("return this")();'), /content policies forbid/],
    'Function under another name': [appended(CHUNK, 'const F = Function;'), /content policies forbid/],
    'new Function on the server': [
      appended('server/index.js', 'new Function("return this")();'),
      /server\/index\.js makes code out of text/,
    ],
    'a path of the checkout': [
      appended('server/index.js', `// ${join(__dirname, '..')}/server/index.ts`),
      /a path of the machine/,
    ],
    "somebody's home": [appended(APP, '// /home/jane/project'), /a path of the machine/],
    'sources in a source map': [
      withText('server/index.js.map', () => '{"version":3,"sources":["a.ts"],"sourcesContent":["secret"]}'),
      /carries the sources/,
    ],
    'an absolute source in a source map': [
      withText('server/index.js.map', () => '{"version":3,"sources":["/srv/a.ts"]}'),
      /points to \/srv\/a\.ts/,
    ],
    'a dependency that was not bundled': [
      appended('server/worker.js', "try { require('left-pad') } catch {}"),
      /requires «left-pad»/,
    ],
  };

  test.each(Object.keys(broken))('%s', async (name) => {
    const [entries, complaint] = broken[name] ?? [[], /$^/];
    expect(await check(entries)).toEqual([expect.stringMatching(complaint)]);
  });
});

test.each(['2.19', '2.19.4.0', '2.19.4-SNAPSHOT', 'opensearchDashboards'])(
  'host version %s, which is not x.y.z',
  async (version) => {
    const entries = withManifest({ opensearchDashboardsVersion: version });
    expect(await check(entries, [], `samplePlugin-1.0.0_${version}.zip`)).toEqual([
      expect.stringMatching(/opensearchDashboardsVersion: must be x\.y\.z/),
    ]);
  },
);

test('a zip named for another host than its manifest', async () => {
  expect(await check(sampleEntries(), [], 'samplePlugin-1.0.0_2.19.3.zip')).toEqual([
    expect.stringMatching(/must end with .*-1\.0\.0_2\.19\.4\.zip/),
  ]);
});

test('no config root at all, which means the leaking one', async () => {
  expect(await check(withManifest({ configPath: undefined }))).toContainEqual(
    expect.stringMatching(/sends the whole configuration/),
  );
});

test('an id that is not camelCase', async () => {
  expect(await check(withManifest({ id: 'sample-plugin' }))).toContainEqual(
    expect.stringMatching(/id: must be camelCase/),
  );
});

test('a file outside the folder of the plugin', async () => {
  const stray = { path: 'opensearch-dashboards/samplePlugin2/x.js', text: '', mode: 0o100644 };
  expect(await check([...sampleEntries(), stray])).toEqual([
    expect.stringMatching(/samplePlugin2\/x\.js is outside/),
  ]);
});

test('a missing loader and a missing app', async () => {
  expect(await check(without(LOADER))).toContainEqual(expect.stringMatching(/would show its error page/));
  expect(await check(without(APP))).toContainEqual(expect.stringMatching(/no page could be opened/));
});

test('a zip without a plugin', async () => {
  await expect(check([{ path: 'readme.txt', text: '', mode: 0o100644 }])).rejects.toThrow(/the zip has 0/);
});
