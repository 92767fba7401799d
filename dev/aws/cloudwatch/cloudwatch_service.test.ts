import {
  CloudWatchClient,
  GetMetricDataCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import type { MetricDatum } from '../sink';
import { place, startTestAws, userArn, type TestAws } from '../test_setup';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
let aws: TestAws;
let cloudwatch: CloudWatchClient;

beforeEach(async () => {
  aws = await startTestAws();
  cloudwatch = new CloudWatchClient(aws.client);
});
afterEach(async () => {
  cloudwatch.destroy();
  await aws.stop();
});

const put = (datum: Partial<MetricDatum>) =>
  aws.sink.putMetricData(place, [
    {
      namespace: 'AWS/Bedrock',
      metricName: 'Invocations',
      dimensions: { ModelId: 'm' },
      timestamp: aws.now - hour,
      visibleAt: aws.now,
      values: [1],
      unit: 'Count',
      ...datum,
    },
  ]);

const query = (
  stat: string,
  more: { period?: number; namespace?: string; dimensions?: Record<string, string> } = {},
  id = 'q',
): MetricDataQuery => ({
  Id: id,
  MetricStat: {
    Metric: {
      Namespace: more.namespace ?? 'AWS/Bedrock',
      MetricName: 'Invocations',
      Dimensions: Object.entries(more.dimensions ?? { ModelId: 'm' }).map(([Name, Value]) => ({
        Name,
        Value,
      })),
    },
    Period: more.period ?? 60,
    Stat: stat,
  },
});

const read = (queries: MetricDataQuery[], more: Partial<GetMetricDataCommandInput> = {}) =>
  cloudwatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: queries,
      StartTime: new Date(aws.now - 2 * hour),
      EndTime: new Date(aws.now),
      ...more,
    }),
  );

const values = async (...args: Parameters<typeof read>) =>
  (await read(...args)).MetricDataResults?.map(({ Values: found }) => found);

test('computes the statistics from values and counts', async () => {
  put({ values: [10, 20, 40], counts: [1, 2, 1] });
  const stats = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount', 'p50', 'p90', 'p99.9'];
  const queries = stats.map((stat, index) => query(stat, {}, `q${index}`));
  expect(await values(queries)).toEqual([[90], [22.5], [10], [40], [4], [20], [40], [40]]);
});

test('the start is inside the window, the end is not; newest first unless asked otherwise', async () => {
  const start = aws.now - hour;
  [0, 1, 2].forEach((index) => put({ timestamp: start + index * minute, values: [index] }));
  const window = { StartTime: new Date(start), EndTime: new Date(start + 2 * minute) };
  expect(await values([query('Sum')], window)).toEqual([[1, 0]]);
  const { MetricDataResults: results } = await read([query('Sum')], {
    ...window,
    ScanBy: 'TimestampAscending',
  });
  expect(results?.[0]?.Timestamps).toEqual([new Date(start), new Date(start + minute)]);
});

test('groups into periods', async () => {
  const start = aws.now - hour;
  [0, 1, 4, 5].forEach((index) => put({ timestamp: start + index * minute, values: [1] }));
  expect(await values([query('Sum', { period: 300 })], { ScanBy: 'TimestampAscending' })).toEqual([[3, 1]]);
});

test('keeps namespaces and exact dimension sets apart', async () => {
  put({ values: [1] });
  put({ values: [10], namespace: 'AWS/Bedrock/Guardrails' });
  put({ values: [100], dimensions: { ModelId: 'm', Tier: 'flex' } });
  put({ values: [1000], dimensions: {} });
  expect(
    await values([
      query('Sum', {}, 'a'),
      query('Sum', { namespace: 'AWS/Bedrock/Guardrails' }, 'b'),
      query('Sum', { dimensions: { Tier: 'flex', ModelId: 'm' } }, 'c'),
      query('Sum', { dimensions: {} }, 'd'),
      query('Sum', { dimensions: { Tier: 'flex' } }, 'e'),
    ]),
  ).toEqual([[1], [10], [100], [1000], []]);
});

test('a datum is seen from its time on', async () => {
  put({ visibleAt: aws.now + 1 });
  expect(await values([query('Sum')])).toEqual([[]]);
  aws.now += 1;
  expect(await values([query('Sum')])).toEqual([[1]]);
});

