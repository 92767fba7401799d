import { ManifestError, parseManifest, snakeCase } from './manifest';

const VERSION = '2.19.4';
const good = {
  id: 'samplePlugin',
  version: '1.0.0',
  opensearchDashboardsVersion: VERSION,
  server: true,
  ui: true,
};
const parse = (changes: object) => parseManifest(JSON.stringify({ ...good, ...changes }), VERSION);

test('a manifest in the host’s form is read, with the host’s defaults', () => {
  expect(parse({})).toMatchObject({
    id: 'samplePlugin',
    configPath: ['sample_plugin'],
    requiredPlugins: [],
    optionalPlugins: [],
  });
  expect(parse({ configPath: 'sample' }).configPath).toEqual(['sample']);
});

test('an unknown key stops the host', () => {
  expect(() => parse({ kibanaVersion: '1' })).toThrow('unrecognized properties: kibanaVersion');
});

test.each(['2.19.4.0', '2.19.4-SNAPSHOT', 'opensearchDashboards'])('version %s fits 2.19.4', (version) => {
  expect(() => parse({ opensearchDashboardsVersion: version })).not.toThrow();
});

test.each(['2.19.3', '2.19.5', '3.0.0'])('version %s does not fit 2.19.4', (version) => {
  expect(() => parse({ opensearchDashboardsVersion: version })).toThrow('only compatible with');
});

test('without a version of the host, the plugin’s own must be the host’s', () => {
  expect(() => parse({ opensearchDashboardsVersion: undefined })).toThrow('version "1.0.0"');
});

test.each([
  ['no id', { id: undefined }],
  ['a dot in the id', { id: 'sample.plugin' }],
  ['neither half', { server: false, ui: false }],
  ['a configPath that is no path', { configPath: 1 }],
])('%s is refused', (_what, changes) => {
  expect(() => parse(changes)).toThrow(ManifestError);
});

test('what is not a JSON object is refused', () => {
  expect(() => parseManifest('[', VERSION)).toThrow('not JSON');
  expect(() => parseManifest('1', VERSION)).toThrow('JSON encoded object');
});

test('the default yml root is the id in snake case', () => {
  expect(snakeCase('bedrockObservability')).toBe('bedrock_observability');
});
