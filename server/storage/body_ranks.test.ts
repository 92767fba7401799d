import { bodyRanks, ranksToCompare, saysMore, UNKNOWN_RANK } from './body_ranks';

const copy = (input: string, output: string) => ({
  aws_bedrock: { invocation: { input: { body_state: input }, output: { body_state: output } } },
});
const more = (ours: [string, string], stored: [string, string]): boolean =>
  saysMore(bodyRanks(copy(...ours)), bodyRanks(copy(...stored)));

test('absent, offloaded, truncated, and then whole, wherever the body came from', () => {
  const states = ['absent', 'offloaded', 'truncated', 'inline'];
  for (const [low, poorer] of states.entries()) {
    for (const richer of states.slice(low + 1)) {
      expect(more([richer, poorer], [poorer, poorer])).toBe(true);
      expect(more([poorer, poorer], [richer, poorer])).toBe(false);
    }
  }
  expect(more(['fetched', 'inline'], ['inline', 'fetched'])).toBe(false);
  expect(more(['fetched', 'inline'], ['truncated', 'fetched'])).toBe(true);
});

test('a copy that says more here and less there does not say more', () => {
  expect(more(['inline', 'absent'], ['absent', 'inline'])).toBe(false);
  expect(more(['absent', 'inline'], ['inline', 'absent'])).toBe(false);
});

test.each<unknown>([{}, copy('inline', 'a state of a later version'), { aws_bedrock: 'text' }])(
  'a copy whose states are not known is never replaced, and replaces nothing',
  (unknown) => {
    expect(bodyRanks(unknown).output).toBe(UNKNOWN_RANK);
    expect(saysMore(bodyRanks(copy('inline', 'inline')), bodyRanks(unknown))).toBe(false);
    expect(ranksToCompare(unknown)).toBeUndefined();
  },
);

test('a copy than which none could be poorer need not be compared', () => {
  expect(ranksToCompare(copy('absent', 'absent'))).toBeUndefined();
  expect(ranksToCompare(copy('absent', 'offloaded'))).toEqual({ input: 0, output: 1 });
});
