/**
 * The host that `OSD_URL` names: an OpenSearch Dashboards with the plugin installed, told by `npm run host-config` what
 * its yml must say. Logs in where a user is given, starts the local AWS where nothing answers at its address, and
 * saves the sample integrations as that user. The host may hold data of earlier runs: the same seed and time give the
 * same records, and a record has one document however often it is read.
 */
import { join } from 'node:path';
import { INDEX_PATTERN } from '../../common/plugin';
import { parseOpenSearchUrl } from '../../dev/opensearch/connect';
import { openSearchClient, type OpenSearchAddress } from '../../dev/opensearch/client';
import { startNodeChild } from '../../dev/process/node_child';
import type { Shutdown } from '../../dev/process/shutdown';
import { sampleIntegrations } from '../../dev/sample_integrations';
import { sampleAccounts } from '../../dev/sample_estate';
import { DEFAULT_SEED } from '../../dev/workload/options';
import { root } from '../../scripts/bundles/layout';
import { logIn } from '../../dev/log_in';
import { OWN_ACCOUNT, OWN_INTEGRATIONS } from './own_log_group';
import { apiOf, type Surroundings } from './surroundings';

type GivenHost = Omit<Surroundings, 'complete'> & { readonly integrations: readonly string[] };

export async function useGivenHost(
  osdUrl: string,
  env: NodeJS.ProcessEnv,
  shutdown: Shutdown,
  days: number,
): Promise<GivenHost> {
  const url = osdUrl.replace(/\/+$/, '');
  const awsUrl = required(env, 'AWS_ENDPOINT_URL').replace(/\/+$/, '');
  const user = userOf(env);
  const openSearch = openSearchOf(required(env, 'OPENSEARCH_URL'), user);
  if (!(await answers(awsUrl))) await startAws(awsUrl, days, shutdown);
  const cookie = user && (await logIn(url, user));
  const around = { url, openSearch, awsUrl, seed: DEFAULT_SEED, ...(cookie === undefined ? {} : { cookie }) };
  const integrations = sampleIntegrations({ accounts: sampleAccounts(awsUrl) }, 'full', Date.now());
  await removeEarlierRuns(around);
  const api = apiOf(around);
  for (const integration of integrations) await api.saveIntegration(integration);
  return { ...around, integrations: integrations.map(({ id }) => id) };
}

/** What tests of an earlier run left: calls that would be counted now, and integrations that still ask for attention. */
async function removeEarlierRuns(around: Omit<Surroundings, 'complete'>): Promise<void> {
  await openSearchClient(around.openSearch).request({
    method: 'POST',
    path: `/${INDEX_PATTERN.invocation},${INDEX_PATTERN.content},${INDEX_PATTERN.rejected}/_delete_by_query`,
    querystring: { refresh: true, conflicts: 'proceed', allow_no_indices: true },
    body: { query: { term: { 'cloud.account.id': OWN_ACCOUNT } } },
  });
  const api = apiOf(around);
  for (const integration of await api.integrations()) {
    if ('definition' in integration && integration.id.startsWith(OWN_INTEGRATIONS)) {
      await api.saveIntegration({ ...integration.definition, enabled: false });
    }
  }
}

function required(env: NodeJS.ProcessEnv, name: 'AWS_ENDPOINT_URL' | 'OPENSEARCH_URL'): string {
  const value = env[name];
  if (value === undefined || value === '') {
    throw new Error(`OSD_URL is set, so ${name} must say where the host's counterpart is.`);
  }
  return value;
}

function userOf({ OSD_USERNAME: username, OSD_PASSWORD: password }: NodeJS.ProcessEnv) {
  if (username === undefined || username === '') return undefined;
  if (password === undefined) throw new Error('OSD_USERNAME is set, so OSD_PASSWORD must be too.');
  return { username, password };
}

/** The user of the host asks OpenSearch too, unless the address names another one. */
function openSearchOf(url: string, user: OpenSearchAddress['credentials']): OpenSearchAddress {
  const address = parseOpenSearchUrl(url);
  return address.credentials !== undefined || user === undefined
    ? address
    : { ...address, credentials: user };
}

/** Any answer counts: the local AWS refuses what is not a signed request. */
async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false; // fetch's way to say that nobody listens
    throw error;
  }
}

async function startAws(url: string, days: number, shutdown: Shutdown): Promise<void> {
  const { hostname, port } = new URL(url);
  if (!['localhost', '127.0.0.1'].includes(hostname) || port === '') {
    throw new Error(
      `Nothing answers at AWS_ENDPOINT_URL ${url}; a local AWS can be started only at http://127.0.0.1:<port>.`,
    );
  }
  const child = await startNodeChild({
    name: 'aws',
    script: join(root, 'dev/workload/main.ts'),
    args: ['--port', port, '--days', String(days)],
    cwd: root,
    ready: /^\{"ready":true/,
    readyWithinMs: 120_000,
  });
  shutdown.add('the local AWS', () => child.stop());
}
