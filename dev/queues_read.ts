/**
 * Up to when the sample queues have been read by earlier runs on the same data. The local AWS is made anew at each
 * start, but a message that was deleted is gone for good, so it must not come again: a start would read a week of
 * objects that it has.
 */
import { z } from 'zod';
import { TaskDocument } from '../common/integrations/task';
import { TASKS_INDEX } from '../common/plugin';
import type { OpenSearch } from '../server/storage/opensearch';

/** More than a message is hidden for at a time: what was in work when an earlier run ended comes again. */
const MARGIN_MS = 15 * 60_000;

const Answer = z.object({ hits: z.object({ hits: z.array(z.object({ _source: TaskDocument })) }) });

/**
 * Epoch milliseconds; undefined where one of these integrations has a queue that nobody has found empty yet.
 * @throws OpenSearchUnreachable
 */
export async function queuesReadUntil(
  openSearch: OpenSearch,
  integrationIds: readonly string[],
): Promise<number | undefined> {
  const { statusCode, body } = await openSearch.request({
    method: 'POST',
    path: `/${TASKS_INDEX}/_search`,
    querystring: { ignore_unavailable: true, allow_no_indices: true },
    body: { size: 1_000, query: { terms: { integration_id: integrationIds } } },
  });
  if (statusCode !== 200) return undefined;
  const tasks = Answer.parse(body).hits.hits.map(({ _source: task }) => task);
  const times = integrationIds.flatMap((id) => {
    const own = tasks.filter(
      ({ integration_id, source, backfill }) =>
        integration_id === id && source === 's3_notifications' && backfill === undefined,
    );
    return own.length === 0 ? [undefined] : own.map(({ read_until: until }) => until);
  });
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 || known.length < times.length ? undefined : Math.min(...known) - MARGIN_MS;
}
