import type { AnsweredPeriod } from '../../common/api/metric_scope';
import { RuntimeDeliveryRequest } from '../../common/api/runtime_delivery';
import { value } from './metric_answers.test_support';
import { readRuntimeDelivery, runtimeDeliveryQuery } from './runtime_delivery';
import { UnexpectedAnswer } from './search';

const request = RuntimeDeliveryRequest.parse({ range: { from: 1_000, to: 2_000 }, filters: {} });
const PERIOD: AnsweredPeriod = {
  used: { seconds: 60, from: 0, to: 2_000, requests: 1 },
  others: [],
  previous_from: null,
};
const sums = (delivered: number, failed: number) => ({
  cloudwatch_delivered: value(delivered),
  cloudwatch_failed: value(failed),
  s3_delivered: value(0),
  s3_failed: value(failed),
  large_delivered: value(0),
  large_failed: value(0),
});

test('what is told of an account as a whole is asked, in one period', () => {
  expect(runtimeDeliveryQuery(request, 60).body).toMatchObject({
    size: 0,
    query: {
      bool: {
        filter: [
          { range: { '@timestamp': { gte: 0, lt: 2_000 } } },
          { term: { 'aws.cloudwatch.dimension_set': '(none)' } },
          { term: { 'aws.cloudwatch.period': 60 } },
        ],
      },
    },
  });
});

test('each way of delivery has its own share of failures', () => {
  const answer = { aggregations: { current: sums(9, 1), previous: sums(0, 0) } };
  expect(readRuntimeDelivery(PERIOD, answer)).toMatchObject({
    current: {
      cloudwatch: { delivered: 9, failed: 1, failure_rate: 0.1 },
      s3: { delivered: 0, failed: 1, failure_rate: 1 },
      large_data_s3: { failure_rate: null },
    },
    previous: { cloudwatch: { delivered: 0, failed: 0, failure_rate: null } },
  });
});

test('where nothing is stored there is nothing to deliver', () => {
  const nothing = { current: { s3: { delivered: 0, failed: 0, failure_rate: null } } };
  expect(readRuntimeDelivery(PERIOD, { hits: {} })).toMatchObject(nothing);
  expect(readRuntimeDelivery({ ...PERIOD, used: null }, undefined)).toMatchObject(nothing);
});

test('an answer without one of the sums is an error', () => {
  const { s3_failed: _left, ...partial } = sums(1, 1);
  const answer = { aggregations: { current: partial, previous: sums(0, 0) } };
  expect(() => readRuntimeDelivery(PERIOD, answer)).toThrow(UnexpectedAnswer);
});
