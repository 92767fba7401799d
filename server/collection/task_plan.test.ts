import { IntegrationDefinition } from '../../common/integrations/definition';
import type { StoredDefinition } from './definitions';
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

test('nothing is stored where masking was asked for and is not available', () => {
  expect(planTasks([define('a', { content: 'redacted' })])).toMatchObject([
    { wanted: 'attention', attention: { code: 'redaction_unavailable' } },
    { wanted: 'attention' },
  ]);
});
