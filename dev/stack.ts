/**
 * Everything that `npm start`, the end-to-end suite and the benches run: OpenSearch (embedded or given), AWS (local
 * with the sample workload, or the account of this shell), and the slim host with the built plugin in it. Started
 * in the order of who needs whom; whatever was started is in `shutdown`, also when a later part fails.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { IntegrationDefinition } from '../common/integrations/definition';
import { root } from '../scripts/bundles/layout';
import { stage } from '../scripts/build';
import { buildHostAssets } from './host/build_host_assets';
import { hostSettings } from './host_settings';
import type { OpenSearch } from '../server/storage/opensearch';
import { openSearchClient, type OpenSearchAddress } from './opensearch/client';
import { connectOpenSearch } from './opensearch/connect';
import { startOpenSearch } from './opensearch/node';
import { logIn } from './log_in';
import { type PluginApi, pluginApi } from './plugin_api';
import { startNodeChild } from './process/node_child';
import { requirePort } from './process/port';
import type { Shutdown } from './process/shutdown';
import { describeExit, type Supervised } from './process/supervised';
import { queuesReadUntil } from './queues_read';
import { sampleAccounts } from './sample_estate';
import { accountIntegration, sampleIntegrations, WorkloadReady } from './sample_integrations';
import { callerAccount } from './shell_account';

export interface StackOptions {
  /** 0: any free port, here and below. */
  readonly port: number;
  readonly openSearchPort: number;
  readonly awsPort: number;
  readonly dataDir: string;
  /** With credentials in its user part, if any. */
  readonly openSearchUrl?: string;
  readonly aws?: { readonly region: string; readonly logGroup: string };
  readonly content: IntegrationDefinition['content'];
  readonly live: boolean;
  readonly seed?: string;
  readonly basePath: string;
  /** Days of past sample traffic; a week unless told. */
  readonly days?: number;
  /** A clock for the sample traffic that stands still, ISO 8601. */
  readonly now?: string;
  /** Whether the host offers the `data` plugin; it does unless told. */
  readonly data?: boolean;
  /** Further settings of the plugin, dotted keys. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

export interface Stack {
  /** Of the host, with base path. */
  readonly url: string;
  readonly api: PluginApi;
  readonly openSearch: OpenSearchAddress;
  readonly client: OpenSearch;
  /** What the sample workload says of itself; absent when a real account is read. */
  readonly workload?: WorkloadReady;
  readonly integrations: readonly IntegrationDefinition[];
}

export interface Reports {
  /** A step of the start, in plain words. */
  readonly step: (line: string) => void;
  /** A line of a part's own log. */
  readonly log: (line: string) => void;
}

/** @throws SetupProblem */
export async function startStack(
  options: StackOptions,
  shutdown: Shutdown,
  { step, log }: Reports,
): Promise<Stack> {
  const { aws, dataDir } = options;
  // Told before minutes are spent on what would then be in vain.
  await requirePort(options.port, 'the page', '--port');
  if (aws === undefined) await requirePort(options.awsPort, 'the local AWS', '--aws-port');

  step('Building the plugin');
  const { directory: plugin } = await stage();
  await buildHostAssets();

  const openSearch = await openSearchOf(options, shutdown, step);
  const workload =
    aws === undefined
      ? await startWorkload(options, await readBefore(openSearch), shutdown, { step, log })
      : undefined;
  const integrations = workload
    ? sampleIntegrations(workload, options.content, nowOf(options))
    : aws === undefined
      ? []
      : [accountIntegration(await callerAccount(aws.region), aws, options.content)];

  step('Starting Dashboards (slim host) with the plugin');
  await mkdir(dataDir, { recursive: true });
  const config = join(dataDir, 'host.json');
  const settings = { ...hostSettings(workload ?? 'this shell'), ...options.settings };
  await writeFile(config, JSON.stringify(settings, null, 2), { mode: 0o600 });
  const host = await startNodeChild({
    name: 'dashboards',
    script: join(root, 'dev/host/main.ts'),
    args: [
      ...['--plugin', plugin, '--port', String(options.port), '--base-path', options.basePath],
      // A day shows what there is to see; a host's own default is the last quarter of an hour.
      ...['--ui-settings', JSON.stringify({ 'timepicker:timeDefaults': { from: 'now-24h', to: 'now' } })],
      ...['--opensearch', openSearch.url, '--config', config, '--data-dir', join(dataDir, 'host')],
      ...(options.data === false ? ['--no-data'] : []),
      // Where OpenSearch asks who one is, so does the page.
      ...(openSearch.credentials ? ['--login'] : []),
    ],
    env: openSearch.credentials
      ? {
          OPENSEARCH_USERNAME: openSearch.credentials.username,
          OPENSEARCH_PASSWORD: openSearch.credentials.password,
        }
      : {},
    cwd: root,
    ready: 'message',
    readyWithinMs: 120_000,
    graceMs: 30_000,
    onSpawn: (child) => shutdown.add('Dashboards', () => child.stop()),
    onLine: log,
  });
  tellEnd('Dashboards', host, log);
  const { url } = z.object({ url: z.string() }).parse(host.ready);

  const api = pluginApi(
    url,
    openSearch.credentials ? { cookie: await logIn(url, openSearch.credentials) } : {},
  );
  for (const integration of integrations) await api.saveIntegration(integration);
  return {
    url,
    api,
    openSearch,
    client: openSearchClient(openSearch),
    integrations,
    ...(workload === undefined ? {} : { workload }),
  };
}

