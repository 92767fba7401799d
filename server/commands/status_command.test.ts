import type { TaskDocument } from '../../common/integrations/task';
import { NO_COUNTS } from '../collection/runs/run_counts';
import { statusOf } from './status_command';

const NOW = 1_700_000_000_000;
const TASK: TaskDocument = {
  integration_id: 'payments',
  account_id: '111122223333',
  region: 'us-east-1',
  stream: 'invocation_logs',
  source: 'cloudwatch_logs',
  slot: 0,
  state: 'waiting',
  next_run_at: NOW,
  consecutive_failures: 0,
  totals: NO_COUNTS,
  runs: [],
};

test('the lag is how far behind now everything is stored', () => {
  expect(statusOf('a', TASK, NOW)).toMatchObject({
    lag: null,
    read_until: null,
    progress: null,
    work: 'live',
  });
  expect(statusOf('a', { ...TASK, read_until: NOW - 5_000 }, NOW).lag).toBe(5_000);
  expect(statusOf('a', { ...TASK, read_until: NOW + 5_000 }, NOW).lag).toBe(0);
});

test('what the source told of its stream is passed on', () => {
  const told = { statistics: 369, usd_per_month: 31.88 };
  expect(statusOf('a', { ...TASK, told }, NOW).told).toEqual(told);
  expect(statusOf('a', TASK, NOW).told).toBeNull();
});

test('a backfill has progress and no lag, and so has a re-pricing', () => {
  const backfill = { id: 'b', from: NOW - 1_000, to: NOW };
  expect(statusOf('a', { ...TASK, backfill, read_until: NOW - 250 }, NOW)).toMatchObject({
    lag: null,
    progress: 0.75,
    work: 'backfill',
  });
  expect(statusOf('a', { ...TASK, repricing: backfill, read_until: NOW - 500 }, NOW)).toMatchObject({
    lag: null,
    progress: 0.5,
    work: 'repricing',
  });
  expect(statusOf('a', { ...TASK, backfill, state: 'done' }, NOW).progress).toBe(1);
});
