import fc from 'fast-check';
import { horizonOf, metricWindows } from './metric_windows';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.UTC(2026, 10, 22, 12, 34, 56);
const GRANULARITIES = [60, 120, 300, 360, 600, 720, 900, 1_800, 3_600, 7_200, 86_400];

test('only whole periods that are most likely told are read', () => {
  expect(horizonOf(NOW, 120_000, 300)).toBe(Date.UTC(2026, 10, 22, 12, 30));
  expect(horizonOf(NOW, 300_000, 300)).toBe(Date.UTC(2026, 10, 22, 12, 25));
});

test('the past is read as finely as it is kept', () => {
  const windows = metricWindows(NOW - 100 * DAY, horizonOf(NOW, 0, 60), 60, NOW);
  for (const { start, granularity } of windows) {
    const days = (NOW - start) / DAY;
    expect(granularity).toBe(days > 63 ? 3_600 : days > 15 ? 300 : 60);
  }
  expect(new Set(windows.map(({ granularity }) => granularity))).toEqual(new Set([3_600, 300, 60]));
});

test('what nobody keeps any more is not asked for', () => {
  const [first] = metricWindows(NOW - 1_000 * DAY, NOW, 300, NOW);
  expect(first?.start).toBeGreaterThan(NOW - 455 * DAY);
  expect(first?.start).toBeLessThan(NOW - 454 * DAY);
});

test('nothing is due before a period is over', () => {
  expect(metricWindows(horizonOf(NOW, 0, 300), horizonOf(NOW, 0, 300), 300, NOW)).toEqual([]);
});

test('windows follow on each other without gap or overlap, whole periods each, none longer than an answer', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 500 * DAY }),
      fc.integer({ min: 0, max: 100 * DAY }),
      fc.constantFrom(...GRANULARITIES),
      (ago, length, granularity) => {
        const from = NOW - ago;
        const to = horizonOf(Math.min(from + length, NOW), 0, granularity);
        const windows = metricWindows(from, to, granularity, NOW);
        for (const [at, { start, end, granularity: period }] of windows.entries()) {
          expect(start % (period * 1_000)).toBe(0);
          expect(end % (period * 1_000)).toBe(0);
          expect(end).toBeGreaterThan(start);
          expect((end - start) / (period * 1_000)).toBeLessThanOrEqual(201);
          expect(period).toBeGreaterThanOrEqual(granularity);
          if (at > 0) expect(start).toBe(windows[at - 1]?.end);
        }
        const [first] = windows;
        const last = windows.at(-1);
        const kept = Math.max(from, NOW - 454 * DAY);
        if (first !== undefined) expect(first.start).toBeLessThanOrEqual(Math.max(kept, first.start));
        if (first !== undefined && from > NOW - 454 * DAY) expect(first.start).toBeLessThanOrEqual(from);
        // What is left at the end is less than a period.
        if (to > kept + 2 * 86_400_000) {
          expect(last).toBeDefined();
          expect(to - (last?.end ?? 0)).toBeLessThan((last?.granularity ?? 0) * 1_000);
        }
      },
    ),
  );
});
