/**
 * What a real cluster says when there is no room for another shard, when a shard is not there, and when somebody
 * else's template covers our names: each ends in a failure that says what to do, and no record is rejected for it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../server/clock';
import { BulkBodyBuilder } from '../../server/storage/bulk_body';
import { BulkWriter } from '../../server/storage/bulk_writer';
import { PartitionCreator } from '../../server/storage/partition_creator';
import { plannedPartitions, requireShardRoom, shardRoom } from '../../server/storage/partition_plan';
import { GRANULARITIES } from '../../server/storage/partitions';
import { installTemplates } from '../../server/storage/templates';
import { type OpenSearchNode, startOpenSearch } from '../../dev/opensearch/node';

jest.setTimeout(240_000);

const MAX_SHARDS = 20;
const at = (iso: string): number => Date.parse(iso);

let node: OpenSearchNode;
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'bedrock-limits-'));
  node = await startOpenSearch({
    dataDir,
    settings: {
      'action.auto_create_index': 'false',
      'cluster.max_shards_per_node': String(MAX_SHARDS),
    },
  });
  await installTemplates(node.client, 'default');
});

afterEach(async () => {
  await node.client.request({
    method: 'DELETE',
    path: '/logs-aws_bedrock.*,bedrock-content-*,filler-*',
    querystring: { ignore_unavailable: true },
  });
});

afterAll(async () => {
  await node?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function createIndex(name: string, body: object = {}): Promise<void> {
  const { statusCode } = await node.client.request({
    method: 'PUT',
    path: `/${name}`,
    // An index whose shard has nowhere to go is created all the same.
    querystring: { wait_for_active_shards: 0 },
    body,
  });
  if (statusCode !== 200) throw new Error(`index ${name} was not created: ${statusCode}`);
}

/** One document of this time. */
function write(timestamp: number): Promise<unknown> {
  const builder = new BulkBodyBuilder({
    origin: { integrationId: 'it', accountId: '1', region: 'r', stream: 's', namespace: 'default' },
    granularities: GRANULARITIES,
    ingested: new Date(timestamp).toISOString(),
  });
  builder.addIndexed(
    0,
    {
      status: 'indexed',
      dataset: 'invocation',
      id: 'a',
      timestamp,
      document: { '@timestamp': new Date(timestamp).toISOString() },
    },
    { kind: 'log_event', log_group: 'g', log_stream: 's', event_id: 'e', timestamp },
  );
  const writer = new BulkWriter({
    openSearch: node.client,
    partitions: new PartitionCreator(node.client),
    clock: systemClock,
    random: Math.random,
    limits: { maxAttempts: 1 },
  });
  return writer.write(builder.build(), new AbortController().signal).catch((error: unknown) => error);
}

test('the shards that a plan would take are what it takes', async () => {
  const planned = plannedPartitions(at('2026-01-05T00:00:00Z'), at('2026-02-08T00:00:00Z'), 'default', {
    invocation: 'monthly',
    content: 'weekly',
  });
  const [first = ''] = planned;
  await createIndex(first);
  const before = await requireShardRoom(node.client, planned);
  expect(before).toMatchObject({ limit: MAX_SHARDS, afterwards: before.active + planned.length - 1 });
  expect(before.missing).toEqual(planned.slice(1));
  for (const name of planned.slice(1)) await createIndex(name);
  expect(await shardRoom(node.client, planned)).toMatchObject({ active: before.afterwards, missing: [] });
  const year = plannedPartitions(at('2025-01-01T00:00:00Z'), at('2025-12-31T00:00:00Z'), 'default', {
    content: 'weekly',
  });
  await expect(requireShardRoom(node.client, year)).rejects.toMatchObject({ code: 'shard_room' });
});

test('where the cluster allows no other shard, it is said so, and what exists goes on', async () => {
  expect(await write(at('2026-01-05T00:00:00Z'))).toEqual(['stored']);
  const { active } = await shardRoom(node.client, []);
  for (let n = active; n < MAX_SHARDS; n += 1)
    await createIndex(`filler-${n}`, { settings: { number_of_replicas: 0 } });
  expect(await write(at('2026-02-05T00:00:00Z'))).toMatchObject({
    kind: 'needs_person',
    code: 'shard_limit',
  });
  expect(await write(at('2026-01-05T00:00:00Z'))).toEqual(['already_stored']);
});

test('a shard that is not there is waited for', async () => {
  await createIndex('logs-aws_bedrock.invocation-default-2026.03', {
    settings: { 'index.routing.allocation.require._name': 'nowhere' },
  });
  expect(await write(at('2026-03-05T00:00:00Z'))).toMatchObject({
    kind: 'retry',
    code: 'shards_unavailable',
  });
  // The others are not held up.
  expect(await write(at('2026-04-05T00:00:00Z'))).toEqual(['stored']);
});

test('a block on an index, and on all of them, is for a person to lift', async () => {
  expect(await write(at('2026-01-05T00:00:00Z'))).toEqual(['stored']);
  const block = (blocked: boolean) =>
    node.client.request({
      method: 'PUT',
      path: '/logs-aws_bedrock.invocation-default-2026.01/_settings',
      body: { 'index.blocks.write': blocked },
    });
  await block(true);
  expect(await write(at('2026-01-06T00:00:00Z'))).toMatchObject({
    kind: 'needs_person',
    code: 'write_block',
  });
  await block(false);
  const readOnly = (value: boolean | null) =>
    node.client.request({
      method: 'PUT',
      path: '/_cluster/settings',
      body: { persistent: { 'cluster.blocks.read_only': value } },
    });
  await readOnly(true);
  expect(await write(at('2026-01-06T00:00:00Z'))).toMatchObject({
    kind: 'needs_person',
    code: 'write_block',
  });
  await readOnly(null);
  expect(await write(at('2026-01-06T00:00:00Z'))).toEqual(['already_stored']);
});

test.each([
  ['of higher priority', { priority: 900 }],
  ['of the same name', { priority: 1 }, 'bedrock-invocation'],
])(
  'a foreign template %s is found before anything is written',
  async (_what, { priority }, name = 'foreign') => {
    await node.client.request({ method: 'DELETE', path: '/_index_template/bedrock-*' });
    await node.client.request({
      method: 'PUT',
      path: `/_index_template/${name}`,
      body: { index_patterns: ['logs-*'], priority, template: {} },
    });
    await expect(installTemplates(node.client, 'default')).rejects.toMatchObject({
      kind: 'needs_person',
      code: 'foreign_template',
    });
    await node.client.request({ method: 'DELETE', path: `/_index_template/${name}` });
    expect(await installTemplates(node.client, 'default')).toBe(true);
  },
);
