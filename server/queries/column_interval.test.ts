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

test.each([
  [3_600_000, 300, '5m'],
  [3_600_000, 3_600, '1h'],
  [24 * 3_600_000, 60, '30m'],
  [30 * 86_400_000, 6 * 3_600, '12h'],
  [30 * 86_400_000, 5 * 3_600, '54000000ms'],
  [60_000, 5 * 3_600, '18000000ms'],
])('a range of %d ms of periods of %d s has columns of %s, each of whole periods', (span, seconds, name) => {
  expect(columnInterval({ from: 0, to: span }, seconds * 1_000).name).toBe(name);
});

test('whatever the period, columns hold whole ones and are no more than can be read', () => {
  const period = fc.oneof(
    fc.constantFrom(60, 120, 300, 900, 1_800),
    fc.nat({ max: 23 }).map((n) => (n + 1) * 3_600),
  );
  fc.assert(
    fc.property(fc.integer({ min: 60_000, max: 10 * 366 * 86_400_000 }), period, (span, seconds) => {
      const { name } = columnInterval({ from: 0, to: span }, seconds * 1_000);
      const width = name.endsWith('ms') ? Number.parseInt(name, 10) : widthOf(name);
      expect(width % (seconds * 1_000)).toBe(0);
      expect(span / width).toBeLessThanOrEqual(MAX_COLUMNS);
    }),
  );
});
