import { NO_COUNTS } from '../collection/runs/run_counts';
import type { TaskSummary } from '../collection/run_once';
import { summarise } from './run_summary';

const NONE = { rejected: {}, skipped: {} };

const summary = (outcome: TaskSummary['outcome'], changes: Partial<TaskSummary> = {}): TaskSummary => ({
  task: {
    id: 'a:invocation_logs:us-east-1:0',
    integrationId: 'a',
    accountId: '111122223333',
    region: 'us-east-1',
    stream: 'invocation_logs',
    source: 's3_notifications',
    slot: 0,
    work: { kind: 'live' },
  },
  outcome,
  counts: NO_COUNTS,
  ...changes,
});

test('a line for each task and one in total, with the reasons, the most frequent first', () => {
  const counts = { ...NO_COUNTS, read: 60, stored: 50, already_stored: 5, rejected: 3, skipped: 2 };
  const { lines, code } = summarise([summary('caught_up', { counts }), summary('done', { counts })], {
    rejected: { truncated_gzip: 2, unreadable_message: 4 },
    skipped: { test_event: 4 },
  });
  expect(lines).toEqual([
    'a:invocation_logs:us-east-1:0: read up to now, 50 records stored, 5 stored before, 3 rejected, 2 skipped',
    'a:invocation_logs:us-east-1:0: done, 50 records stored, 5 stored before, 3 rejected, 2 skipped',
    'total: 100 records stored, 10 stored before, 6 rejected (4 unreadable_message, 2 truncated_gzip), 4 skipped (4 test_event)',
  ]);
  expect(code).toBe(0);
});

test('nothing to do is a result', () => {
  expect(summarise([], NONE)).toEqual({
    lines: ['total: 0 records stored, 0 rejected, 0 skipped'],
    code: 0,
  });
});

test.each([
  [['caught_up', 'paused', 'elsewhere', 'done'], 0],
  [['caught_up', 'failed'], 1],
  [['stopped'], 1],
  [['failed', 'attention'], 3],
] as const)('%j end with %d', (outcomes, code) => {
  expect(
    summarise(
      outcomes.map((outcome) => summary(outcome)),
      NONE,
    ).code,
  ).toBe(code);
});

test('what is wrong is told with what to do', () => {
  const attention = { code: 'access_denied', message: 'It is denied.', action: 'Allow it.' };
  const { lines } = summarise(
    [summary('attention', { attention, error: 'It is denied.' }), summary('failed', { error: 'It broke.' })],
    NONE,
  );
  expect(lines[0]).toMatch(/: needs a person, .* 0 skipped\. It is denied\. Allow it\.$/);
  expect(lines[1]).toMatch(/: failed, .*\. It broke\.$/);
});
