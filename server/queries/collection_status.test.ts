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
/** Sources of their own, which tasks of one stream and region are not. */
const elsewhere = (integration_id: string, changes: Partial<TaskDocument> = {}) =>
  task({ integration_id, ...changes });

describe('healthOf', () => {
  test.each([
    ['healthy', {}],
    ['first_read', { read_until: undefined }],
    ['retrying', { consecutive_failures: 2 }],
    ['retrying', { state: 'running', lease_expires_at: NOW, storing_since: NOW - 10_000 }],
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
        elsewhere('a', { read_until: NOW - 1_000 }),
        elsewhere('b', { read_until: NOW - 60_000 }),
        elsewhere('c', { read_until: 5, state: 'paused' }),
        elsewhere('d', { read_until: undefined }),
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

  test('other streams are told of by themselves, and do not age the invocations', () => {
    const metrics = { stream: 'metrics', source: 'cloudwatch_metrics' };
    const status = readCollectionStatus(
      answer(
        task(),
        elsewhere('a', { ...metrics, read_until: NOW - 600_000 }),
        elsewhere('b', { ...metrics, read_until: NOW - 300_000 }),
      ),
      2,
      NOW,
    );
    expect(status.data_until).toBe(NOW - 90_000);
    expect(status.other_streams).toEqual([{ stream: 'metrics', data_until: NOW - 600_000 }]);
    expect(status.counts.healthy).toBe(3);
    const alone = readCollectionStatus(answer(task({ ...metrics, read_until: NOW - 7 })), 1, NOW);
    expect(alone).toMatchObject({ data_until: NOW - 7, other_streams: [] });
  });

  test('what AWS charges a month is the sum of what sources told, without those that are paused', () => {
    const told = { statistics: 500, usd_per_month: 43.2 };
    const tasks = [task(), elsewhere('a', { told }), elsewhere('b', { told })];
    expect(readCollectionStatus(answer(...tasks), 1, NOW).usd_per_month).toBeCloseTo(86.4);
    const paused = elsewhere('c', { told, state: 'paused' });
    expect(readCollectionStatus(answer(task(), paused), 1, NOW).usd_per_month).toBeNull();
  });

  test('a source that waits for a person is named first, with the next step, and does not age the others', () => {
    const attention = { code: 'denied', message: 'logs:FilterLogEvents is denied', action: 'Allow it' };
    const status = readCollectionStatus(
      answer(task(), elsewhere('b', { state: 'attention', attention, read_until: 7 })),
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

  describe('the consumers of a queue are one source', () => {
    const slot = (number: number, changes: Partial<TaskDocument> = {}) =>
      task({ source: 's3_notifications', slot: number, ...changes });
    const only = (...tasks: TaskDocument[]) => {
      const { sources } = readCollectionStatus(answer(...tasks), 1, NOW);
      expect(sources).toHaveLength(1);
      return sources[0];
    };

    test('as fresh as the one furthest behind', () => {
      expect(only(slot(0), slot(1, { read_until: NOW - 200_000 }))).toMatchObject({
        health: 'healthy',
        read_until: NOW - 200_000,
      });
    });

    test('one that needs a person speaks for all', () => {
      const attention = { code: 'denied', message: 'm', action: 'a' };
      expect(only(slot(0), slot(1, { state: 'attention', attention }))).toMatchObject({
        id: 't1',
        health: 'attention',
        attention,
      });
    });

    test('one that found nothing yet, or no seat, does not', () => {
      const late = { next_run_at: NOW - 2 * STALLED_AFTER_MS, read_until: 5 };
      expect(only(slot(0), slot(1, { read_until: undefined }), slot(2, late))).toMatchObject({
        health: 'healthy',
        read_until: NOW - 90_000,
      });
      expect(only(slot(0, late), slot(1, late))).toMatchObject({ health: 'stalled' });
    });
  });

  describe.each(['backfill', 'repricing'])('a %s', (kind) => {
    const span = { [kind]: { id: 'b', from: 0, to: 10 } };
    const attention = { code: 'shard_room', message: 'm', action: 'a' };

    test('is told of only while it needs a person, and makes nothing older', () => {
      const status = readCollectionStatus(
        answer(
          task(),
          task({ ...span, read_until: 3 }),
          task({ ...span, read_until: 9, state: 'done' }),
          task({ ...span, read_until: 3, state: 'attention', attention }),
        ),
        1,
        NOW,
      );
      expect(status.data_until).toBe(NOW - 90_000);
      expect(status.sources.map(({ id, health }) => [id, health])).toEqual([
        ['t3', 'attention'],
        ['t0', 'healthy'],
      ]);
    });

    test('says nothing of freshness where nothing else is read', () => {
      const status = readCollectionStatus(
        answer(
          task({ state: 'attention', attention, read_until: NOW - 5_000 }),
          task({ ...span, read_until: 3, state: 'attention', attention }),
        ),
        1,
        NOW,
      );
      expect(status.data_until).toBe(NOW - 5_000);
    });
  });
});
