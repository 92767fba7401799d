import { batchesOf, monthlyCharge, queriesOf } from './query_batches';
import { groupSeries, together } from './series';

const series = (model: string, ...metrics: string[]) =>
  metrics.map((metric) => ({ namespace: 'AWS/Bedrock', metric, dimensions: { ModelId: model } }));

test('each statistic is a query, and percentiles may be left out', () => {
  const groups = groupSeries(series('a', 'Invocations', 'InvocationLatency'));
  expect(
    queriesOf(groups, true).map(({ series: { metric }, statistic }) => `${metric} ${statistic}`),
  ).toEqual([
    'InvocationLatency Average',
    'InvocationLatency SampleCount',
    'InvocationLatency p50',
    'InvocationLatency p90',
    'InvocationLatency p99',
    'InvocationLatency Maximum',
    'Invocations Sum',
  ]);
  expect(queriesOf(groups, false)).toHaveLength(4);
});

test('requests are full but for the last', () => {
  const groups = groupSeries(
    Array.from({ length: 180 }, (_, n) => series(`model-${n}`, 'Invocations', 'InvocationLatency')).flat(),
  );
  expect(batchesOf(queriesOf(groups, true)).map(({ length }) => length)).toEqual([500, 500, 260]);
  expect(batchesOf([])).toEqual([]);
});

test('the same series in whatever order make the same groups', () => {
  const many = [...series('b', 'Invocations'), ...series('a', 'InputTokenCount', 'Invocations')];
  expect(groupSeries(many)).toEqual(groupSeries([...many].reverse()));
  expect(together(groupSeries(many), groupSeries(series('a', 'OutputTokenCount')))[0]).toEqual({
    namespace: 'AWS/Bedrock',
    dimensions: { ModelId: 'a' },
    metrics: ['InputTokenCount', 'Invocations', 'OutputTokenCount'],
  });
});

test('what AWS charges: 20 metrics every five minutes are 1.73 USD a month', () => {
  expect(monthlyCharge(20, 300)).toBeCloseTo(1.728, 10);
});