async function openSearchOf(
  options: StackOptions,
  shutdown: Shutdown,
  step: Reports['step'],
): Promise<OpenSearchAddress> {
  if (options.openSearchUrl !== undefined) {
    const connection = await connectOpenSearch(options.openSearchUrl);
    step(`Using OpenSearch ${connection.version} at ${connection.url}`);
    return connection;
  }
  step('Starting OpenSearch');
  const node = await startOpenSearch({
    dataDir: join(options.dataDir, 'opensearch'),
    port: options.openSearchPort,
    progress: (line) => step(`  OpenSearch: ${line}`),
    onSpawn: (child) => shutdown.add('OpenSearch', () => child.stop()),
  });
  tellEnd('OpenSearch', node, step);
  return node;
}

const nowOf = ({ now }: StackOptions): number => (now === undefined ? Date.now() : Date.parse(now));

/** How far earlier starts on the same data have read the sample queues. */
const readBefore = (openSearch: OpenSearchAddress): Promise<number | undefined> =>
  queuesReadUntil(
    openSearchClient(openSearch),
    sampleIntegrations({ accounts: sampleAccounts('http://127.0.0.1') }, 'none', Date.now())
      .filter(({ streams }) => streams.invocation_logs?.source === 's3_notifications')
      .map(({ id }) => id),
  );

async function startWorkload(
  options: StackOptions,
  notifiedFrom: number | undefined,
  shutdown: Shutdown,
  { step, log }: Reports,
): Promise<WorkloadReady> {
  step('Starting the local AWS and writing sample traffic into it');
  const child = await startNodeChild({
    name: 'aws',
    script: join(root, 'dev/workload/main.ts'),
    args: [
      ...['--port', String(options.awsPort)],
      ...(options.seed === undefined ? [] : ['--seed', options.seed]),
      ...(options.days === undefined ? [] : ['--days', String(options.days)]),
      ...(options.now === undefined ? [] : ['--now', options.now]),
      ...(options.live ? [] : ['--no-live']),
      ...(notifiedFrom === undefined ? [] : ['--notified-from', new Date(notifiedFrom).toISOString()]),
    ],
    cwd: root,
    ready: /^\{"ready":true/,
    readyWithinMs: 120_000,
    onSpawn: (spawned) => shutdown.add('the local AWS', () => spawned.stop()),
    // Its ready line is long and for programs.
    onLine: (line) => {
      if (!line.startsWith('[aws] {"ready"')) log(line);
    },
  });
  tellEnd('The local AWS', child, step);
  const ready = WorkloadReady.parse(JSON.parse(z.string().parse(child.ready)));
  step(
    `  ${ready.records.toLocaleString('en')} records since ${ready.since} in ${ready.accounts.length} accounts`,
  );
  return ready;
}

/** A part that ends by itself is told; the others go on, and the page says what is missing. */
function tellEnd(what: string, part: Supervised, tell: (line: string) => void): void {
  void part.exited.then((exit) => {
    if (exit.code !== 0 && exit.signal !== 'SIGTERM') {
      tell(`${what} ${describeExit(exit)}. Stop with Ctrl-C and start again.`);
    }
  });
}
