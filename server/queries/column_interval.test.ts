import fc from 'fast-check';
import { MAX_COLUMNS, columnInterval } from './column_interval';

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const widthOf = (name: string): number => {
  const [, count, unit] = /^(\d+)([smhdw])$/.exec(name) ?? [];
  return Number(count) * (UNIT_MS[unit ?? ''] ?? NaN);
};

test('any range from a minute to ten years has a readable number of columns', () => {
  fc.assert(
    fc.property(fc.integer({ min: 60_000, max: 10 * 366 * 86_400_000 }), (span) => {
      const columns = span / widthOf(columnInterval({ from: 0, to: span }).name);
      expect(columns).toBeLessThanOrEqual(MAX_COLUMNS);
      expect(columns).toBeGreaterThanOrEqual(MAX_COLUMNS / 3);
    }),
  );
});

test.each([
  [3_600_000, '1m', 'fixed_interval'],
  [24 * 3_600_000, '30m', 'fixed_interval'],
  [7 * 86_400_000, '3h', 'fixed_interval'],
  [30 * 86_400_000, '12h', 'fixed_interval'],
  [60 * 86_400_000, '1d', 'calendar_interval'],
  [365 * 86_400_000, '1w', 'calendar_interval'],
])('a range of %d ms has columns of %s', (span, name, parameter) => {
  expect(columnInterval({ from: 1_000, to: 1_000 + span })).toEqual({ name, parameter });
});
