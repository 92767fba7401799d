/**
 * Documents that may be added up: one data set, one exact set of dimensions, one period. Every question to metrics is
 * asked of such series and of nothing else, since one request counts in several sets, and one time may be stored in
 * several periods.
 */
import type { TimeRange } from '../../common/api/invocation_scope';
import { METRIC_FIELD } from './metric_document';
import { inRange } from './scope_clauses';
import type { Clause } from './search';

export interface MetricSeries {
  /** Index pattern. */
  readonly index: string;
  /** As `dimensionSetOf` names it. */
  readonly dimensionSet: string;
  /** Fields whose sums are the requests that a document knows of. */
  readonly requests: readonly string[];
  /** What must hold beside. */
  readonly filters: readonly Clause[];
}

/** None for a list that is empty. */
export const isAnyOf = (field: string, values: readonly string[]): Clause[] =>
  values.length === 0 ? [] : [{ terms: { [field]: values } }];

export const inPlaces = ({ accounts, regions }: { accounts: string[]; regions: string[] }): Clause[] => [
  ...isAnyOf(METRIC_FIELD.account, accounts),
  ...isAnyOf(METRIC_FIELD.region, regions),
];

/** Without `period`: of all. */
export const ofSeries = (
  { dimensionSet, filters }: MetricSeries,
  range: TimeRange,
  period?: number,
): Clause => ({
  bool: {
    filter: [
      inRange(range),
      { term: { [METRIC_FIELD.dimensionSet]: dimensionSet } },
      ...(period === undefined ? [] : [{ term: { [METRIC_FIELD.period]: period } }]),
      ...filters,
    ],
  },
});
