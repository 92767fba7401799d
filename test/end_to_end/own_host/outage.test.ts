/**
 * A host and an OpenSearch of their own, from nothing: not set up, a foreign index template in the way, data without
 * content, and OpenSearch going away and coming back. The tests are one story and run in order.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { INDEX_PATTERN } from '../../../common/plugin';
import { type OpenSearchNode, startOpenSearch } from '../../../dev/opensearch/node';
import { freePort } from '../../../dev/process/port';
import { pageTest, useBrowser } from '../browser';
import { eventually } from '../eventually';
import { OwnLogGroup } from '../own_log_group';
import { OverviewPage } from '../overview_page';
import { apiOf, surroundings } from '../surroundings';
import { type OwnHost, startOwnHost } from './host';

useBrowser();

const { awsUrl } = surroundings();
const group = new OwnLogGroup(awsUrl, 'outage', Date.now());
const RECOVERED_WITHIN_MS = 120_000;
const FOREIGN = 'end-to-end-foreign';

let folder: string;
let port: number;
let node: OpenSearchNode;
let host: OwnHost;

const startNode = () => startOpenSearch({ dataDir: join(folder, 'opensearch'), port });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedrock-outage-'));
  port = await freePort();
  node = await startNode();
  host = await startOwnHost({ openSearchUrl: node.url, awsUrl, collects: true });
  await group.create();
}, 300_000);

afterAll(async () => {
  group.close();
  await host?.stop();
  await node?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const visit = { from: 'now-1h', to: 'now' } as const;

/** The page shows so many calls; asked by hand, as nothing refreshes by itself here. */
const showsAfterReload = (overview: OverviewPage, count: number) =>
  eventually(async () => {
    await overview.page.reload();
    await overview.settled();
    expect(await overview.invocations()).toBe(count);
  }, RECOVERED_WITHIN_MS);

pageTest('before anything is set up the page says so', async (page) => {
  const overview = new OverviewPage(page, host.url);
  await overview.visit(visit);
  const empty = overview.subject('bedrockEmpty-not_set_up');
  await empty.waitFor();
  expect(await empty.innerText()).toContain('No AWS account is being read yet');
});

pageTest('a foreign index template on our names is named, and nothing is written under it', async (page) => {
  const template = { method: 'PUT', path: `/_index_template/${FOREIGN}` } as const;
  const { statusCode } = await node.client.request({
    ...template,
    body: {
      index_patterns: ['logs-aws_bedrock.invocation-*'],
      priority: 600,
      template: { mappings: { properties: { '@timestamp': { type: 'keyword' } } } },
    },
  });
  expect(statusCode).toBe(200);
  await group.writeCalls(5);
  await apiOf(host).saveIntegration(group.definition());

  const overview = new OverviewPage(page, host.url);
  await overview.visit(visit);
  const notice = overview.subject('bedrockAttention');
  const text = await eventually(async () => {
    await overview.refresh();
    return notice.innerText({ timeout: 2_000 });
  }, RECOVERED_WITHIN_MS);
  expect(text).toContain(FOREIGN);
  expect(text).toContain('priority below 500');
  expect(await indices(INDEX_PATTERN.invocation)).toEqual([]);

  await node.client.request({ ...template, method: 'DELETE' });
  await apiOf(host).saveIntegration(group.definition());
  await showsAfterReload(overview, 5);
  expect(await notice.count()).toBe(0);
});

pageTest(
  'OpenSearch stopped: a message with the next step; back again: nothing lost, nothing twice',
  async (page) => {
    const overview = new OverviewPage(page, host.url);
    await overview.open(visit);
    expect(await overview.invocations()).toBe(5);

    await node.stop();
    await overview.refresh();
    const stale = overview.subject('bedrockStale');
    await stale.waitFor({ timeout: 60_000 });
    expect(await stale.innerText()).toContain('OpenSearch did not answer');
    expect(await stale.innerText()).toContain('Check that the cluster runs');
    expect(await overview.invocations()).toBe(5);

    await page.reload();
    const failure = overview.subject('bedrockError-unreachable');
    await failure.waitFor({ timeout: 60_000 });
    expect(await overview.subject('bedrockErrorAction').innerText()).toContain('Check that the cluster runs');

    await group.writeCalls(3);
    node = await startNode();
    await eventually(async () => {
      const retry = overview.subject('bedrockErrorRetry');
      if ((await retry.count()) > 0) await retry.click({ timeout: 1_000 });
      await overview.tile('invocations').value.waitFor({ timeout: 3_000 });
    }, RECOVERED_WITHIN_MS);
    await showsAfterReload(overview, 8);
    expect(await requestIds()).toHaveLength(8);
    expect(new Set(await requestIds()).size).toBe(8);
  },
);

test('where content is not to be kept, there is no index for it', async () => {
  expect(await indices(INDEX_PATTERN.content)).toEqual([]);
  expect(await indices(INDEX_PATTERN.invocation)).toHaveLength(1);
});

const Indices = z.array(z.object({ index: z.string() }));
const Hits = z.object({
  hits: z.object({ hits: z.array(z.object({ _source: z.object({ event: z.object({ id: z.string() }) }) })) }),
});

async function indices(pattern: string): Promise<string[]> {
  const { body } = await node.client.request({
    method: 'GET',
    path: `/_cat/indices/${pattern}`,
    querystring: { format: 'json' },
  });
  return Indices.parse(body).map(({ index }) => index);
}

async function requestIds(): Promise<string[]> {
  const { body } = await node.client.request({
    method: 'POST',
    path: `/${INDEX_PATTERN.invocation}/_search`,
    body: { size: 100 },
  });
  return Hits.parse(body).hits.hits.map(({ _source }) => _source.event.id);
}
