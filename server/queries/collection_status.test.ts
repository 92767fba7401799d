import type { TaskDocument } from '../../common/integrations/task';
import { STALLED_AFTER_MS, healthOf, readCollectionStatus } from './collection_status';

const NOW = Date.UTC(2026, 10, 22, 10, 45);
const task = (changes: Partial<TaskDocument> = {}): TaskDocument => ({
  integration_id: 'prod',
  account_id: '111122223333',
  region: 'eu-west-1',
  stream: 'invocation_logs',
  source: 'cloudwatch_logs',
  slot: 0,
  state: 'waiting',
  next_run_at: NOW,
  consecutive_failures: 0,
  read_until: NOW - 90_000,
  totals: { read: 0, stored: 0, already_stored: 0, enriched: 0, rejected: 0, skipped: 0 },
  runs: [],
  ...changes,
});
const answer = (...tasks: TaskDocument[]) => ({
  hits: {
    total: { value: tasks.length, relation: 'eq' },
    hits: tasks.map((_source, index) => ({ _id: `t${index}`, _source })),
  },
});

describe('healthOf', () => {
  test.each([
    ['healthy', {}],
    ['first_read', { read_until: undefined }],
    ['retrying', { consecutive_failures: 2 }],
    ['attention', { state: 'attention', next_run_at: 0 }],
    ['paused', { state: 'paused', next_run_at: 0 }],
    ['healthy', { next_run_at: NOW - STALLED_AFTER_MS }],
    ['stalled', { next_run_at: NOW - STALLED_AFTER_MS - 1 }],
    ['healthy', { state: 'running', next_run_at: 0, lease_expires_at: NOW + 60_000 }],
    ['stalled', { state: 'running', next_run_at: NOW, lease_expires_at: NOW - STALLED_AFTER_MS - 1 }],
  ] as const)('%s: %j', (health, changes) => {
    expect(healthOf(task(changes), NOW)).toBe(health);
  });
});

describe('readCollectionStatus', () => {
  test('data are as fresh as the slowest source that is being read', () => {
    const status = readCollectionStatus(
      answer(
        task({ read_until: NOW - 1_000 }),
        task({ read_until: NOW - 60_000 }),
        task({ read_until: 5, state: 'paused' }),
        task({ read_until: undefined }),
      ),
      1,
      NOW,
    );
    expect(status.data_until).toBe(NOW - 60_000);
    expect(status.counts).toEqual({
      healthy: 2,
      paused: 1,
      first_read: 1,
      attention: 0,
      stalled: 0,
      retrying: 0,
    });
  });

  test('a source that waits for a person is named first, with the next step, and does not age the others', () => {
    const attention = { code: 'denied', message: 'logs:FilterLogEvents is denied', action: 'Allow it' };
    const status = readCollectionStatus(
      answer(task(), task({ state: 'attention', attention, read_until: 7 })),
      1,
      NOW,
    );
    expect(status.data_until).toBe(NOW - 90_000);
    expect(status.sources.map(({ id, health }) => [id, health])).toEqual([
      ['t1', 'attention'],
      ['t0', 'healthy'],
    ]);
    expect(status.sources[0]?.attention).toEqual(attention);
  });

  test('when nothing is read any more, data end where it stopped', () => {
    const { data_until } = readCollectionStatus(answer(task({ state: 'attention', read_until: 7 })), 1, NOW);
    expect(data_until).toBe(7);
  });

  test('before anything is set up there is no freshness to tell', () => {
    expect(readCollectionStatus(answer(), 0, NOW)).toMatchObject({
      data_until: null,
      integrations: 0,
      sources: [],
      truncated: false,
    });
  });
});
