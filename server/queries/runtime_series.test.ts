import type { AnsweredPeriod } from '../../common/api/metric_scope';
import { RUNTIME_SERIES, RuntimeSeriesRequest } from '../../common/api/runtime_series';
import { runtimeAnswer } from './metric_answers.test_support';
import { readRuntimeSeries, runtimeSeriesQuery } from './runtime_series';
import { UnexpectedAnswer } from './search';

const HOUR = 3_600_000;
const asked = {
  range: { from: 0, to: 24 * HOUR },
  time_zone: 'Asia/Kolkata',
  filters: {},
  models: ['one', 'two'],
};
const request = RuntimeSeriesRequest.parse(asked);
const PERIOD: AnsweredPeriod = {
  used: { seconds: 3_600, from: 0, to: 24 * HOUR, requests: 1 },
  others: [],
  previous_from: null,
};
const columnsOf = (period: number): unknown => {
  const { aggs } = runtimeSeriesQuery(request, period).body as {
    aggs: { columns: { date_histogram: object } };
  };
  return aggs.columns.date_histogram;
};

test('a column holds whole periods and begins where the reader’s hours do', () => {
  expect(columnsOf(300)).toMatchObject({ fixed_interval: '30m', time_zone: 'Asia/Kolkata' });
  expect(columnsOf(3_600)).toMatchObject({ fixed_interval: '1h' });
});

test('only the models that were asked for are looked at, in one set and one period', () => {
  expect(runtimeSeriesQuery(request, 300).body).toMatchObject({
    size: 0,
    track_total_hits: false,
    query: {
      bool: {
        filter: [
          { range: { '@timestamp': { gte: 0, lt: 24 * HOUR } } },
          { term: { 'aws.cloudwatch.dimension_set': 'ModelId' } },
          { term: { 'aws.cloudwatch.period': 300 } },
          { terms: { 'aws_bedrock.runtime.model_id': ['one', 'two'] } },
        ],
      },
    },
  });
});

test('no model and too many models are refused', () => {
  const withModels = (models: readonly string[]) =>
    RuntimeSeriesRequest.safeParse({ ...asked, models }).success;
  expect(withModels([])).toBe(false);
  expect(withModels(Array.from({ length: RUNTIME_SERIES }, (_, n) => `m${n}`))).toBe(true);
  expect(withModels(Array.from({ length: RUNTIME_SERIES + 1 }, (_, n) => `m${n}`))).toBe(false);
});

test('series come in the order asked for, with nothing where nothing was told', () => {
  const buckets = [
    { key: 0, models: { buckets: [{ ...runtimeAnswer({ invocations: 2 }), key: 'two' }] } },
    { key: HOUR, models: { buckets: [] } },
  ];
  expect(readRuntimeSeries(request, PERIOD, { aggregations: { columns: { buckets } } })).toMatchObject({
    interval: '1h',
    columns: [0, HOUR],
    series: [
      { model: { id: 'one' }, points: [null, null] },
      { model: { id: 'two' }, points: [{ invocations: 2, error_rate: 0 }, null] },
    ],
  });
});

test('where nothing is stored there are no columns', () => {
  const nothing = { columns: [], series: [{ points: [] }, { points: [] }] };
  expect(readRuntimeSeries(request, PERIOD, { hits: { hits: [] } })).toMatchObject(nothing);
  expect(readRuntimeSeries(request, { ...PERIOD, used: null }, undefined)).toMatchObject({
    ...nothing,
    interval: null,
  });
});

test('an answer of another shape is an error', () => {
  expect(() => readRuntimeSeries(request, PERIOD, { aggregations: { columns: 1 } })).toThrow(
    UnexpectedAnswer,
  );
});
