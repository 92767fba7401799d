import { MetricsRecorder } from './metrics_recorder';
import { NO_COUNTS } from './runs/run_counts';
import type { TaskIdentity } from './tasks/task_plan';

const task = (id: string, changes: Partial<TaskIdentity> = {}): TaskIdentity => ({
  id,
  integrationId: 'prod',
  accountId: '111122223333',
  region: 'us-east-1',
  stream: 'invocation_logs',
  source: 's3_notifications',
  slot: 0,
  work: { kind: 'live' },
  ...changes,
});
const stored = (count: number) => ({ ...NO_COUNTS, read: count, stored: count });

function recorder() {
  let now = 0;
  const metrics = new MetricsRecorder({ now: () => now });
  return { metrics, later: (ms: number) => (now += ms) };
}

test('what runs have done is summed up, and what goes on now is counted as it goes', () => {
  const { metrics, later } = recorder();
  const counts = { now: stored(5) };
  metrics.runStarted(task('a', { slot: 1 }), () => ({ counts: counts.now }));
  expect(metrics.snapshot().tasks).toMatchObject([{ slot: 1, running: true, totals: { stored: 5 } }]);
  counts.now = stored(7);
  expect(metrics.snapshot().tasks).toMatchObject([{ totals: { stored: 7 } }]);
  later(2_000);
  metrics.runEnded(task('a'), { counts: stored(8), readUntil: 99 }, 'succeeded');
  metrics.runStarted(task('a'), () => ({ counts: stored(1) }));
  expect(metrics.snapshot().tasks).toEqual([
    {
      taskId: 'a',
      integration: 'prod',
      stream: 'invocation_logs',
      region: 'us-east-1',
      slot: 1,
      work: 'live',
      running: true,
      totals: stored(9),
      readUntil: 99,
      lastRun: { outcome: 'succeeded', endedAt: 2_000, durationMs: 2_000 },
    },
  ]);
});

test('a run that another collector took over counts what it stored and has no outcome', () => {
  const { metrics } = recorder();
  metrics.runStarted(task('a'), () => ({ counts: NO_COUNTS }));
  metrics.runEnded(task('a'), { counts: stored(3) }, undefined);
  const [only] = metrics.snapshot().tasks;
  expect(only).toMatchObject({ running: false, totals: { stored: 3 } });
  expect(only).not.toHaveProperty('lastRun');
});

test('what a task is there for is told', () => {
  const { metrics } = recorder();
  const identity = task('b', { work: { kind: 'backfill', id: 'july', from: 0, to: 1 } });
  metrics.runStarted(identity, () => ({ counts: NO_COUNTS }));
  expect(metrics.snapshot().tasks).toMatchObject([{ work: 'backfill' }]);
});

test('tasks that exist no more are forgotten, unless they run', () => {
  const { metrics } = recorder();
  for (const id of ['gone', 'runs', 'stays']) metrics.runStarted(task(id), () => ({ counts: NO_COUNTS }));
  for (const id of ['gone', 'stays']) metrics.runEnded(task(id), { counts: NO_COUNTS }, 'succeeded');
  metrics.keepOnly(new Set(['stays']));
  expect(metrics.snapshot().tasks.map(({ taskId }) => taskId)).toEqual(['runs', 'stays']);
});

test('sweeps and failures are counted', () => {
  const { metrics } = recorder();
  metrics.sweepEnded('succeeded');
  metrics.sweepEnded('failed');
  metrics.sweepEnded('failed');
  metrics.failed('throttled');
  metrics.failed('throttled', 2);
  metrics.failed('access_denied');
  expect(metrics.snapshot()).toMatchObject({
    sweeps: { succeeded: 1, failed: 2 },
    failures: { throttled: 3, access_denied: 1 },
  });
});
