/**
 * Figures over many metric documents: averages weighted by what they are averages of, and percentiles that stay what
 * they are, one for each period. No figure is made of parts that cannot be merged.
 */
import * as z from 'zod/mini';
import type { PeriodValues, TimeFigures } from '../../common/api/metric_scope';
import type { MetricNamespace, Statistic } from '../../common/metrics/metric';
import { Percentile, readPercentile, readSum, Sum } from './figures';
import { valueField } from './metric_document';
import type { Aggregations, Clause } from './search';

/** Where the value of a document is: in a field, or made from several; a script that returns null says none. */
type ValueSource = { readonly field: string } | { readonly script: object };

export const hasField = (field: string): Clause => ({ exists: { field } });

/** @param worst which extreme people suffer from: the longest time, the lowest speed */
export const periodsAggregation = (
  documents: Clause,
  values: ValueSource,
  worst: 'max' | 'min',
): Aggregations => ({
  filter: documents,
  aggs: {
    worst: { [worst]: values },
    // Two digits keep a histogram to some kilobytes; there is one for each model, percentile and time.
    median: {
      percentiles: {
        ...values,
        percents: [50],
        keyed: false,
        hdr: { number_of_significant_value_digits: 2 },
      },
    },
    periods: { value_count: values },
  },
});

/** Of a metric in milliseconds. */
export function timeAggregation(namespace: MetricNamespace, metric: string): Aggregations {
  const field = (statistic: Statistic) => valueField(namespace, metric, statistic);
  const percentile = (statistic: Statistic) =>
    periodsAggregation(hasField(field(statistic)), { field: field(statistic) }, 'max');
  return {
    filter: hasField(field('Average')),
    aggs: {
      average: {
        weighted_avg: { value: { field: field('Average') }, weight: { field: field('SampleCount') } },
      },
      samples: { sum: { field: field('SampleCount') } },
      maximum: { max: { field: field('Maximum') } },
      p50: percentile('p50'),
      p90: percentile('p90'),
      p99: percentile('p99'),
    },
  };
}

/** A mean, an extreme: OpenSearch says `null` or `NaN` for that of nothing. */
const Figure = z.object({ value: z.nullable(z.union([z.number(), z.literal('NaN')])) });

const readFigure = ({ value }: z.infer<typeof Figure>): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

export const PeriodsAnswer = z.object({ worst: Figure, median: Percentile, periods: Sum });

/** @param of how many periods there are in which anything was measured */
export const readPeriods = (answer: z.infer<typeof PeriodsAnswer>, of: number): PeriodValues => ({
  worst: readFigure(answer.worst),
  median: readPercentile(answer.median),
  periods: readSum(answer.periods),
  of,
});

export const TimeAnswer = z.object({
  doc_count: z.number(),
  average: Figure,
  samples: Sum,
  maximum: Figure,
  p50: PeriodsAnswer,
  p90: PeriodsAnswer,
  p99: PeriodsAnswer,
});

export const readTime = (answer: z.infer<typeof TimeAnswer>): TimeFigures => ({
  average: readFigure(answer.average),
  samples: readSum(answer.samples),
  maximum: readFigure(answer.maximum),
  p50: readPeriods(answer.p50, answer.doc_count),
  p90: readPeriods(answer.p90, answer.doc_count),
  p99: readPeriods(answer.p99, answer.doc_count),
});

const NO_PERIODS: PeriodValues = { worst: null, median: null, periods: 0, of: 0 };
const NO_TIME: TimeFigures = {
  average: null,
  samples: 0,
  maximum: null,
  p50: NO_PERIODS,
  p90: NO_PERIODS,
  p99: NO_PERIODS,
};

/** What is said where nothing is stored. */
export const NOTHING_MEASURED = { periods: NO_PERIODS, time: NO_TIME } as const;
