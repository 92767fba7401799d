/** Metrics that are found and read, each exact set of dimensions by itself, live and for a span of the past. */
import { PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchMetricsSettings } from '../../common/integrations/sources/cloudwatch_metrics_settings';
import { principalOf } from '../../server/aws/credentials';
import {
  cloudWatchMetricsBackfill,
  type CloudWatchMetricsReading,
  cloudWatchMetricsSource,
} from '../../server/sources/cloudwatch_metrics/cloudwatch_metrics_source';
import { awsMetrics } from '../../server/sources/cloudwatch_metrics/metrics_api';
import { MetricPoint } from '../../server/transforms/metrics/metric_point';
import { collect } from './collect';
import { ACCOUNT, CREDENTIALS, isLocal, REGION, SuiteAws, suiteTest } from './suite_aws';

const check = suiteTest({
  'percentiles, maximum and number of values stand beside the average':
    'moto 5.2.5 answers queries for percentiles with status 500',
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
jest.setTimeout(120_000);

let aws: SuiteAws;
let model: string;

beforeAll(async () => {
  aws = await SuiteAws.start();
});
afterAll(() => aws.stop());
beforeEach(() => {
  model = aws.name('anthropic.model');
});

const client = () => aws.collector.cloudWatch(CREDENTIALS, REGION);

/** The beginning of five minutes, some time ago. */
const period = (agoMs: number): number => Math.floor((Date.now() - agoMs) / (5 * MINUTE)) * 5 * MINUTE;

async function put(
  name: string,
  at: number,
  values: readonly number[],
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const dimensions = { ModelId: model, ...more };
  await client().send(
    new PutMetricDataCommand({
      Namespace: 'AWS/Bedrock',
      MetricData: values.map((Value) => ({
        MetricName: name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        Timestamp: new Date(at),
        Value,
        Unit: name.endsWith('Latency') ? 'Milliseconds' : 'Count',
      })),
    }),
  );
}

function reading(settings: Partial<CloudWatchMetricsSettings> = {}): CloudWatchMetricsReading {
  return {
    api: awsMetrics(client(), { principal: principalOf(CREDENTIALS), region: REGION }, 60_000),
    place: { accountId: ACCOUNT, region: REGION },
    settings: CloudWatchMetricsSettings.parse({
      source: 'cloudwatch_metrics',
      metrics: ['runtime'],
      latency: 0,
      start_position: new Date(Date.now() - 2 * HOUR).toISOString(),
      percentiles: isLocal,
      ...settings,
    }),
  };
}

/** This test's own, in order of time and set. */
const own = (records: readonly string[]): MetricPoint[] =>
  records
    .map((text) => MetricPoint.parse(JSON.parse(text)))
    .filter(({ dimensions }) => dimensions.ModelId === model)
    .sort(
      (one, other) =>
        one.timestamp - other.timestamp ||
        Object.keys(one.dimensions).length - Object.keys(other.dimensions).length,
    );

check('each exact set of dimensions is a record of its own, with the sum of its period', async () => {
  const at = period(20 * MINUTE);
  await put('Invocations', at, [1, 1, 1]);
  await put('Invocations', at + MINUTE, [1]);
  await put('OutputImageCount', at, [2], { ImageSize: '1024', BucketedStepSize: '50' });
  const overBefore = period(0);
  const { records, readUntil } = await collect(cloudWatchMetricsSource(reading()));
  expect(own(records)).toMatchObject([
    { account_id: ACCOUNT, timestamp: at, period: 300, values: { Invocations: { Sum: 4 } } },
    {
      dimensions: { ModelId: model, ImageSize: '1024', BucketedStepSize: '50' },
      values: { OutputImageCount: { Sum: 2 } },
    },
  ]);
  expect(own(records)).toHaveLength(2);
  expect([overBefore, period(0)]).toContain(readUntil);
});

check('percentiles, maximum and number of values stand beside the average', async () => {
  const at = period(20 * MINUTE);
  await put('InvocationLatency', at, [100, 200, 300, 1_000]);
  const { records } = await collect(cloudWatchMetricsSource(reading()));
  const [point] = own(records);
  expect(point?.values.InvocationLatency).toMatchObject({ Average: 400, SampleCount: 4, Maximum: 1_000 });
  expect(point?.values.InvocationLatency?.p50).toBeGreaterThanOrEqual(200);
  expect(point?.values.InvocationLatency?.p99).toBeGreaterThan(300);
});

check('a later run reads what came late, and goes on from where it was', async () => {
  const at = period(20 * MINUTE);
  await put('Invocations', at, [1]);
  const first = await collect(cloudWatchMetricsSource(reading()));
  expect(own(first.records).map(({ values }) => values.Invocations?.Sum)).toEqual([1]);
  await put('Invocations', at, [5]);
  const second = await collect(cloudWatchMetricsSource(reading()), { checkpoint: first.checkpoint });
  expect(own(second.records).map(({ values }) => values.Invocations?.Sum)).toEqual([6]);
});

check('a backfill reads its span, and nothing before or after it', async () => {
  for (const ago of [5, 4, 3, 2, 1]) await put('Invocations', period(ago * HOUR), [ago]);
  const span = { from: period(4 * HOUR), to: period(2 * HOUR) };
  const { records, readUntil } = await collect(cloudWatchMetricsBackfill(reading(), span));
  expect(own(records).map(({ values }) => values.Invocations?.Sum)).toEqual([4, 3]);
  expect(readUntil).toBe(span.to);
});

check('many series are found, page by page, and all of them are read', async () => {
  const at = period(20 * MINUTE);
  const names = Array.from({ length: 60 }, (_, n) => `${n * 10}`);
  await Promise.all(
    names.map((ImageSize) => put('OutputImageCount', at, [Number(ImageSize)], { ImageSize })),
  );
  const { records } = await collect(cloudWatchMetricsSource(reading()));
  expect(
    own(records)
      .map(({ values }) => values.OutputImageCount?.Sum)
      .sort(),
  ).toEqual(names.map(Number).sort());
});