test('pages join to the whole, in the middle of a query too', async () => {
  for (let index = 0; index < 5; index++)
    put({ timestamp: aws.now - hour + index * minute, values: [index] });
  const found: Record<string, number[]> = {};
  const states: (string | undefined)[] = [];
  let token: string | undefined;
  do {
    const page = await read([query('Sum', {}, 'a'), query('Maximum', {}, 'b')], {
      MaxDatapoints: 3,
      NextToken: token,
    });
    for (const { Id: id = '', Values: more = [], StatusCode: state } of page.MetricDataResults ?? []) {
      found[id] = [...(found[id] ?? []), ...more];
      states.push(state);
    }
    token = page.NextToken;
  } while (token !== undefined);
  expect(found).toEqual({ a: [4, 3, 2, 1, 0], b: [4, 3, 2, 1, 0] });
  expect(states).toContain('PartialData');
});

test('fine points are kept for 15 days, coarse ones longer', async () => {
  put({ timestamp: aws.now - 16 * day });
  const window = { StartTime: new Date(aws.now - 20 * day) };
  expect(await values([query('Sum', {}, 'a'), query('Sum', { period: 300 }, 'b')], window)).toEqual([
    [],
    [1],
  ]);
});

test.each([
  ['an expression', { Id: 'q', Expression: 'SUM(METRICS())' }],
  ['a statistic it does not compute', query('tm90')],
  ['an id that is none', query('Sum', {}, 'Q')],
])('refuses %s', async (_case, refused) => {
  await expect(read([refused])).rejects.toMatchObject({ name: 'ValidationError' });
});

test('refuses 501 queries and an id twice', async () => {
  const many = Array.from({ length: 501 }, (_, index) => query('Sum', {}, `q${index}`));
  await expect(read(many)).rejects.toMatchObject({ name: 'ValidationError' });
  await expect(read(many.slice(0, 500))).resolves.toBeDefined();
  await expect(read([query('Sum'), query('Maximum')])).rejects.toMatchObject({ name: 'ValidationError' });
});

test('lists series by namespace, name and dimension, 500 to a page', async () => {
  for (let index = 0; index < 501; index++) put({ dimensions: { ModelId: `m${index}` } });
  put({ dimensions: { ModelId: 'm7', Tier: 'flex' } });
  put({ namespace: 'Other' });
  const first = await cloudwatch.send(new ListMetricsCommand({ Namespace: 'AWS/Bedrock' }));
  expect(first.Metrics).toHaveLength(500);
  const rest = await cloudwatch.send(
    new ListMetricsCommand({ Namespace: 'AWS/Bedrock', NextToken: first.NextToken }),
  );
  expect(rest.Metrics).toHaveLength(2);
  expect(rest.NextToken).toBeUndefined();

  const byDimension = await cloudwatch.send(
    new ListMetricsCommand({ Namespace: 'AWS/Bedrock', Dimensions: [{ Name: 'ModelId', Value: 'm7' }] }),
  );
  const sizes = byDimension.Metrics?.map(({ Dimensions: dimensions }) => dimensions?.length);
  expect(sizes?.sort()).toEqual([1, 2]);
});

test('lists only what had data lately', async () => {
  put({ dimensions: { ModelId: 'old' }, timestamp: aws.now - 15 * day });
  put({ dimensions: { ModelId: 'week' }, timestamp: aws.now - 7 * day });
  put({ dimensions: { ModelId: 'new' }, timestamp: aws.now - hour });
  const models = async (recent?: 'PT3H') =>
    (await cloudwatch.send(new ListMetricsCommand({ RecentlyActive: recent }))).Metrics?.map(
      ({ Dimensions: dimensions }) => dimensions?.[0]?.Value,
    );
  expect(await models()).toEqual(['new', 'week']);
  expect(await models('PT3H')).toEqual(['new']);
});

test('takes data through the wire, compressed by the SDK when there is much', async () => {
  const data = Array.from({ length: 300 }, (_, index) => ({
    MetricName: 'Invocations',
    Dimensions: [{ Name: 'ModelId', Value: 'm' }],
    Timestamp: new Date(aws.now - hour + (index % 3) * minute),
    Values: [index],
    Counts: [2],
  }));
  await cloudwatch.send(new PutMetricDataCommand({ Namespace: 'AWS/Bedrock', MetricData: data }));
  expect(await values([query('SampleCount')])).toEqual([[200, 200, 200]]);
});

test('a denial names the action and no resource', async () => {
  aws.faults.deny({ action: 'cloudwatch:ListMetrics' });
  await expect(cloudwatch.send(new ListMetricsCommand({}))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: ${userArn} is not authorized to perform: cloudwatch:ListMetrics because no identity-based policy allows the cloudwatch:ListMetrics action`,
  });
});
