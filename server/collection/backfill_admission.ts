/**
 * Before a backfill writes anything: the partitions that it will need are counted, and refused where they would
 * take more of the cluster's shards than may be planned for.
 */
import { granularityFor } from '../storage/partitions';
import { plannedPartitions, type PlannedKinds, requireShardRoom } from '../storage/partition_plan';
import type { OpenSearch } from '../storage/opensearch';
import type { RunnableTask } from './task_plan';

/** Names of the partitions that the span may be written to. */
export function partitionsOfBackfill({ definition, backfill }: RunnableTask): string[] {
  if (backfill === undefined) return [];
  const kinds: PlannedKinds = {
    invocation: granularityFor(undefined),
    ...(definition.content === 'none' ? {} : { content: 'weekly' }),
    rejected: 'monthly',
  };
  return plannedPartitions(backfill.from, backfill.to - 1, definition.namespace, kinds);
}

/** Rejects with a `Failure`: `shard_room` where a person has to make room or ask for less. */
export async function admitBackfill(openSearch: OpenSearch, planned: RunnableTask): Promise<void> {
  await requireShardRoom(openSearch, partitionsOfBackfill(planned));
}
