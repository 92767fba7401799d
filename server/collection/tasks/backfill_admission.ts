/**
 * Before a backfill writes anything: the partitions that it will need are counted, and refused where they would
 * take more of the cluster's shards than may be planned for.
 */
import type { StreamName } from '../../../common/integrations/coverage';
import type { IntegrationDefinition } from '../../../common/integrations/definition';
import type { Span } from '../../../common/integrations/task';
import { plannedPartitions, requireShardRoom, writtenKinds } from '../../storage/partition_plan';
import type { OpenSearch } from '../../storage/opensearch';
import type { RunnableTask } from './task_plan';

/**
 * Names of the partitions that a span of an integration's past may be written to; without `streamNames`, by all of its
 * streams.
 */
export function partitionsOfSpan(
  definition: Pick<IntegrationDefinition, 'namespace' | 'content' | 'streams'>,
  { from, to }: Pick<Span, 'from' | 'to'>,
  streamNames?: readonly StreamName[],
): string[] {
  return plannedPartitions(from, to - 1, definition.namespace, writtenKinds(definition, streamNames));
}

/** Rejects with a `Failure`: `shard_room` where a person has to make room or ask for less. */
export async function admitBackfill(openSearch: OpenSearch, planned: RunnableTask): Promise<void> {
  const { definition, streamName, work } = planned;
  if (work.kind === 'backfill')
    await requireShardRoom(openSearch, partitionsOfSpan(definition, work, [streamName]));
}
