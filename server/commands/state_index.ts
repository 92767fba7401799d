/** Whether an index of state is there yet: the first collector creates it, and commands only look. */
import type { INTEGRATIONS_INDEX, TASKS_INDEX } from '../../common/plugin';
import { expectAnswer } from '../storage/answers';
import type { OpenSearch } from '../storage/opensearch';

/** Rejects with a `Failure`. */
export async function isThere(
  openSearch: OpenSearch,
  index: typeof INTEGRATIONS_INDEX | typeof TASKS_INDEX,
): Promise<boolean> {
  const { statusCode } = await expectAnswer(
    openSearch,
    { method: 'HEAD', path: `/${index}` },
    { doing: `look for the index ${index}`, needs: `indices:admin/get on ${index}`, alsoFine: [404] },
  );
  return statusCode !== 404;
}
