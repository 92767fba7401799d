/**
 * The two indices of state: definitions, which people write, and tasks, which only the collector writes. Small,
 * hidden from patterns, created explicitly; of their documents only what is searched for is mapped.
 */
import { INTEGRATIONS_INDEX, TASKS_INDEX } from '../../../common/plugin';
import { answered, errorType, isSuccess, storeFailure } from '../../storage/answers';
import type { OpenSearch } from '../../storage/opensearch';

const SETTINGS = { index: { number_of_shards: 1, auto_expand_replicas: '0-1', hidden: true } };
const keyword = { type: 'keyword' };

const INDICES = {
  [INTEGRATIONS_INDEX]: {
    dynamic: false,
    properties: { id: keyword, name: keyword, enabled: { type: 'boolean' }, managed_by: keyword },
  },
  [TASKS_INDEX]: {
    dynamic: false,
    properties: {
      integration_id: keyword,
      account_id: keyword,
      region: keyword,
      stream: keyword,
      source: keyword,
      state: keyword,
      owner: keyword,
      next_run_at: { type: 'date', format: 'epoch_millis' },
      lease_expires_at: { type: 'date', format: 'epoch_millis' },
      read_until: { type: 'date', format: 'epoch_millis' },
    },
  },
};

/** What an index of state is created with. */
export const stateIndexBody = (index: keyof typeof INDICES): object => ({
  settings: SETTINGS,
  mappings: INDICES[index],
});

/** Creates what is missing; what exists is left as it is. Rejects with a `Failure`. */
export async function ensureStateIndices(openSearch: OpenSearch): Promise<void> {
  for (const index of [INTEGRATIONS_INDEX, TASKS_INDEX] as const) {
    const path = `/${index}`;
    const found = await answered(openSearch, { method: 'HEAD', path });
    if (isSuccess(found)) continue;
    if (found.statusCode !== 404)
      throw storeFailure(found, `look for the index ${index}`, `indices:admin/get on ${index}`);
    const created = await answered(openSearch, { method: 'PUT', path, body: stateIndexBody(index) });
    if (isSuccess(created) || errorType(created.body) === 'resource_already_exists_exception') continue;
    throw storeFailure(created, `create the index ${index}`, `indices:admin/create on ${index}`);
  }
}
