import { enterRun, groupKey, LIVE, parseLogsCheckpoint, readUntilOf, type RunStart } from './logs_checkpoint';

const DAY = 86_400_000;
const run = (keys: string[], now: number, changes: Partial<RunStart> = {}): RunStart => ({
  span: LIVE,
  selection: '/b*',
  keys,
  now,
  startAt: () => 500,
  begun: false,
  ...changes,
});

test('the place of the time when a task read one group goes on', () => {
  const single = { log_group: '111122223333:us-east-1:/bedrock', settled_until: 1, read_until: 2 };
  const parsed = parseLogsCheckpoint(single, LIVE);
  const key = groupKey({ name: '/bedrock', accountId: '111122223333' }, 'us-east-1', {});
  expect(enterRun(parsed, run([key], 10)).groups).toEqual({
    [key]: { settled_until: 1, read_until: 2, begun: true },
  });
  expect(parseLogsCheckpoint(single, '1/2')).toBeUndefined();
});

test('what is not a checkpoint is none', () => {
  expect(parseLogsCheckpoint({ anything: 1 }, LIVE)).toBeUndefined();
  expect(parseLogsCheckpoint(undefined, LIVE)).toBeUndefined();
});

test('another account, region or choice of streams is another place', () => {
  const group = { name: '/bedrock', accountId: '111122223333' };
  const keys = [
    groupKey(group, 'us-east-1', {}),
    groupKey(group, 'eu-west-1', {}),
    groupKey({ ...group, accountId: '999988887777' }, 'us-east-1', {}),
    groupKey(group, 'us-east-1', { prefix: 'a' }),
    groupKey(group, 'us-east-1', { names: ['a'] }),
    groupKey(group, 'us-east-1', { names: ['a', 'b'] }),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

test('a group that went away goes on where it was when it comes back in time, and is forgotten later', () => {
  const first = enterRun(undefined, run(['a', 'b'], 1_000, { startAt: () => 100 }));
  const without = enterRun(first, run(['a'], 2_000));
  expect(without.groups.b).toMatchObject({ settled_until: 99, gone_since: 2_000 });
  const still = enterRun(without, run(['a'], 2_000 + 20 * DAY));
  expect(enterRun(still, run(['a', 'b'], 2_000 + 29 * DAY)).groups.b).toEqual(first.groups.b);
  expect(Object.keys(enterRun(still, run(['a'], 2_000 + 30 * DAY)).groups)).toEqual(['a']);
});

test('another selection counts anew from when it was first read', () => {
  const first = enterRun(undefined, run(['a'], 1_000));
  expect(enterRun(first, run(['a', 'b'], 2_000)).since).toBe(1_000);
  const turned = enterRun(first, run(['c'], 3_000, { selection: '/c*', startAt: (since) => since }));
  expect(turned.since).toBe(3_000);
  expect(turned.groups.c?.settled_until).toBe(2_999);
});

test('freshness is that of the group furthest behind, and says nothing while one has not begun', () => {
  const state = (read_until: number, begun = true) => ({ settled_until: 0, read_until, begun });
  const checkpoint = {
    span: LIVE,
    selection: '',
    since: 0,
    groups: { a: state(5), b: state(3), c: state(0, false) },
  };
  expect(readUntilOf(checkpoint, ['a', 'b'])).toBe(3);
  expect(readUntilOf(checkpoint, ['a', 'b', 'c'])).toBeUndefined();
  expect(readUntilOf(checkpoint, [])).toBeUndefined();
});
