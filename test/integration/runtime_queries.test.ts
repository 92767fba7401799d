/**
 * What CloudWatch told, asked of a real OpenSearch: every figure is what counting by hand gives inside one exact set of
 * dimensions and one period, whatever else is stored of the same time.
 */
import fc from 'fast-check';
import { GuardrailMetrics, guardrailMetricsPath } from '../../common/api/guardrail_metrics';
import { RuntimeDelivery, runtimeDeliveryPath } from '../../common/api/runtime_delivery';
import { RuntimeModels, runtimeModelsPath } from '../../common/api/runtime_models';
import { RuntimeSeries, runtimeSeriesPath } from '../../common/api/runtime_series';
import { previousRange } from '../../server/queries/previous_range';
import type { MetricPoint } from '../../server/transforms/metrics/metric_point';
import { hostRoutes, type HostRoutes } from './host_routes';
import { chosen, during, expectPeriod, type Scope, scopes } from './metric_scopes';
import { expectGuardrail, expectRuntime, setOf, sumOf, told } from './point_figures';
import { recordWriting } from './record_writing';
import { MODELS, POINTS_RANGE, samplePoints } from './sample_points';
import { testNode } from './test_node';

jest.setTimeout(240_000);

const openSearch = testNode('runtime-queries');
const records = recordWriting('runtime', () => openSearch.client);
const POINTS = 4_000;

let pages: HostRoutes;
let points: readonly MetricPoint[];
let guardrailPoints: readonly MetricPoint[];

beforeAll(async () => {
  points = samplePoints('AWS/Bedrock', POINTS);
  guardrailPoints = samplePoints('AWS/Bedrock/Guardrails', POINTS / 2);
  await write([...points, ...guardrailPoints]);
  pages = hostRoutes(openSearch.node);
});

afterAll(() => pages?.close());

async function write(some: readonly MetricPoint[]): Promise<void> {
  const counts = await records.write(
    some.map((point) => JSON.stringify(point)),
    { stream: 'metrics' },
  );
  expect(counts).toMatchObject({ read: some.length, stored: some.length });
}

async function ask<T>(schema: { parse(value: unknown): T }, path: string, body: object): Promise<T> {
  const answer = await pages.ask(`POST ${path}`, { body });
  expect(answer).toMatchObject({ status: 200 });
  return schema.parse(answer.body);
}

const ofModels = ({ filters }: Scope): MetricPoint[] =>
  points.filter(
    (point) =>
      setOf(point) === 'ModelId' &&
      chosen(filters.accounts, point.account_id) &&
      chosen(filters.regions, point.region) &&
      chosen(filters.models, point.dimensions.ModelId),
  );

const REQUESTS = ['Invocations', 'InvocationThrottles'];

test('each model is what counting by hand gives, inside one set and one period, and the worst is first', async () => {
  await fc.assert(
    fc.asyncProperty(scopes, async (scope) => {
      const answer = await ask(RuntimeModels, runtimeModelsPath(), scope);
      const known = ofModels(scope);
      const seconds = expectPeriod(answer.period, scope, known, REQUESTS);
      const used = known.filter(({ period }) => period === seconds);
      const current = during(used, scope.range);
      const previous = during(used, previousRange(scope.range));
      expectRuntime(answer.current, current);
      expectRuntime(answer.previous, previous);

      const named = (some: readonly MetricPoint[], id: string) =>
        some.filter(({ dimensions }) => dimensions.ModelId === id);
      const ids = new Set(current.map(({ dimensions }) => dimensions.ModelId));
      expect(new Set(answer.models.map(({ model }) => model.id))).toEqual(ids);
      for (const row of answer.models) {
        expectRuntime(row.current, named(current, row.model.id));
        expectRuntime(row.previous, named(previous, row.model.id));
      }
      const lost = answer.models.map(({ current: { client_errors, server_errors, throttles, attempts } }) =>
        attempts === 0 ? 0 : (client_errors + server_errors + throttles) / attempts,
      );
      expect(lost).toEqual([...lost].sort((a, b) => b - a));
    }),
    { numRuns: 120 },
  );
});

