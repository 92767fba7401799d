/** The order of ranked names: most of a measure first, then most invocations, then by name, the same each time. */
import type { Measure } from '../../common/api/overview';

/** `spend` and `tokens` are aggregations of each bucket. */
export const byRank = (rankBy: Measure): readonly object[] => [
  ...(rankBy === 'invocations' ? [] : [{ [rankBy]: 'desc' }]),
  { _count: 'desc' },
  { _key: 'asc' },
];
