import { metricPeriodsQuery, readMetricPeriods } from './metric_periods';
import type { MetricSeries } from './metric_series';
import { UnexpectedAnswer } from './search';

const HOUR = 3_600_000;
const SERIES: MetricSeries = {
  index: 'metrics-*',
  dimensionSet: 'ModelId',
  requests: ['accepted', 'turned_away'],
  filters: [{ term: { a: 'b' } }],
};

const stored = (seconds: number, from: number, last: number, accepted: number, away: number) => ({
  key: seconds,
  doc_count: 3,
  first: { value: from },
  last: { value: last },
  requests_0: { value: accepted },
  requests_1: { value: away },
});
const answer = (current: readonly object[], previous: readonly object[] = []) => ({
  aggregations: { current: { periods: { buckets: current } }, previous: { periods: { buckets: previous } } },
});
const used = (...args: Parameters<typeof readMetricPeriods>) => readMetricPeriods(...args).used?.seconds;

test('only the set is asked, in every period, over both ranges, and all shards must answer', () => {
  const { index, querystring, body } = metricPeriodsQuery(SERIES, { from: 100, to: 150 });
  expect({ index, querystring }).toEqual({
    index: 'metrics-*',
    querystring: { ignore_unavailable: true, allow_no_indices: true, allow_partial_search_results: false },
  });
  expect(body).toMatchObject({
    size: 0,
    track_total_hits: false,
    query: {
      bool: {
        filter: [
          { range: { '@timestamp': { gte: 50, lt: 150 } } },
          { term: { 'aws.cloudwatch.dimension_set': 'ModelId' } },
          { term: { a: 'b' } },
        ],
      },
    },
  });
});

test('the period that knows of the most requests is used, what is left out is told', () => {
  const said = readMetricPeriods(
    SERIES,
    answer(
      [stored(300, 5 * HOUR, 9 * HOUR, 10, 0), stored(3_600, 0, 4 * HOUR, 9, 2)],
      [{ key: 300, first: { value: -1 } }],
    ),
  );
  expect(said).toEqual({
    used: { seconds: 3_600, from: 0, to: 5 * HOUR, requests: 11 },
    others: [{ seconds: 300, from: 5 * HOUR, to: 9 * HOUR + 300_000, requests: 10 }],
    previous_from: null,
  });
});

test('of periods that know as much the finest is used', () => {
  expect(used(SERIES, answer([stored(3_600, 0, 0, 4, 0), stored(60, 0, 0, 4, 0)]))).toBe(60);
});

test('the period that a person chose is used, and no other one in its place', () => {
  const both = answer(
    [stored(3_600, 0, 0, 4, 0), stored(60, 0, 0, 4, 0)],
    [{ key: 3_600, first: { value: 7 } }],
  );
  expect(readMetricPeriods(SERIES, both, 3_600)).toMatchObject({
    used: { seconds: 3_600 },
    previous_from: 7,
  });
  expect(readMetricPeriods(SERIES, both, 300)).toMatchObject({ used: null, others: [{}, {}] });
});

test('before the first index exists, and where nothing is stored, none is used', () => {
  const none = { used: null, others: [], previous_from: null };
  expect(readMetricPeriods(SERIES, { hits: { hits: [] } })).toEqual(none);
  expect(readMetricPeriods(SERIES, answer([]))).toEqual(none);
});

test('an answer of another shape is an error', () => {
  expect(() => readMetricPeriods(SERIES, { aggregations: {} })).toThrow(UnexpectedAnswer);
  const { requests_1: _left, ...partial } = stored(60, 0, 0, 4, 0);
  expect(() => readMetricPeriods(SERIES, answer([partial]))).toThrow(UnexpectedAnswer);
});
