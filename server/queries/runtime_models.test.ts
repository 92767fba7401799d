import type { AnsweredPeriod } from '../../common/api/metric_scope';
import { RuntimeModelsRequest } from '../../common/api/runtime_models';
import { runtimeAnswer, value } from './metric_answers.test_support';
import { readRuntimeModels, runtimeModelsQuery } from './runtime_models';
import { UnexpectedAnswer } from './search';

const request = RuntimeModelsRequest.parse({
  range: { from: 1_000, to: 2_000 },
  filters: { accounts: ['111122223333'], models: ['m'] },
});
const PERIOD: AnsweredPeriod = {
  used: { seconds: 300, from: 0, to: 2_000, requests: 1 },
  others: [],
  previous_from: null,
};
const NOTHING = runtimeAnswer({}, 0);

const answer = (models: readonly object[], others = 0) => ({
  aggregations: {
    current: runtimeAnswer({ invocations: 10 }),
    previous: NOTHING,
    models: { sum_other_doc_count: others, buckets: models },
  },
});
const model = (key: string, current: Record<string, number>) => ({
  key,
  current: runtimeAnswer(current),
  previous: NOTHING,
});
const read = (given: unknown) => readRuntimeModels(request, PERIOD, given);

test('one set, one period and what was filtered is asked, over both ranges', () => {
  expect(runtimeModelsQuery(request, 300)).toMatchObject({
    index: 'metrics-aws_bedrock.runtime-*',
    querystring: { allow_partial_search_results: false },
    body: {
      size: 0,
      track_total_hits: false,
      query: {
        bool: {
          filter: [
            { range: { '@timestamp': { gte: 0, lt: 2_000 } } },
            { term: { 'aws.cloudwatch.dimension_set': 'ModelId' } },
            { term: { 'aws.cloudwatch.period': 300 } },
            { terms: { 'cloud.account.id': ['111122223333'] } },
            { terms: { 'aws_bedrock.runtime.model_id': ['m'] } },
          ],
        },
      },
    },
  });
});

test('the worst is first: by what came to nothing, then by the slowest period, then by how many it concerns', () => {
  const { models, truncated } = read(
    answer(
      [
        model('busy', { invocations: 900 }),
        model('slow', { invocations: 5, latency: 9_000 }),
        model('throttled', { invocations: 5, throttles: 5 }),
        model('failing', { invocations: 10, client_errors: 1, server_errors: 1 }),
        model('quiet', { invocations: 1 }),
        model('also quiet', { invocations: 1 }),
        { key: 'gone', current: NOTHING, previous: runtimeAnswer({ invocations: 1 }) },
      ],
      3,
    ),
  );
  expect(models.map(({ model: { id } }) => id)).toEqual([
    'throttled',
    'failing',
    'slow',
    'busy',
    'also quiet',
    'quiet',
  ]);
  expect(truncated).toBe(true);
});

test('what was not told is said to be unknown, and counts of it are zero', () => {
  const { current } = read(answer([]));
  const noPeriods = { worst: null, median: null, periods: 0, of: 0 };
  expect(current).toMatchObject({
    invocations: 10,
    throttle_rate: 0,
    images: 0,
    first_token: { average: null, samples: 0, maximum: null, p99: noPeriods },
    output_speed: { ...noPeriods, of: 1 },
  });
});

test('the average of nothing is no number', () => {
  const answered = answer([]);
  answered.aggregations.current.latency.average = value('NaN');
  expect(read(answered).current.latency.average).toBeNull();
});

test('where nothing is stored there is nothing, whether it was asked or not', () => {
  const nothing = { models: [], truncated: false, current: { invocations: 0, error_rate: null } };
  expect(read({ hits: { hits: [] } })).toMatchObject(nothing);
  expect(readRuntimeModels(request, { ...PERIOD, used: null }, undefined)).toMatchObject(nothing);
});

test('an answer of another shape is an error that quotes no value', () => {
  const wrong = { aggregations: { current: 'secret' } };
  expect(() => read(wrong)).toThrow(UnexpectedAnswer);
  expect(() => read(wrong)).not.toThrow(/secret/);
});
