import fc from 'fast-check';

import { RELEASE_AGENT } from './estate/engineering';
import { incidentCalls, incidentStarts } from './incident';
import { planHour } from './plan/hour';

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
const anyTime = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') });

test('any seven days contain exactly one start, at a whole hour of a working day', () => {
  fc.assert(
    fc.property(fc.string(), anyTime, (seed, from) => {
      const starts = incidentStarts(seed, from, from + WEEK);
      expect(starts).toHaveLength(1);
      const start = new Date(starts[0] ?? NaN);
      expect(start.getTime() % HOUR).toBe(0);
      expect([1, 2, 3, 4, 5]).toContain(start.getUTCDay());
    }),
  );
});

test('it lasts three hours and is silent outside of them', () => {
  const [start = NaN] = incidentStarts('seed', 0, WEEK);
  const running = [-1, 0, 1, 2, 3].map((after) => incidentCalls('seed', start + after * HOUR) > 0);
  expect(running).toEqual([false, true, true, true, false]);
});

test('one session makes about thirty times its usual calls, with growing contexts', () => {
  const from = Date.parse('2026-11-16T00:00:00Z');
  const [start = NaN] = incidentStarts('seed', from, from + WEEK);
  const of = (hour: number) =>
    planHour('seed', hour).filter(({ fact }) => fact.application === RELEASE_AGENT);
  const usual = of(start - 24 * HOUR).length;
  const calls = of(start);
  expect(calls.length).toBeGreaterThan(20 * Math.max(usual, 1));
  expect(new Set(calls.map(({ fact }) => fact.session))).toEqual(new Set(['release-agent-7']));
  const contexts = calls
    .filter(({ fact }) => fact.incident && fact.errorCode === null)
    .map(({ fact }) => fact.tokens.input);
  const [early, late] = [contexts.slice(0, 20), contexts.slice(150, 170)];
  expect(Math.min(...late)).toBeGreaterThan(5 * Math.max(...early));
  expect(Math.max(...contexts)).toBeLessThan(200_000);
});
