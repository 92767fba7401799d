/**
 * Points of CloudWatch in every combination that an answer has to keep apart: exact sets of dimensions that overlap,
 * periods that cover the same time, accounts and regions, and statistics that were not told.
 */
import fc from 'fast-check';
import type { MetricPoint } from '../../server/transforms/metrics/metric_point';

export const POINTS_RANGE = { from: Date.UTC(2026, 9, 28), to: Date.UTC(2026, 10, 4) } as const;
export const ACCOUNTS = ['111122223333', '444455556666'] as const;
export const REGIONS = ['us-east-1', 'eu-central-1'] as const;
export const PERIODS = [60, 300, 3_600] as const;
export const MODELS = [
  'anthropic.claude-3-haiku-20240307-v1:0',
  'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/a1b2c3d4e5f6',
  'amazon.nova-micro-v1:0',
] as const;
export const GUARDRAILS = ['one', 'two'].map(
  (name) => `arn:aws:bedrock:us-east-1:111122223333:guardrail/${name}`,
);

type Dimensions = Readonly<Record<string, string>>;

const dimensionsOf: Readonly<Record<string, fc.Arbitrary<Dimensions>>> = {
  'AWS/Bedrock': fc
    .record({
      model: fc.constantFrom(...MODELS),
      more: fc.constantFrom<Dimensions>(
        {},
        {},
        {},
        { ServiceTier: 'flex' },
        { ImageSize: '512', BucketedStepSize: '50' },
      ),
      account: fc.nat({ max: 5 }).map((n) => n === 0),
    })
    .map(({ model, more, account }): Dimensions => (account ? {} : { ModelId: model, ...more })),
  'AWS/Bedrock/Guardrails': fc
    .record({
      arn: fc.constantFrom(...GUARDRAILS),
      version: fc.constantFrom('1', 'DRAFT'),
      more: fc.constantFrom<Dimensions>({}, {}, { FindingType: 'VALID' }),
      operation: fc.nat({ max: 5 }).map((n) => n === 0),
    })
    .map(({ arn, version, more, operation }): Dimensions =>
      operation ? { Operation: 'ApplyGuardrail' } : { GuardrailArn: arn, GuardrailVersion: version, ...more },
    ),
};

const count = fc.integer({ min: 0, max: 5_000 });
const milliseconds = fc.double({ min: 20, max: 60_000, noNaN: true });
const counts = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, fc.record({ Sum: count })]));
const time = fc.record(
  {
    Average: milliseconds,
    SampleCount: fc.integer({ min: 1, max: 500 }),
    p50: milliseconds,
    p90: milliseconds,
    p99: milliseconds,
    Maximum: milliseconds,
  },
  { requiredKeys: [] },
);
const spread = fc.record({ Sum: count, SampleCount: count, p50: count }, { requiredKeys: ['Sum'] });

const valuesOf: Readonly<Record<string, fc.Arbitrary<MetricPoint['values']>>> = {
  'AWS/Bedrock': fc.record(
    {
      ...counts(
        'Invocations',
        'InvocationClientErrors',
        'InvocationServerErrors',
        'InvocationThrottles',
        'CacheReadInputTokens',
        'CacheWriteInputTokens',
        'OutputImageCount',
        'ModelInvocationLogsS3DeliverySuccess',
        'ModelInvocationLogsS3DeliveryFailure',
        'ModelInvocationLogsCloudWatchDeliverySuccess',
        'ModelInvocationLargeDataS3DeliveryFailure',
        'EstimatedTPMQuotaUsage',
      ),
      InputTokenCount: spread,
      OutputTokenCount: spread,
      InvocationLatency: time,
      TimeToFirstToken: time,
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<MetricPoint['values']>,
  'AWS/Bedrock/Guardrails': fc.record(
    {
      ...counts(
        'Invocations',
        'InvocationsIntervened',
        'InvocationClientErrors',
        'InvocationServerErrors',
        'InvocationThrottles',
        'TextUnitCount',
      ),
      InvocationLatency: time,
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<MetricPoint['values']>,
};

/** Each of `namespace`, and no two of the same place. */
export function samplePoints(namespace: string, size: number, seed?: number): MetricPoint[] {
  const { from, to } = POINTS_RANGE;
  const point = fc
    .record({
      account_id: fc.constantFrom(...ACCOUNTS),
      region: fc.constantFrom(...REGIONS),
      dimensions: dimensionsOf[namespace] ?? fc.constant({}),
      period: fc.constantFrom(...PERIODS),
      at: fc.integer({ min: from, max: to - 1 }),
      values: valuesOf[namespace] ?? fc.constant({}),
    })
    .map(({ at, dimensions, values, ...said }): MetricPoint => ({
      ...said,
      namespace,
      dimensions: { ...dimensions },
      timestamp: at - (at % (said.period * 1_000)),
      values,
    }));
  const made = fc.sample(point, { numRuns: size, ...(seed === undefined ? {} : { seed }) });
  const places = new Map(made.map(({ values, ...place }) => [JSON.stringify(place), { ...place, values }]));
  return [...places.values()];
}
