import { GuardrailMetricsRequest } from '../../common/api/guardrail_metrics';
import type { AnsweredPeriod } from '../../common/api/metric_scope';
import { guardrailMetricsQuery, guardrailSeries, readGuardrailMetrics } from './guardrail_metrics';
import { timeAnswer, value } from './metric_answers.test_support';
import { UnexpectedAnswer } from './search';

const request = GuardrailMetricsRequest.parse({ range: { from: 1_000, to: 2_000 }, filters: {} });
const PERIOD: AnsweredPeriod = {
  used: { seconds: 300, from: 0, to: 2_000, requests: 1 },
  others: [],
  previous_from: null,
};

const figures = (invocations: number, interventions: number, documents = 1) => ({
  doc_count: documents,
  invocations: value(invocations),
  interventions: value(interventions),
  text_units: value(invocations * 2),
  client_errors: value(0),
  server_errors: value(0),
  throttles: value(0),
  latency: timeAnswer(null, 0, 0),
});
const version = (arn: string, name: string, invocations: number, interventions: number) => ({
  key: [arn, name],
  doc_count: 1,
  current: figures(invocations, interventions),
  previous: figures(0, 0, 0),
});
const answer = (buckets: readonly object[]) => ({
  aggregations: {
    current: figures(10, 4),
    previous: figures(0, 0, 0),
    versions: { sum_other_doc_count: 0, buckets },
  },
});
const read = (given: unknown) => readGuardrailMetrics(request, PERIOD, given);

test('one set and one period of guardrails is asked', () => {
  expect(guardrailSeries(request).index).toBe('metrics-aws_bedrock.guardrails-*');
  expect(guardrailMetricsQuery(request, 300)).toMatchObject({
    body: {
      size: 0,
      track_total_hits: false,
      query: {
        bool: {
          filter: [
            { range: { '@timestamp': { gte: 0, lt: 2_000 } } },
            { term: { 'aws.cloudwatch.dimension_set': 'GuardrailArn+GuardrailVersion' } },
            { term: { 'aws.cloudwatch.period': 300 } },
          ],
        },
      },
    },
  });
});

test('those that intervened most are first, with their ids', () => {
  const arn = 'arn:aws:bedrock:us-east-1:111122223333:guardrail/abc';
  const { guardrails, current, truncated } = read(
    answer([
      version(arn, '1', 9, 1),
      version(arn, 'DRAFT', 2, 2),
      version('odd', '1', 9, 1),
      { ...version('gone', '1', 0, 0), current: figures(0, 0, 0) },
    ]),
  );
  expect(guardrails.map(({ guardrail }) => guardrail)).toEqual([
    { arn, id: 'abc', version: 'DRAFT' },
    { arn, id: 'abc', version: '1' },
    { arn: 'odd', id: null, version: '1' },
  ]);
  expect(current).toMatchObject({ intervention_rate: 0.4, text_units: 20, error_rate: 0 });
  expect(truncated).toBe(false);
});

test('where nothing is stored there is nothing, and no rate', () => {
  const nothing = { guardrails: [], current: { invocations: 0, intervention_rate: null } };
  expect(read({ hits: { hits: [] } })).toMatchObject(nothing);
  expect(readGuardrailMetrics(request, { ...PERIOD, used: null }, undefined)).toMatchObject(nothing);
});

test('an answer of another shape is an error', () => {
  expect(() => read({ aggregations: { versions: 1 } })).toThrow(UnexpectedAnswer);
  expect(() => read(answer([{ ...version('a', '1', 1, 1), key: ['a'] }]))).toThrow(UnexpectedAnswer);
});
