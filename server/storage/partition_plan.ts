/**
 * What a long stretch of time costs in partitions before anything is written to it: a year of daily partitions may
 * take the last shards a cluster allows, and then nobody can create an index. So partitions are counted first, and
 * what would fill more than its share is refused.
 */
import * as z from 'zod/mini';
import { type StreamName, streamsOf } from '../../common/integrations/coverage';
import type { IntegrationDefinition } from '../../common/integrations/definition';
import { METRIC_NAMESPACES } from '../../common/metrics/catalogue';
import { type Dataset, DATASETS, INDEX_PREFIX } from '../../common/plugin';
import { needsPerson } from '../failure';
import { expectAnswer } from './answers';
import type { OpenSearch } from './opensearch';
import { GRANULARITIES, type Granularity, indexName } from './partitions';

/** Data sets that will be written, each with its granularity. */
export type PlannedKinds = Readonly<Partial<Record<Dataset, Granularity>>>;

export type Writing = Pick<IntegrationDefinition, 'streams' | 'content'>;

/** What a definition's streams are written to; without `streamNames`, all that it has. */
export function writtenKinds(
  definition: Writing,
  streamNames: readonly StreamName[] = streamsOf(definition),
): PlannedKinds {
  const datasets = streamNames.flatMap((streamName) => datasetsOf(definition, streamName));
  return Object.fromEntries([...datasets, 'rejected' as const].map((name) => [name, GRANULARITIES[name]]));
}

function datasetsOf({ streams, content }: Writing, streamName: StreamName): Dataset[] {
  const ofContent: Dataset[] = content === 'none' ? [] : ['content'];
  switch (streamName) {
    case 'invocation_logs':
      return ['invocation', ...ofContent];
    case 'cloudtrail':
      return ['cloudtrail', ...ofContent];
    case 'metrics':
      return streams.metrics?.metrics ?? METRIC_NAMESPACES.map(({ name }) => name);
  }
}

const DAY_MS = 86_400_000;

/** Names of the indices for events from `from` to `to`, both included; epoch milliseconds. In order of time by kind. */
export function plannedPartitions(
  from: number,
  to: number,
  namespace: string,
  kinds: PlannedKinds,
): string[] {
  const names = new Set<string>();
  for (const kind of DATASETS) {
    const granularity = kinds[kind];
    if (granularity === undefined) continue;
    // Every partition begins with a day.
    for (let at = from; at <= to; at = (Math.floor(at / DAY_MS) + 1) * DAY_MS)
      names.add(indexName(INDEX_PREFIX[kind], namespace, at, granularity));
  }
  return [...names];
}

export interface ShardRoom {
  /** Shards that count towards the limit now: those of open indices, copies and unassigned ones included. */
  readonly active: number;
  /** As many as the cluster allows. */
  readonly limit: number;
  /** With the planned partitions that do not exist yet. */
  readonly afterwards: number;
  /** These partitions. */
  readonly missing: readonly string[];
}

/** Beyond this share of the limit nothing is planned: live partitions and everybody else need room to go on. */
export const SHARD_SHARE = 0.6;

const Health = z.object({
  number_of_data_nodes: z.number(),
  active_shards: z.number(),
  initializing_shards: z.number(),
  unassigned_shards: z.number(),
});

const Limits = z.object({
  cluster: z.optional(
    z.object({
      max_shards_per_node: z.optional(z.coerce.number()),
      routing: z.optional(
        z.object({ allocation: z.optional(z.object({ total_shards_limit: z.optional(z.coerce.number()) })) }),
      ),
    }),
  ),
});
const Settings = z.object({
  transient: z._default(Limits, {}),
  persistent: z._default(Limits, {}),
  defaults: z._default(Limits, {}),
});
/** OpenSearch's own default; hosted clusters hide some settings. */
const MAX_SHARDS_PER_NODE = 1_000;

