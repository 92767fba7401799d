/**
 * The roles of docs/permissions.md under a real security plugin: the collector stores everything with its role and
 * says which right is missing when one is, people see figures and no content, and only operators change definitions.
 */
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { NO_FILTERS } from '../../common/api/invocation_scope';
import type { Attention } from '../../common/integrations/task';
import { INDEX_PATTERN, INTEGRATIONS_INDEX, PRICES_INDEX, TASKS_INDEX } from '../../common/plugin';
import type { PriceOverride } from '../../common/pricing/price_override';
import { type LocalAws, startLocalAws } from '../../dev/aws/local_aws';
import { type OpenSearchAddress, openSearchClient } from '../../dev/opensearch/client';
import { type OpenSearchNode, startOpenSearch } from '../../dev/opensearch/node';
import { putRole, putUser, type RoleDefinition } from '../../dev/opensearch/users';
import type { Collector } from '../../server/collection/collector';
import { readPricesIndex, removePrice, setPrice } from '../../server/collection/prices/prices_index';
import { asFailure } from '../../server/failure';
import type { OpenSearch, OpenSearchRequest } from '../../server/storage/opensearch';
import { plannedPartitions, requireShardRoom } from '../../server/storage/partition_plan';
import {
  builtWorker,
  collectorFor,
  createAccount,
  definitionOf,
  eventually,
  invocation,
  LOG_GROUP,
  newFolder,
  putDefinition,
  REGION,
  removeDefinition,
  removeFolder,
  stored,
  STREAM,
  taskOf,
} from './collection_setup';
import { documentedRoles, eachRight, permissionsPage, type Role, roleYaml } from './documented_roles';
import { hostRoutes, type HostRoutes } from './host_routes';

jest.setTimeout(240_000);

let node: OpenSearchNode;
let aws: LocalAws;
let workerPath: string;
const folders: string[] = [];
const collectors: Collector[] = [];
const hosts: HostRoutes[] = [];

beforeAll(async () => {
  const worker = await builtWorker();
  workerPath = worker.workerPath;
  const dataDir = await newFolder('permissions');
  folders.push(worker.folder, dataDir);
  node = await startOpenSearch({
    dataDir,
    security: true,
    settings: { 'action.auto_create_index': 'false' },
  });
  aws = await startLocalAws({ port: 0 });
});

afterEach(async () => {
  await Promise.all(collectors.splice(0).map((collector) => collector.stop()));
  await Promise.all(hosts.splice(0).map((host) => host.close()));
  await forgetEverything();
});

afterAll(async () => {
  await aws?.stop();
  await node?.stop();
  for (const folder of folders) await removeFolder(folder);
});

function documented(name: string): Role {
  const role = documentedRoles(permissionsPage()).get(name);
  if (role === undefined) throw new Error(`docs/permissions.md has no role ${name}`);
  return role;
}

/** How OpenSearch is reached as a new user who has this role and no other. */
async function userWith(role: RoleDefinition | string): Promise<OpenSearchAddress> {
  const username = `user-${randomBytes(6).toString('hex')}`;
  const password = randomBytes(24).toString('base64url');
  if (typeof role !== 'string') await putRole(node.client, username, role);
  await putUser(node.client, username, { password, roles: [typeof role === 'string' ? role : username] });
  return { url: node.url, ca: node.ca, credentials: { username, password } };
}

async function pagesAs(role: RoleDefinition): Promise<{ pages: HostRoutes; client: OpenSearch }> {
  const address = await userWith(role);
  const pages = hostRoutes(address);
  hosts.push(pages);
  return { pages, client: openSearchClient(address) };
}

async function forgetEverything(): Promise<void> {
  const state = [INTEGRATIONS_INDEX, TASKS_INDEX, PRICES_INDEX];
  const patterns = [...Object.values(INDEX_PATTERN), ...state].join(',');
  await node.client.request({
    method: 'DELETE',
    path: `/${patterns}`,
    querystring: { ignore_unavailable: true, expand_wildcards: 'all' },
  });
  await node.client.request({ method: 'DELETE', path: '/_index_template/bedrock-*' });
}

