import type { AnsweredPeriod } from '../../common/api/metric_scope';
import { RuntimeDeliveryRequest } from '../../common/api/runtime_delivery';
import { quotaUseQuery, readQuotaUse } from './quota_use';
import { UnexpectedAnswer } from './search';

const request = RuntimeDeliveryRequest.parse({ range: { from: 1_000, to: 2_000 }, filters: {} });
const period = (seconds: number): AnsweredPeriod => ({
  used: { seconds, from: 0, to: 2_000, requests: 1 },
  others: [],
  previous_from: null,
});
const bucket = { key: ['111122223333', 'us-east-1', 'amazon.nova-lite-v1:0'], peak: { value: 5_000 } };
const answer = { aggregations: { models: { sum_other_doc_count: 2, buckets: [bucket] } } };

test('only documents that tell of a use are asked, by account, region and model', () => {
  expect(quotaUseQuery(request, 60).body).toMatchObject({
    size: 0,
    query: {
      bool: {
        filter: expect.arrayContaining([
          { term: { 'aws.cloudwatch.dimension_set': 'ModelId' } },
          { term: { 'aws.cloudwatch.period': 60 } },
          { exists: { field: 'aws_bedrock.runtime.estimated_tpm_quota_usage' } },
        ]),
      },
    },
  });
});

test('the sum of a minute is the use; that of a longer period is divided by its minutes', () => {
  expect(readQuotaUse(period(60), answer)).toMatchObject({
    by_minute: true,
    truncated: true,
    models: [
      {
        account: '111122223333',
        region: 'us-east-1',
        model: { base_id: 'amazon.nova-lite-v1:0' },
        peak: 5_000,
      },
    ],
  });
  expect(readQuotaUse(period(300), answer)).toMatchObject({ by_minute: false, models: [{ peak: 1_000 }] });
});

test('where nothing is stored no use is known', () => {
  const nothing = { by_minute: false, models: [], truncated: false };
  expect(readQuotaUse(period(60), { hits: {} })).toMatchObject(nothing);
  expect(readQuotaUse({ ...period(60), used: null }, undefined)).toMatchObject(nothing);
});

test('an answer of another shape is an error', () => {
  const wrong = { aggregations: { models: { sum_other_doc_count: 0, buckets: [{ ...bucket, key: 'm' }] } } };
  expect(() => readQuotaUse(period(60), wrong)).toThrow(UnexpectedAnswer);
});