/** Reads only. Rejects with a `Failure`. */
export async function shardRoom(openSearch: OpenSearch, planned: readonly string[]): Promise<ShardRoom> {
  const missing = await withoutExisting(openSearch, planned);
  const health = Health.parse(
    (
      await expectAnswer(
        openSearch,
        {
          method: 'GET',
          path: '/_cluster/health',
          querystring: { filter_path: 'number_of_data_nodes,*_shards' },
        },
        // 408: some are still starting; the counts hold all the same.
        { doing: 'tell how many shards there are', needs: 'cluster:monitor/health', alsoFine: [408] },
      )
    ).body,
  );
  const active = health.active_shards + health.initializing_shards + health.unassigned_shards;
  // `auto_expand_replicas: 0-1`: a copy as soon as there is a second node to hold it.
  const perPartition = health.number_of_data_nodes > 1 ? 2 : 1;
  return {
    active,
    limit: await shardLimit(openSearch, health.number_of_data_nodes),
    afterwards: active + perPartition * missing.length,
    missing,
  };
}

/** As `shardRoom`; rejects with a `Failure` that needs a person where the plan would take more than its share. */
export async function requireShardRoom(
  openSearch: OpenSearch,
  planned: readonly string[],
): Promise<ShardRoom> {
  const room = await shardRoom(openSearch, planned);
  if (room.missing.length === 0 || room.afterwards <= room.limit * SHARD_SHARE) return room;
  throw needsPerson(
    'shard_room',
    `${room.missing.length} new partitions would bring the cluster to ${room.afterwards} of the ${room.limit} shards it allows; at most ${SHARD_SHARE * 100} % may be planned for.`,
    'Ask for a shorter time, delete old indices, add a data node, or raise cluster.max_shards_per_node.',
  );
}

/** As OpenSearch reckons it: per data node, and for the cluster as a whole where that is set. */
async function shardLimit(openSearch: OpenSearch, dataNodes: number): Promise<number> {
  const { body } = await expectAnswer(
    openSearch,
    {
      method: 'GET',
      path: '/_cluster/settings',
      querystring: {
        include_defaults: true,
        filter_path: '*.cluster.max_shards_per_node,*.cluster.routing.allocation.total_shards_limit',
      },
    },
    { doing: 'tell how many shards it allows', needs: 'cluster:monitor/state' },
  );
  const { transient, persistent, defaults } = Settings.parse(body);
  const inForce = [transient, persistent, defaults].map(({ cluster }) => cluster);
  const first = (read: (limits: (typeof inForce)[number]) => number | undefined): number | undefined =>
    inForce.map(read).find((value) => value !== undefined);
  const byNodes = (first((cluster) => cluster?.max_shards_per_node) ?? MAX_SHARDS_PER_NODE) * dataNodes;
  const total = first((cluster) => cluster?.routing?.allocation?.total_shards_limit) ?? -1;
  return total > 0 ? Math.min(total, byNodes) : byNodes;
}

const Found = z.record(z.string(), z.unknown());

/** Asked by pattern, one kind at a time: a list of names could be longer than a request line may be. */
async function withoutExisting(openSearch: OpenSearch, planned: readonly string[]): Promise<string[]> {
  const existing = new Set<string>();
  for (const family of new Set(planned.map(familyOf)))
    for (const name of await existingPartitions(openSearch, family)) existing.add(name);
  return planned.filter((name) => !existing.has(name));
}

/** Names of the open indices of a family, given by its pattern. Rejects with a `Failure`. */
export async function existingPartitions(openSearch: OpenSearch, family: string): Promise<string[]> {
  const { body } = await expectAnswer(
    openSearch,
    {
      method: 'GET',
      path: `/${family}/_mapping`,
      querystring: { filter_path: '*.mappings._meta.owner', expand_wildcards: 'open' },
    },
    { doing: `list ${family}`, needs: `indices:admin/mappings/get on ${family}`, alsoFine: [404] },
  );
  return Object.keys(Found.parse(body ?? {}));
}

/** All partitions of an index: names hold no wildcard and nothing that a path would have to escape. */
const familyOf = (name: string): string => name.replace(/-[^-]+$/, '-*');