test('each column of each model is what counting by hand gives, and holds whole periods', async () => {
  const question = fc.record({
    scope: scopes,
    models: fc.shuffledSubarray([...MODELS], { minLength: 1 }),
    time_zone: fc.constantFrom('UTC', 'Asia/Kolkata', 'America/New_York'),
  });
  await fc.assert(
    fc.asyncProperty(question, async ({ scope: { filters, ...asked }, models, time_zone }) => {
      const scope = { ...asked, filters: { ...filters, models } };
      const answer = await ask(RuntimeSeries, runtimeSeriesPath(), { ...scope, models, time_zone });
      const known = ofModels(scope);
      const seconds = expectPeriod(answer.period, scope, known, REQUESTS);
      const current = during(known, scope.range).filter(({ period }) => period === seconds);
      expect(answer.series.map(({ model }) => model.id)).toEqual(models);
      if (seconds === undefined) return expect(answer.columns).toEqual([]);
      const widths = answer.columns.slice(1).map((at, index) => at - (answer.columns[index] ?? 0));
      for (const width of widths) expect(width % (seconds * 1_000)).toBe(0);
      for (const { model, points: said } of answer.series) {
        const own = current.filter(({ dimensions }) => dimensions.ModelId === model.id);
        const columnOf = ({ timestamp }: MetricPoint) =>
          answer.columns.filter((at) => at <= timestamp).length - 1;
        expect(said).toHaveLength(answer.columns.length);
        for (const [index, point] of said.entries()) {
          const inside = own.filter((one) => columnOf(one) === index);
          if (point === null) expect(inside).toEqual([]);
          else expectRuntime(point, inside);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('each version of a guardrail is what counting by hand gives, inside one set and one period', async () => {
  await fc.assert(
    fc.asyncProperty(scopes, async ({ filters: { accounts, regions }, ...asked }) => {
      const answer = await ask(GuardrailMetrics, guardrailMetricsPath(), {
        ...asked,
        filters: { accounts, regions },
      });
      const known = guardrailPoints.filter(
        (point) =>
          setOf(point) === 'GuardrailArn+GuardrailVersion' &&
          chosen(accounts, point.account_id) &&
          chosen(regions, point.region),
      );
      const seconds = expectPeriod(answer.period, asked, known, REQUESTS);
      const used = known.filter(({ period }) => period === seconds);
      const current = during(used, asked.range);
      const previous = during(used, previousRange(asked.range));
      expectGuardrail(answer.current, current);
      expectGuardrail(answer.previous, previous);

      const keyOf = ({ GuardrailArn, GuardrailVersion }: MetricPoint['dimensions']) =>
        `${GuardrailArn} ${GuardrailVersion}`;
      const rows = new Map(
        answer.guardrails.map((row) => [`${row.guardrail.arn} ${row.guardrail.version}`, row]),
      );
      expect(new Set(rows.keys())).toEqual(new Set(current.map(({ dimensions }) => keyOf(dimensions))));
      for (const [key, row] of rows) {
        expect(row.guardrail.arn.endsWith(`:guardrail/${row.guardrail.id}`)).toBe(true);
        expectGuardrail(
          row.current,
          current.filter(({ dimensions }) => keyOf(dimensions) === key),
        );
        expectGuardrail(
          row.previous,
          previous.filter(({ dimensions }) => keyOf(dimensions) === key),
        );
      }
      const interventions = answer.guardrails.map((row) => row.current.interventions);
      expect(interventions).toEqual([...interventions].sort((a, b) => b - a));
    }),
    { numRuns: 60 },
  );
});

const DELIVERIES = {
  cloudwatch: 'ModelInvocationLogsCloudWatch',
  s3: 'ModelInvocationLogsS3',
  large_data_s3: 'ModelInvocationLargeDataS3',
} as const;
const DELIVERED = Object.values(DELIVERIES).flatMap((way) => [
  `${way}DeliverySuccess`,
  `${way}DeliveryFailure`,
]);

test('deliveries of each way, and the fullest period of each quota, are what counting by hand gives', async () => {
  await fc.assert(
    fc.asyncProperty(scopes, async ({ filters: { accounts, regions }, ...asked }) => {
      const filters = { accounts, regions };
      const { delivery, quota } = await ask(RuntimeDelivery, runtimeDeliveryPath(), { ...asked, filters });
      const ofAccounts = points.filter(
        (point) => setOf(point) === '' && chosen(accounts, point.account_id) && chosen(regions, point.region),
      );
      const seconds = expectPeriod(delivery.period, asked, ofAccounts, DELIVERED);
      const current = during(ofAccounts, asked.range).filter(({ period }) => period === seconds);
      for (const way of ['cloudwatch', 's3', 'large_data_s3'] as const)
        expect(delivery.current[way]).toMatchObject({
          delivered: sumOf(current, `${DELIVERIES[way]}DeliverySuccess`),
          failed: sumOf(current, `${DELIVERIES[way]}DeliveryFailure`),
        });

      const USE = 'EstimatedTPMQuotaUsage';
      const using = ofModels({ ...asked, filters: { ...filters, models: [] } }).filter(
        (point) => told([point], USE, 'Sum').length > 0,
      );
      const length = expectPeriod(quota.period, asked, using, REQUESTS) ?? Number.NaN;
      const peaks = new Map<string, number>();
      for (const point of during(using, asked.range).filter(({ period }) => period === length)) {
        const key = [point.account_id, point.region, point.dimensions.ModelId].join();
        peaks.set(key, Math.max(peaks.get(key) ?? 0, (sumOf([point], USE) * 60) / length));
      }
      expect(quota.by_minute).toBe(length === 60);
      const said = quota.models.map(({ account, region, model, peak }): [string, number] => [
        [account, region, model.id].join(),
        peak,
      ]);
      expect(new Map(said)).toEqual(peaks);
    }),
    { numRuns: 60 },
  );
});

test('neither other sets of dimensions nor other periods of the same time change an answer', async () => {
  const own = '999900001111';
  const made = samplePoints('AWS/Bedrock', 600).map((point) => ({ ...point, account_id: own }));
  const unique = [
    ...new Map(made.map(({ values, ...place }) => [JSON.stringify(place), { ...place, values }])).values(),
  ];
  const isAsked = (point: MetricPoint) => setOf(point) === 'ModelId' && point.period === 300;
  const body = { range: POINTS_RANGE, filters: { accounts: [own] }, period: 300 };
  const figures = async () => {
    const { period, ...said } = await ask(RuntimeModels, runtimeModelsPath(), body);
    return { ...said, used: period.used };
  };
  await write(unique.filter(isAsked));
  const before = await figures();
  await write(unique.filter((point) => !isAsked(point)));
  points = [...points, ...unique];
  expect(await figures()).toEqual(before);
  expect(before.models.length).toBeGreaterThan(1);
});

test('what an id tells of its model is told', async () => {
  const { models } = await ask(RuntimeModels, runtimeModelsPath(), { range: POINTS_RANGE, filters: {} });
  expect(models.map(({ model }) => model)).toEqual(
    expect.arrayContaining([
      {
        id: MODELS[1],
        base_id: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
        vendor: 'anthropic',
        family: expect.any(String),
        geography: 'us',
        resource_type: 'inference-profile',
      },
      {
        id: MODELS[2],
        base_id: null,
        vendor: null,
        family: null,
        geography: null,
        resource_type: 'application-inference-profile',
      },
    ]),
  );
});