/** A record in a copy without its bodies and in a whole one, and one that will leave a pointer. */
function putTraffic(accountId: string): void {
  const now = Date.now();
  const whole = invocation(accountId, 'r', now - 2_000);
  const messages = [withoutBodies(whole), whole, 'not JSON'];
  aws.sink.putLogEvents(
    { accountId, region: REGION },
    { group: LOG_GROUP, stream: STREAM },
    messages.map((message, n) => ({ message, timestamp: now - 2_000 + n, ingestionTime: now - 1_000 })),
  );
}

const Sides = z.looseObject({ input: z.looseObject({}), output: z.looseObject({}) });

function withoutBodies(record: string): string {
  const { input, output, ...rest } = Sides.parse(JSON.parse(record));
  const { inputBodyJson: _asked, ...asked } = input;
  const { outputBodyJson: _answered, ...answered } = output;
  return JSON.stringify({ ...rest, input: asked, output: answered });
}

/** What a backfill of two weeks asks before it begins. Returns what needs a person, or undefined. */
async function roomForBackfill(accountId: string, openSearch: OpenSearch): Promise<Attention | undefined> {
  const planned = plannedPartitions(Date.now() - 14 * 86_400_000, Date.now(), `ns${accountId}`, {
    invocation: 'monthly',
    content: 'weekly',
    rejected: 'monthly',
  });
  return requireShardRoom(openSearch, planned).then(
    () => undefined,
    (error: unknown) => asFailure(error).attention,
  );
}

/**
 * An answer that gets lost on its way, once: the claim has succeeded, and the collector has to find out. Only then does
 * it read a task by itself.
 */
function losingAnAnswer(client: OpenSearch): OpenSearch {
  let lost = false;
  return {
    request: async (request) => {
      const answer = await client.request(request);
      if (lost || answer.statusCode !== 200 || !claimsOrRenews(request)) return answer;
      lost = true;
      return { statusCode: 409, body: {} };
    },
  };
}

/** Not the making of a task, which is repeated while the first one cannot be searched yet. */
const claimsOrRenews = ({ path, body }: OpenSearchRequest): boolean =>
  path.includes('/_update/') && JSON.stringify(body).includes('"lease_ms"');

const UP_TO_NOW = {
  id: 'now',
  from: new Date(Date.now() - 86_400_000).toISOString(),
  to: new Date(Date.now() + 86_400_000).toISOString(),
};

/**
 * From an empty cluster through set-up, collection, re-pricing and the end of an integration. Returns what the collector said
 * needs a person, or undefined when everything was done.
 */
async function lifeOfAnIntegration(
  accountId: string,
  openSearch: OpenSearch,
): Promise<Attention | undefined> {
  createAccount(aws, accountId);
  putTraffic(accountId);
  // A problem may be over before anybody looks: the next sweep may not need the right that this one lacked.
  let seen: Attention | undefined;
  const collector = collectorFor({
    aws,
    onStatus: (status) => (seen ??= status.problem),
    openSearch: losingAnAnswer(openSearch),
    workerPath,
    accountIds: [accountId],
  });
  collectors.push(collector);
  const repricing = () => taskOf(node.client, accountId, 'repricing:now');
  const problem = async () =>
    seen ?? (await taskOf(node.client, accountId))?.attention ?? (await repricing())?.attention ?? undefined;

  await collector.sweep();
  if (seen !== undefined) return seen;
  await putDefinition(node.client, definitionOf(accountId));
  collector.start();
  await eventually(
    'stored, or a problem',
    async () =>
      (await problem()) !== undefined || (await taskOf(node.client, accountId))?.totals.stored === 1,
  );
  const found = await problem();
  if (found !== undefined) return found;
  const noRoom = await roomForBackfill(accountId, openSearch);
  if (noRoom !== undefined) return noRoom;
  await putDefinition(node.client, definitionOf(accountId, { intents: { repricings: [UP_TO_NOW] } }));
  await eventually(
    'priced anew, or a problem',
    async () => (await problem()) !== undefined || (await repricing())?.state === 'done',
  );
  const refused = await problem();
  if (refused !== undefined) return refused;
  await collector.settled();
  await removeDefinition(node.client, `it-${accountId}`);
  await eventually(
    'forgotten, or a problem',
    async () => (await problem()) !== undefined || (await taskOf(node.client, accountId)) === undefined,
  );
  return problem();
}

