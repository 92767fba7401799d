import type { OpenSearch, OpenSearchRequest } from './opensearch';
import { CloudTrailSettings } from '../../common/integrations/definition';
import { CloudWatchLogsSettings } from '../../common/integrations/sources/cloudwatch_logs_settings';
import { CloudWatchMetricsSettings } from '../../common/integrations/sources/cloudwatch_metrics_settings';
import { plannedPartitions, requireShardRoom, shardRoom, writtenKinds } from './partition_plan';
import { indexName } from './partitions';

const at = (iso: string): number => Date.parse(iso);

test('every partition that an event of the time may fall into, once, and no other', () => {
  const from = at('2026-11-28T23:00:00Z');
  const to = at('2026-12-08T00:00:00Z');
  expect(
    plannedPartitions(from, to, 'prod', { invocation: 'monthly', content: 'weekly', rejected: 'monthly' }),
  ).toEqual([
    'logs-aws_bedrock.invocation-prod-2026.11',
    'logs-aws_bedrock.invocation-prod-2026.12',
    'bedrock-content-prod-2026.w48',
    'bedrock-content-prod-2026.w49',
    'bedrock-content-prod-2026.w50',
    'logs-aws_bedrock.rejected-prod-2026.11',
    'logs-aws_bedrock.rejected-prod-2026.12',
  ]);
  const daily = plannedPartitions(from, to, 'prod', { content: 'daily' });
  expect(daily).toHaveLength(11);
  for (let time = from; time <= to; time += 3_600_000)
    expect(daily).toContain(indexName('bedrock-content', 'prod', time, 'daily'));
  expect(plannedPartitions(to, to, 'prod', { content: 'daily' })).toEqual([
    'bedrock-content-prod-2026.12.08',
  ]);
});

test('what streams are written to follows from which they are, and from how content is treated', () => {
  const logs = { source: 'cloudwatch_logs', log_group_name: '/logs' };
  const streams = {
    invocation_logs: CloudWatchLogsSettings.parse(logs),
    metrics: CloudWatchMetricsSettings.parse({
      source: 'cloudwatch_metrics',
      metrics: ['runtime', 'mantle'],
    }),
    cloudtrail: CloudTrailSettings.parse(logs),
  };
  const kinds = (...args: Parameters<typeof writtenKinds>) => Object.keys(writtenKinds(...args)).sort();
  expect(kinds({ streams, content: 'full' })).toEqual([
    'cloudtrail',
    'content',
    'invocation',
    'mantle',
    'rejected',
    'runtime',
  ]);
  expect(kinds({ streams, content: 'none' }, ['cloudtrail'])).toEqual(['cloudtrail', 'rejected']);
  expect(kinds({ streams, content: 'full' }, ['metrics'])).toEqual(['mantle', 'rejected', 'runtime']);
  const every = { metrics: CloudWatchMetricsSettings.parse({ source: 'cloudwatch_metrics' }) };
  expect(kinds({ streams: every, content: 'full' })).toHaveLength(7);
});

interface Cluster {
  readonly nodes: number;
  readonly active: number;
  readonly settings: object;
  readonly existing?: readonly string[];
}

function clusterOf({ nodes, active, settings, existing = [] }: Cluster) {
  const requests: OpenSearchRequest[] = [];
  const openSearch: OpenSearch = {
    async request(request) {
      requests.push(request);
      if (request.path === '/_cluster/health') {
        const shards = { active_shards: active, initializing_shards: 0, unassigned_shards: 0 };
        return { statusCode: 200, body: { number_of_data_nodes: nodes, ...shards } };
      }
      if (request.path === '/_cluster/settings') return { statusCode: 200, body: settings };
      const prefix = decodeURIComponent(request.path).slice(1).replace('*/_mapping', '');
      const found = existing.filter((name) => name.startsWith(prefix));
      const body = Object.fromEntries(found.map((name) => [name, { mappings: {} }]));
      return { statusCode: 200, body };
    },
  };
  return { openSearch, requests };
}

const defaults = { defaults: { cluster: { max_shards_per_node: '1000' } } };

test('only partitions that do not exist yet are counted, with the copies they get', async () => {
  const planned = plannedPartitions(at('2026-01-01T00:00:00Z'), at('2026-03-31T00:00:00Z'), 'a', {
    invocation: 'monthly',
    rejected: 'monthly',
  });
  const existing = ['logs-aws_bedrock.invocation-a-2026.02', 'logs-aws_bedrock.invocation-b-2026.03'];
  const one = clusterOf({ nodes: 1, active: 7, settings: defaults, existing });
  expect(await shardRoom(one.openSearch, planned)).toEqual({
    active: 7,
    limit: 1_000,
    afterwards: 12,
    missing: planned.filter((name) => name !== existing[0]),
  });
  expect(one.requests.every(({ method }) => method === 'GET')).toBe(true);
  const three = clusterOf({ nodes: 3, active: 7, settings: defaults, existing });
  expect(await shardRoom(three.openSearch, planned)).toMatchObject({ limit: 3_000, afterwards: 17 });
});

test.each([
  [{ ...defaults, persistent: { cluster: { max_shards_per_node: '20' } } }, 40],
  [
    {
      ...defaults,
      persistent: { cluster: { max_shards_per_node: '20' } },
      transient: { cluster: { max_shards_per_node: '30' } },
    },
    60,
  ],
  [{ ...defaults, persistent: { cluster: { routing: { allocation: { total_shards_limit: '50' } } } } }, 50],
  [
    {
      defaults: {
        cluster: { ...defaults.defaults.cluster, routing: { allocation: { total_shards_limit: '-1' } } },
      },
    },
    2_000,
  ],
  // A hosted cluster that shows none of it.
  [{}, 2_000],
])('the limit is the one in force', async (settings, limit) => {
  const { openSearch } = clusterOf({ nodes: 2, active: 1, settings });
  expect(await shardRoom(openSearch, [])).toMatchObject({ limit });
});

test('what would take more than its share is refused with what can be done; what exists already is not', async () => {
  const planned = plannedPartitions(at('2026-01-01T00:00:00Z'), at('2026-01-10T00:00:00Z'), 'a', {
    content: 'daily',
  });
  const room = (active: number, existing: readonly string[] = []) =>
    requireShardRoom(clusterOf({ nodes: 1, active, settings: defaults, existing }).openSearch, planned);
  expect(await room(590)).toMatchObject({ afterwards: 600 });
  const refusal = await room(591).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ kind: 'needs_person', code: 'shard_room' });
  expect(refusal).toHaveProperty('message', expect.stringContaining('601 of the 1000'));
  expect(await room(999, planned)).toMatchObject({ afterwards: 999, missing: [] });
});

test.each([
  ['/_cluster/health', 'cluster:monitor/health'],
  ['/_cluster/settings', 'cluster:monitor/state'],
  ['/bedrock-content-a-*/_mapping', 'indices:admin/mappings/get'],
])('without the right to ask %s it is named', async (refused, right) => {
  const { openSearch } = clusterOf({ nodes: 1, active: 1, settings: defaults });
  const refusing: OpenSearch = {
    request: async (request) =>
      decodeURIComponent(request.path) === refused
        ? { statusCode: 403, body: { error: { type: 'security_exception' } } }
        : openSearch.request(request),
  };
  const problem = await shardRoom(refusing, ['bedrock-content-a-2026.w01']).catch((error: unknown) => error);
  expect(problem).toMatchObject({ code: 'opensearch_forbidden' });
  expect(problem).toHaveProperty('action', expect.stringContaining(right));
});
