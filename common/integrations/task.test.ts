import { documentedWork, progressOf, spanTaskId, TaskDocument, type TaskWork, workOf } from './task';

const document = (changes: object) =>
  TaskDocument.parse({
    integration_id: 'prod',
    account_id: '111122223333',
    region: 'us-east-1',
    stream: 'invocation_logs',
    source: 'cloudwatch_logs',
    state: 'waiting',
    next_run_at: 0,
    totals: {},
    ...changes,
  });

const span = { id: 'july', from: 1_000, to: 2_000 };

test.each<[string, TaskWork, object]>([
  ['live collection', { kind: 'live' }, {}],
  ['a backfill', { kind: 'backfill', ...span }, { backfill: span }],
  ['a re-pricing', { kind: 'repricing', ...span }, { repricing: span }],
])('%s stands in the document of its task, and is read from there', (_what, work, fields) => {
  expect(documentedWork(work)).toEqual(fields);
  expect(workOf(document(fields))).toEqual(work);
});

test('a backfill and a re-pricing of one name are two tasks', () => {
  const id = (kind: 'backfill' | 'repricing') =>
    spanTaskId('prod', 'invocation_logs', 'us-east-1', { kind, ...span });
  expect([id('backfill'), id('repricing')]).toEqual([
    'prod:invocation_logs:us-east-1:backfill:july',
    'prod:invocation_logs:us-east-1:repricing:july',
  ]);
});

test.each([
  [undefined, {}],
  [0, { repricing: span }],
  [0.25, { repricing: span, read_until: 1_250 }],
  [0, { backfill: span, read_until: 10 }],
  [1, { backfill: span, read_until: 9_000 }],
  [1, { repricing: span, state: 'done' }],
])('progress %s: %j', (share, changes) => {
  expect(progressOf(document(changes))).toBe(share);
});