test('the page has five roles, each as a call and as the same in YAML', () => {
  const page = permissionsPage();
  const roles = documentedRoles(page);
  expect([...roles.keys()]).toEqual([
    'bedrock_collector',
    'bedrock_collector_file',
    'bedrock_viewer',
    'bedrock_operator',
    'bedrock_pricer',
  ]);
  for (const [name, role] of roles) expect(page).toContain(`\`\`\`yaml\n${roleYaml(name, role)}\n\`\`\``);
});

test('with its role the collector stores invocations, content and rejected pointers', async () => {
  const accountId = '200000000001';
  const { credentials, ...rest } = await userWith(documented('bedrock_collector'));
  expect(await lifeOfAnIntegration(accountId, openSearchClient({ ...rest, credentials }))).toBeUndefined();
  for (const prefix of ['logs-aws_bedrock.invocation', 'bedrock-content', 'logs-aws_bedrock.rejected']) {
    expect(await stored(node.client, `${prefix}-ns${accountId}-*`)).toHaveLength(1);
  }
  for (const prefix of ['logs-aws_bedrock.invocation', 'bedrock-content']) {
    const [document] = await stored(node.client, `${prefix}-ns${accountId}-*`);
    expect(document?.source).toMatchObject({
      aws_bedrock: { invocation: { input: { body_state: 'inline' }, output: { body_state: 'inline' } } },
    });
  }
});

const RIGHTS = eachRight(documented('bedrock_collector'));

test.each(RIGHTS.map((right, n) => ({ ...right, accountId: String(210_000_000_000 + n) })))(
  'without $right on $on the collector stops and names it',
  async ({ right, without, accountId }) => {
    const problem = await lifeOfAnIntegration(accountId, openSearchClient(await userWith(without)));
    expect(problem).toMatchObject({ code: 'opensearch_forbidden' });
    expect(problem?.action).toContain(right);
  },
);

test('as the host’s own user, for want of another, the collector writes nothing and says so', async () => {
  const accountId = '200000000002';
  const problem = await lifeOfAnIntegration(accountId, openSearchClient(await userWith('kibana_server')));
  expect(problem).toMatchObject({ code: 'opensearch_forbidden' });
  expect(problem?.action).toContain('indices:');
});

