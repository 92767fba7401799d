import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { configSchema } from '../server/config';
import { root } from '../scripts/bundles/layout';
import { OSD_VERSION } from './host/host_version';
import { parseManifest } from './host/server/manifest';
import { readPluginConfig } from './host/server/plugin_config';
import { hostConfig } from './host_config';
import { SetupProblem } from './process/setup_problem';

/** A yml of one dotted key and one quoted value a line. */
const parsed = (yml: string): Record<string, unknown> =>
  Object.fromEntries(
    yml
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [, key, value] = /^([\w.]+): (.+)$/.exec(line) ?? [];
        if (key === undefined || value === undefined) throw new Error(`not a setting: ${line}`);
        return [key, JSON.parse(value) as unknown];
      }),
  );

const manifest = parseManifest(readFileSync(join(root, 'opensearch_dashboards.json'), 'utf8'), OSD_VERSION);
const isOurs = (key: string) => key.startsWith(`${manifest.configPath[0]}.`);
const ours = (settings: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(settings).filter(([key]) => isOurs(key)));

test('the plugin takes what is printed for it', () => {
  const settings = parsed(hostConfig({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4599' }));
  const { value } = readPluginConfig(manifest, { schema: configSchema }, ours(settings));
  expect(value).toMatchObject({
    aws: {
      endpoint: 'http://127.0.0.1:4599',
      credentials: { sample: { access_key_id: expect.stringMatching(/^AKIA/) } },
    },
  });
});

test('the host listens on loopback and knows its OpenSearch; a user in the address serves host and collector', () => {
  const settings = parsed(hostConfig({ OPENSEARCH_URL: 'https://admin:p%40ss%22word@127.0.0.1:9200' }));
  expect(settings).toMatchObject({
    'server.host': '127.0.0.1',
    'opensearch.hosts': ['https://127.0.0.1:9200'],
    'opensearch.username': 'admin',
    'opensearch.password': 'p@ss"word',
  });
  const { value } = readPluginConfig(manifest, { schema: configSchema }, ours(settings));
  expect(value).toMatchObject({
    collector: { opensearch: { username: 'admin', password: 'p@ss"word' } },
  });
});

test.each([{ AWS_ENDPOINT_URL: 'localhost:4566' }, { OPENSEARCH_URL: 'not an address' }])(
  'an address that is none is refused: %p',
  (env) => {
    expect(() => hostConfig(env)).toThrow(SetupProblem);
  },
);

test('the command prints the yml and nothing else', () => {
  const { stdout, status } = spawnSync(
    process.execPath,
    ['--import', pathToFileURL(require.resolve('tsx')).href, join(root, 'dev/host_config.ts')],
    { encoding: 'utf8', env: { ...process.env, OPENSEARCH_URL: '', AWS_ENDPOINT_URL: '' } },
  );
  expect(status).toBe(0);
  expect(stdout).toBe(hostConfig({}));
});
