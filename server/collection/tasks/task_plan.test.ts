import { IntegrationDefinition } from '../../../common/integrations/definition';
import type { StoredDefinition } from '../definitions/definitions';
import { planTasks } from './task_plan';

const define = (id: string, changes: object = {}): StoredDefinition => ({
  id,
  version: '1:7',
  parsed: {
    ok: true,
    definition: IntegrationDefinition.parse({
      id,
      name: id,
      account: { id: '111122223333' },
      regions: ['us-east-1', 'eu-west-1'],
      streams: { invocation_logs: { source: 'cloudwatch_logs', log_group_name: '/bedrock' } },
      ...changes,
    }),
  },
});

test('a stream in a region is a task', () => {
  expect(planTasks([define('a')])).toMatchObject([
    {
      id: 'a:invocation_logs:us-east-1:0',
      wanted: 'run',
      accountId: '111122223333',
      definitionVersion: '1:7',
    },
    { id: 'a:invocation_logs:eu-west-1:0', wanted: 'run', source: 'cloudwatch_logs' },
  ]);
});

test.each([
  ['paused', { intents: { paused: true } }],
  ['disabled', { enabled: false }],
])('of a %s integration every task is paused', (_what, changes) => {
  expect(planTasks([define('a', changes)]).map(({ wanted }) => wanted)).toEqual(['paused', 'paused']);
});

test('a definition that cannot be read is shown, and stops no other', () => {
  const broken: StoredDefinition = {
    id: 'b',
    version: '1:1',
    parsed: { ok: false, problem: 'regions is not valid' },
  };
  const plan = planTasks([broken, define('a')]);
  expect(plan.map(({ id, wanted }) => [id, wanted])).toEqual([
    ['b:definition:-:0', 'attention'],
    ['a:invocation_logs:us-east-1:0', 'run'],
    ['a:invocation_logs:eu-west-1:0', 'run'],
  ]);
});

test('of two that treat the same data differently one goes on, the same one for every collector', () => {
  const two = [define('b', { content: 'full' }), define('a')];
  for (const definitions of [two, [...two].reverse()]) {
    const wanted = Object.fromEntries(planTasks(definitions).map((task) => [task.id, task]));
    expect(wanted['a:invocation_logs:us-east-1:0']).toMatchObject({ wanted: 'run' });
    expect(wanted['b:invocation_logs:us-east-1:0']).toMatchObject({
      wanted: 'attention',
      attention: { code: 'conflicting_definition' },
    });
  }
  // One that is switched off is in nobody's way.
  const off = planTasks([define('b', { content: 'full' }), define('a', { enabled: false })]);
  expect(off.find(({ integrationId }) => integrationId === 'b')).toMatchObject({ wanted: 'run' });
});

test.each(['full', 'redacted', 'none'])('content mode %s is collected', (content) => {
  for (const task of planTasks([define('a', { content })])) expect(task.wanted).toBe('run');
});

describe('a queue', () => {
  const queue = (host: string, changes: object = {}) =>
    define('q', {
      streams: {
        invocation_logs: {
          source: 's3_notifications',
          queue_url: `https://${host}/111122223333/bedrock`,
          buckets: ['logs'],
          ...changes,
        },
      },
    });
  const ids = (stored: StoredDefinition) => planTasks([stored]).map(({ id }) => id);

  test('is read in its own region alone, by as many consumers as it has slots', () => {
    expect(ids(queue('sqs.eu-west-1.amazonaws.com', { slots: 2 }))).toEqual([
      'q:invocation_logs:eu-west-1:0',
      'q:invocation_logs:eu-west-1:1',
    ]);
    expect(ids(queue('sqs.ap-south-1.amazonaws.com'))).toHaveLength(4);
  });

  test('is read in the first region where its address tells none', () => {
    expect(ids(queue('127.0.0.1:4566', { slots: 1 }))).toEqual(['q:invocation_logs:us-east-1:0']);
  });

  test('may be shared by two integrations', () => {
    const one = queue('sqs.eu-west-1.amazonaws.com', { slots: 1 });
    const other = { ...one, id: 'r' };
    if (one.parsed.ok)
      Object.assign(other, { parsed: { ok: true, definition: { ...one.parsed.definition, id: 'r' } } });
    expect(planTasks([one, other]).map(({ wanted }) => wanted)).toEqual(['run', 'run']);
  });
});

describe.each([
  ['backfills', 'backfill'],
  ['repricings', 'repricing'],
])('%s', (list, kind) => {
  const spans = [{ id: 'july', from: '2026-07-01T00:00:00Z', to: '2026-08-01T00:00:00+02:00' }];

  test('are tasks of their own, one in each region, beside live collection', () => {
    const plan = planTasks([define('a', { intents: { [list]: spans } })]);
    expect(plan.map(({ id }) => id)).toEqual([
      'a:invocation_logs:us-east-1:0',
      'a:invocation_logs:eu-west-1:0',
      `a:invocation_logs:us-east-1:${kind}:july`,
      `a:invocation_logs:eu-west-1:${kind}:july`,
    ]);
    expect(plan[3]).toMatchObject({
      wanted: 'run',
      region: 'eu-west-1',
      work: { kind, id: 'july', from: Date.UTC(2026, 6, 1), to: Date.UTC(2026, 6, 31, 22) },
    });
    expect(plan[0]?.work).toEqual({ kind: 'live' });
  });

  test('a pause holds them too', () => {
    const plan = planTasks([define('a', { intents: { paused: true, [list]: spans } })]);
    expect(new Set(plan.map(({ wanted }) => wanted))).toEqual(new Set(['paused']));
  });

  test('of a trail that writes to its home region alone are read there', () => {
    const trail = { source: 'cloudwatch_logs', log_group_name: '/trail' };
    const of = (cloudtrail: object) =>
      planTasks([define('t', { intents: { [list]: spans }, streams: { cloudtrail } })]).map(({ id }) => id);
    // Nothing but invocations has a price.
    const span = (region: string) => (kind === 'backfill' ? [`t:cloudtrail:${region}:backfill:july`] : []);
    expect(of({ ...trail, home_region: 'us-west-2' })).toEqual([
      't:cloudtrail:us-west-2:0',
      ...span('us-west-2'),
    ]);
    expect(of(trail)).toEqual([
      't:cloudtrail:us-east-1:0',
      't:cloudtrail:eu-west-1:0',
      ...span('us-east-1'),
      ...span('eu-west-1'),
    ]);
  });

  test('of a queue are one in each region that its objects come from', () => {
    const plan = planTasks([
      define('q', {
        intents: { [list]: spans },
        streams: {
          invocation_logs: {
            source: 's3_notifications',
            queue_url: 'https://sqs.eu-west-1.amazonaws.com/111122223333/bedrock',
            buckets: ['logs'],
            slots: 1,
          },
        },
      }),
    ]);
    expect(plan.map(({ id }) => id)).toEqual([
      'q:invocation_logs:eu-west-1:0',
      `q:invocation_logs:us-east-1:${kind}:july`,
      `q:invocation_logs:eu-west-1:${kind}:july`,
    ]);
  });
});