describe('people', () => {
  const accountId = '200000000003';
  const now = Date.now();
  const question = {
    range: { from: now - 3_600_000, to: now + 3_600_000 },
    time_zone: 'UTC',
    filters: NO_FILTERS,
    rank_by: 'spend',
  };
  const save = (pages: HostRoutes, id = 'saved') =>
    pages.ask('PUT /api/bedrock/integrations/{id}', {
      params: { id },
      body: definitionOf('200000000004', { id }),
    });

  async function someDataWereCollected(): Promise<void> {
    const collector = collectorFor({ aws, openSearch: node.client, workerPath, accountIds: [accountId] });
    collectors.push(collector);
    createAccount(aws, accountId);
    putTraffic(accountId);
    await collector.sweep();
    await putDefinition(node.client, definitionOf(accountId));
    collector.start();
    await eventually('stored', async () => (await taskOf(node.client, accountId))?.totals.stored === 1);
    for (const pattern of [...Object.values(INDEX_PATTERN), TASKS_INDEX]) {
      await node.client.request({ method: 'POST', path: `/${pattern}/_refresh` });
    }
  }

  test('a viewer sees figures and freshness, and cannot change anything', async () => {
    await someDataWereCollected();
    const { pages } = await pagesAs(documented('bedrock_viewer'));
    expect(await pages.ask('POST /api/bedrock/overview', { body: question })).toMatchObject({
      status: 200,
      body: { current: { invocations: 1 } },
    });
    expect(await pages.ask('POST /api/bedrock/facets', { body: { range: question.range } })).toMatchObject({
      status: 200,
      body: { accounts: [{ id: accountId }] },
    });
    expect(await pages.ask('GET /api/bedrock/collection_status')).toMatchObject({
      status: 200,
      body: { integrations: 1, sources: [{ account_id: accountId }] },
    });
    expect(await save(pages)).toMatchObject({
      status: 403,
      body: { attributes: { code: 'forbidden', privilege: 'indices:data/write/index' } },
    });
    expect(await stored(node.client, INTEGRATIONS_INDEX)).toHaveLength(1);
  });

  test('an operator sets up the first integration, before any collector has run, and changes it', async () => {
    const { pages, client } = await pagesAs(documented('bedrock_operator'));
    expect(await save(pages)).toMatchObject({ status: 200 });
    expect(await save(pages)).toMatchObject({ status: 200 });
    expect(await pages.ask('GET /api/bedrock/integrations')).toMatchObject({
      body: { integrations: [{ id: 'saved' }] },
    });
    expect(await pages.ask('POST /api/bedrock/overview', { body: question })).toMatchObject({ status: 200 });
    const task = await client.request({ method: 'PUT', path: `/${TASKS_INDEX}/_doc/made-up`, body: {} });
    expect(task.statusCode).toBe(403);
  });

  test.each(['bedrock_viewer', 'bedrock_operator'])('%s reads no content', async (name) => {
    await someDataWereCollected();
    const client = openSearchClient(await userWith(documented(name)));
    const search = (index: string) => client.request({ method: 'POST', path: `/${index}/_search` });
    expect((await search(INDEX_PATTERN.invocation)).statusCode).toBe(200);
    expect((await search(INDEX_PATTERN.content)).statusCode).toBe(403);
  });

  test.each(eachRight(documented('bedrock_operator')).filter(({ right }) => right !== 'read'))(
    'without $right an operator is refused by its name',
    async ({ right, without }) => {
      const { pages } = await pagesAs(without);
      expect(await save(pages)).toMatchObject({ status: 403, body: { attributes: { privilege: right } } });
    },
  );

  test('somebody without any of these rights is told which one the page needs', async () => {
    await someDataWereCollected();
    const { pages } = await pagesAs({ index_permissions: [] });
    expect(await pages.ask('POST /api/bedrock/overview', { body: question })).toMatchObject({
      status: 403,
      body: { attributes: { code: 'forbidden', index: INDEX_PATTERN.invocation } },
    });
  });
});

describe('people who set prices', () => {
  const PRICE: PriceOverride = {
    kind: 'model',
    model: 'amazon.nova-pro-v1:0',
    updated_at: '2026-11-20T10:00:00Z',
    usd_per_million_tokens: { input: '0.6', output: '2.4' },
  };

  /** Sets the first price, sees it, and takes it away. */
  async function lifeOfAPrice(client: OpenSearch): Promise<undefined> {
    const id = await setPrice(client, PRICE);
    expect((await readPricesIndex(client)).prices).toMatchObject([{ id, read: { ok: true } }]);
    expect(await removePrice(client, id)).toBe(true);
  }

  test('do so with their role, and see nothing else', async () => {
    const client = openSearchClient(await userWith(documented('bedrock_pricer')));
    await lifeOfAPrice(client);
    for (const index of [INTEGRATIONS_INDEX, TASKS_INDEX]) {
      const { statusCode } = await client.request({ method: 'POST', path: `/${index}/_search` });
      expect(statusCode).toBe(403);
    }
  });

  test.each(eachRight(documented('bedrock_pricer')))(
    'without $right on $on they are refused by its name',
    async ({ right, without }) => {
      const found = await lifeOfAPrice(openSearchClient(await userWith(without))).catch(asFailure);
      expect(found).toMatchObject({ code: 'opensearch_forbidden' });
      expect(found?.action).toContain(right);
    },
  );

  test.each(['bedrock_collector', 'bedrock_operator', 'bedrock_viewer'])('%s cannot', async (name) => {
    await setPrice(node.client, PRICE);
    const client = openSearchClient(await userWith(documented(name)));
    const changed: PriceOverride = { ...PRICE, usd_per_million_tokens: { input: '0', output: '0' } };
    await expect(setPrice(client, changed)).rejects.toMatchObject({ code: 'opensearch_forbidden' });
    await expect(removePrice(client, 'any')).rejects.toMatchObject({ code: 'opensearch_forbidden' });
  });
});
