import type { OpenSearch } from '../server/storage/opensearch';
import { queuesReadUntil } from './queues_read';

const task = (id: string, slot: number, readUntil?: number, more: object = {}) => ({
  _source: {
    integration_id: id,
    account_id: '111122223333',
    region: 'us-east-1',
    stream: 'invocation_logs',
    source: 's3_notifications',
    slot,
    state: 'waiting',
    next_run_at: 0,
    totals: {},
    ...(readUntil === undefined ? {} : { read_until: readUntil }),
    ...more,
  },
});

const read = (hits: readonly object[], statusCode = 200) => {
  const store: OpenSearch = { request: () => Promise.resolve({ statusCode, body: { hits: { hits } } }) };
  return queuesReadUntil(store, ['a', 'b']);
};
const HOUR = 3_600_000;

test('is the earliest time at which a consumer found its queue empty, with a margin', async () => {
  const backfill = task('a', 0, 1, { backfill: { id: 'x', from: 0, to: 1 } });
  const until = await read([
    task('a', 0, 9 * HOUR),
    task('a', 1, 8 * HOUR),
    task('b', 0, 10 * HOUR),
    backfill,
    task('b', 0, HOUR, { stream: 'metrics', source: 'cloudwatch_metrics' }),
  ]);
  expect(until).toBe(8 * HOUR - 15 * 60_000);
});

test.each([
  ['a queue is new', [task('a', 0, HOUR)], 200],
  ['a consumer has not come to an end', [task('a', 0, HOUR), task('b', 0)], 200],
  ['there are no tasks at all', [], 200],
  ['the tasks cannot be read', [], 403],
])('is unknown where %s', async (_name, hits, statusCode) => {
  expect(await read(hits, statusCode)).toBeUndefined();
});
