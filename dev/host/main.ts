/**
 * `tsx dev/host/main.ts --plugin DIR`: the slim host as a process. Says `listening on <url>` when the plugin runs
 * (and tells a parent process over IPC), stops the plugin on SIGINT and SIGTERM, and exits with 64, as the host
 * does, when manifest or configuration are wrong.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { SetupProblem } from '../process/setup_problem';
import type { SlimHostOptions } from './options';
import { ManifestError } from './server/manifest';
import { ConfigError } from './server/plugin_config';
import { startSlimHost } from './slim_host';

const USAGE = `tsx dev/host/main.ts --plugin DIR [options]

  --plugin DIR          the plugin as installed (build/stage/<id>)
  --port N              default 5601; 0 takes any free one
  --base-path PATH      serve under a path, for example /osd
  --opensearch URL      OpenSearch of the host; user and password of its internal user from
                        OPENSEARCH_USERNAME and OPENSEARCH_PASSWORD, a CA from NODE_EXTRA_CA_CERTS
  --config FILE         the plugin's settings as JSON, nested or with dotted keys
  --ui-settings JSON    defaults of UI settings, for example '{"dateFormat:tz":"UTC"}'
  --data-dir DIR        keep UI settings and saved objects there
  --no-data             without the data plugin's stand-in
  --login               ask for OpenSearch credentials
  --dark                dark theme by default
`;

const Settings = z.record(z.string(), z.unknown());

class UsageError extends Error {}

async function readOptions(): Promise<SlimHostOptions> {
  const { values } = parseArgs({
    options: {
      plugin: { type: 'string' },
      port: { type: 'string', default: '5601' },
      'base-path': { type: 'string', default: '' },
      opensearch: { type: 'string' },
      config: { type: 'string' },
      'ui-settings': { type: 'string', default: '{}' },
      'data-dir': { type: 'string' },
      'no-data': { type: 'boolean', default: false },
      login: { type: 'boolean', default: false },
      dark: { type: 'boolean', default: false },
    },
  });
  if (values.plugin === undefined) throw new UsageError('--plugin is missing');
  if (!/^\d{1,5}$/.test(values.port)) throw new UsageError('--port takes a number');
  if (!/^(\/[\w.-]+)*$/.test(values['base-path'])) {
    throw new UsageError('--base-path starts with a slash and does not end with one');
  }
  const { OPENSEARCH_USERNAME: username, OPENSEARCH_PASSWORD: password } = process.env;
  return {
    pluginDir: values.plugin,
    port: Number(values.port),
    basePath: values['base-path'],
    opensearch:
      values.opensearch === undefined
        ? undefined
        : { url: values.opensearch, credentials: username && password ? { username, password } : undefined },
    config:
      values.config === undefined ? {} : Settings.parse(JSON.parse(await readFile(values.config, 'utf8'))),
    uiSettings: Settings.parse(JSON.parse(values['ui-settings'])),
    dataDir: values['data-dir'],
    data: !values['no-data'],
    login: values.login,
    darkMode: values.dark,
  };
}

async function main(): Promise<void> {
  const options = await readOptions();
  const giveUp = new AbortController();
  const starting = startSlimHost({ ...options, signal: giveUp.signal });
  const stop = async () => {
    giveUp.abort();
    // A start that was given up has undone itself; any other failure of it is reported below.
    const host = await starting.catch(() => undefined);
    await host?.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  const { url } = await starting.catch((error: unknown) => {
    if (giveUp.signal.aborted) process.exit(0);
    throw error;
  });
  process.stdout.write(`listening on ${url}\n`);
  process.send?.({ type: 'listening', url });
}

main().catch((error: unknown) => {
  const isOurs =
    error instanceof SetupProblem || error instanceof ManifestError || error instanceof ConfigError;
  const isUsage = error instanceof UsageError || (error instanceof TypeError && 'code' in error);
  const text = error instanceof Error ? (isOurs || isUsage ? error.message : error.stack) : String(error);
  process.stderr.write(`${text}\n${isUsage ? `\n${USAGE}` : ''}`);
  process.exit(error instanceof ManifestError || error instanceof ConfigError ? 64 : 1);
});
