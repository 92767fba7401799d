import { type HealthFacts, judgeHealth, SWEEP_MISSED_AFTER_MS } from './health';

const START = 1_000_000;
const problem = { code: 'opensearch_unreachable', message: 'OpenSearch cannot be reached.', action: 'Wait.' };
const facts = (changes: Partial<HealthFacts>): HealthFacts => ({
  problem: undefined,
  stopping: false,
  startedAt: START,
  lastGoodSweepAt: START + 1_000,
  now: START + 2_000,
  ...changes,
});

test('a collector that just looked for tasks is healthy', () => {
  expect(judgeHealth(facts({}))).toEqual({ healthy: true, state: 'collecting' });
});

test('one that has not looked yet is healthy for a while', () => {
  const starting = { lastGoodSweepAt: undefined };
  expect(judgeHealth(facts(starting))).toEqual({ healthy: true, state: 'starting' });
  expect(judgeHealth(facts({ ...starting, now: START + SWEEP_MISSED_AFTER_MS + 1 }))).toMatchObject({
    healthy: false,
    state: 'stalled',
  });
});

test('a store that is away is forgiven for a while, and its problem told all the time', () => {
  const reason = 'OpenSearch cannot be reached. Wait.';
  expect(judgeHealth(facts({ problem }))).toEqual({ healthy: true, state: 'waiting_for_store', reason });
  expect(judgeHealth(facts({ problem, now: START + 1_001 + SWEEP_MISSED_AFTER_MS }))).toEqual({
    healthy: false,
    state: 'waiting_for_store',
    reason,
  });
});

test('a loop that hangs is not healthy, whatever it last said', () => {
  expect(judgeHealth(facts({ now: START + 10 * SWEEP_MISSED_AFTER_MS }))).toEqual({
    healthy: false,
    state: 'stalled',
    reason: 'No look for due tasks has succeeded for 1199 s.',
  });
});

test('a collector that stops takes no more traffic', () => {
  expect(judgeHealth(facts({ stopping: true }))).toMatchObject({ healthy: false, state: 'stopping' });
});
