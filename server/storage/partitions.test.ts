import { granularityFor, indexName, partitionOf } from './partitions';

const at = (iso: string): number => Date.parse(iso);

test.each([
  [1, 'daily'],
  [14, 'daily'],
  [15, 'weekly'],
  [90, 'weekly'],
  [91, 'monthly'],
  [undefined, 'monthly'],
] as const)('retention of %s days: %s', (days, granularity) => {
  expect(granularityFor(days)).toBe(granularity);
});

test.each([
  ['2026-11-22T23:59:59.999Z', '2026.11.22', '2026.w47', '2026.11'],
  ['2026-11-23T00:00:00.000Z', '2026.11.23', '2026.w48', '2026.11'],
  // The first days of January may belong to the last week of the year before, and the other way round.
  ['2027-01-03T12:00:00Z', '2027.01.03', '2026.w53', '2027.01'],
  ['2027-01-04T00:00:00Z', '2027.01.04', '2027.w01', '2027.01'],
  ['2024-12-30T00:00:00Z', '2024.12.30', '2025.w01', '2024.12'],
  ['2026-01-01T00:00:00Z', '2026.01.01', '2026.w01', '2026.01'],
])('%s is in %s, %s, %s', (time, day, week, month) => {
  expect(partitionOf(at(time), 'daily')).toBe(day);
  expect(partitionOf(at(time), 'weekly')).toBe(week);
  expect(partitionOf(at(time), 'monthly')).toBe(month);
});

test('an index is named by prefix, namespace and partition', () => {
  expect(indexName('bedrock-content', 'default', at('2026-11-22T00:00:00Z'), 'weekly')).toBe(
    'bedrock-content-default-2026.w47',
  );
});
