import fc from 'fast-check';
import {
  formatCompact,
  formatCount,
  formatDuration,
  formatRatio,
  formatUsd,
  formatUsdCompact,
  ratio,
} from './format';
import { formatColumn, formatMoment, formatSpan, formatTick } from './format_time';

test.each([
  [formatCount, 1234567, '1,234,567'],
  [formatCompact, 9999, '9,999'],
  [formatCompact, 1234567, '1.23M'],
  [formatUsd, 1234.5, '$1,234.50'],
  [formatUsd, 0, '$0.00'],
  [formatUsd, 0.0000214, '$0.000021'],
  [formatUsdCompact, 1234567, '$1.23M'],
  [formatRatio, 0, '0%'],
  [formatRatio, 0.00421, '0.42%'],
  [formatRatio, 0.5, '50%'],
  [formatRatio, 0.00000001, '<0.01%'],
  [formatDuration, 4.25, '4.3ms'],
  [formatDuration, 850.2, '850ms'],
  [formatDuration, 1240, '1.24s'],
  [formatDuration, 16815, '16.8s'],
  [formatDuration, 126_000, '2.1 min'],
])('%p of %d is %s', (format, value, text) => {
  expect(format(value)).toBe(text);
});

test('what is not known is a dash, in every format', () => {
  for (const format of [
    formatCount,
    formatCompact,
    formatUsd,
    formatUsdCompact,
    formatRatio,
    formatDuration,
  ]) {
    for (const value of [null, undefined, NaN, Infinity]) expect(format(value)).toBe('–');
  }
});

test('no cost above zero reads as nothing', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-10, max: 1e9, noNaN: true }), (usd) => {
      expect(formatUsd(usd)).toMatch(/[1-9]/);
    }),
  );
});

test('a share of nothing is not known', () => {
  expect(ratio(0, 0)).toBeNull();
  expect(ratio(1, 4)).toBe(0.25);
});

describe('moments', () => {
  const at = Date.UTC(2026, 10, 22, 23, 42, 5);
  test('are written in the chosen zone, with the day when it is another', () => {
    expect(formatMoment(at, at + 1_000, 'UTC')).toBe('23:42:05');
    expect(formatMoment(at, at + 3_600_000, 'UTC')).toBe('Nov 22, 2026, 23:42:05');
    expect(formatMoment(at, at + 3_600_000, 'Asia/Tokyo')).toBe('08:42:05');
    expect(formatColumn(at, 'Asia/Tokyo')).toBe('Nov 23, 2026, 08:42');
  });

  test.each([
    [60_000, '23:42:05'],
    [1_800_000, '23:42:05'],
    [3_600_000, '23:42'],
    [7 * 86_400_000, 'Nov 22, 23:42'],
    [30 * 86_400_000, 'Nov 22'],
    [700 * 86_400_000, 'Nov 22, 2026'],
  ])('of a chart over %d ms are %s', (range, text) => {
    expect(formatTick(at, 'UTC', range)).toBe(text);
  });

  test.each([
    [86_400_000, '24 hours'],
    [7 * 86_400_000, '7 days'],
    [900_000, '15 minutes'],
    [1_000, '1 second'],
    [500, '0.5 seconds'],
  ])('%d ms last %s', (ms, text) => {
    expect(formatSpan(ms)).toBe(text);
  });
});
