import { CloudWatchMetricsSettings } from '../../../common/integrations/sources/cloudwatch_metrics_settings';
import type { StreamFacts } from '../../../common/integrations/task';
import { MetricPoint } from '../../transforms/metrics/metric_point';
import { metricId } from '../../transforms/metrics/transform';
import { cloudWatchMetricsBackfill, cloudWatchMetricsSource } from './cloudwatch_metrics_source';
import { MetricService } from './metric_service.test_support';
import type { MetricsCheckpoint } from './metrics_checkpoint';
import type { Series } from './series';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 22, 12, 0, 0);
const PLACE = { accountId: '111122223333', region: 'us-east-1' };
const BY_MODEL: Series = { namespace: 'AWS/Bedrock', metric: 'Invocations', dimensions: { ModelId: 'm1' } };
const OF_ACCOUNT: Series = { ...BY_MODEL, dimensions: {} };
const LATENCY: Series = { ...BY_MODEL, metric: 'InvocationLatency' };

let now: number;
let service: MetricService;
/** What is stored: documents by id, where a later copy adds to an earlier one. */
let stored: Map<string, MetricPoint>;
let checkpoint: MetricsCheckpoint | undefined;
let told: StreamFacts | undefined;

beforeEach(() => {
  now = START;
  service = new MetricService(() => now);
  stored = new Map();
  checkpoint = undefined;
  told = undefined;
});

type Settings = Partial<CloudWatchMetricsSettings>;
const settingsOf = (more: Settings = {}) =>
  CloudWatchMetricsSettings.parse({ source: 'cloudwatch_metrics', ...more });

/** One run to its end; or, as a killed process would leave it, only so many batches of it. */
async function run(more: Settings = {}, batches = Infinity): Promise<void> {
  const source = cloudWatchMetricsSource({ api: service, place: PLACE, settings: settingsOf(more) });
  let left = batches;
  const context = { signal: new AbortController().signal, now: () => now };
  const parsed = source.parseCheckpoint(JSON.parse(JSON.stringify(checkpoint ?? null)));
  for await (const batch of source.read(parsed, context)) {
    if (left-- <= 0) return;
    for (const { text } of batch.records ?? []) store(text);
    checkpoint = batch.checkpoint ?? checkpoint;
    told = batch.told ?? told;
  }
}

function store(text: string): void {
  const point = MetricPoint.parse(JSON.parse(text));
  const known = stored.get(metricId(point));
  const values = { ...known?.values };
  for (const [metric, statistics] of Object.entries(point.values))
    values[metric] = { ...values[metric], ...statistics };
  stored.set(metricId(point), { ...point, values });
}

const sumOf = (set: Series, statistic = 'Sum'): number =>
  [...stored.values()]
    .filter(({ dimensions }) => JSON.stringify(dimensions) === JSON.stringify(set.dimensions))
    .reduce((sum, { values }) => sum + (values[set.metric]?.[statistic] ?? 0), 0);

/** One call, at a moment. */
function call(at: number, { visibleAt = at, latency = 100 } = {}): void {
  service.put(BY_MODEL, { at, value: 1, visibleAt });
  service.put(OF_ACCOUNT, { at, value: 1, visibleAt });
  service.put(LATENCY, { at, value: latency, visibleAt });
}

test('each exact set of dimensions is a document of its own, with every statistic that was told', async () => {
  call(START - 20 * MINUTE, { latency: 100 });
  call(START - 19 * MINUTE, { latency: 300 });
  await run();
  expect(stored.size).toBe(2);
  expect([...stored.values()]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        namespace: 'AWS/Bedrock',
        dimensions: {},
        period: 300,
        values: { Invocations: { Sum: 2 } },
      }),
      expect.objectContaining({
        dimensions: { ModelId: 'm1' },
        timestamp: START - 20 * MINUTE,
        values: {
          Invocations: { Sum: 2 },
          InvocationLatency: { Average: 200, Maximum: 300, SampleCount: 2, p50: 100, p90: 300, p99: 300 },
        },
      }),
    ]),
  );
});

test('late points within the look-back are added, and nothing is counted twice', async () => {
  call(START - 30 * MINUTE);
  call(START - 30 * MINUTE + 1, { visibleAt: START + 20 * MINUTE });
  await run();
  expect(sumOf(BY_MODEL)).toBe(1);
  for (let n = 0; n < 8; n++) {
    now += 5 * MINUTE;
    await run();
  }
  expect(sumOf(BY_MODEL)).toBe(2);
  expect(sumOf(LATENCY, 'SampleCount')).toBe(2);
});

test('after days without a run, nothing is missing, also of series that fell silent meanwhile', async () => {
  call(START - 10 * MINUTE);
  await run();
  for (let n = 1; n <= 48; n++) call(START + n * HOUR);
  service.put({ ...BY_MODEL, dimensions: { ModelId: 'brief' } }, { at: START + HOUR, value: 7 });
  now = START + 5 * DAY;
  await run();
  expect(sumOf(BY_MODEL)).toBe(49);
  expect(sumOf({ ...BY_MODEL, dimensions: { ModelId: 'brief' } })).toBe(7);
  // The newest period is left alone until it is most likely told.
  expect(checkpoint?.read_until).toBe(now - 5 * MINUTE);
});

test('a series that AWS lists no longer is still asked for what was missed', async () => {
  call(START - 10 * MINUTE);
  await run();
  call(START + MINUTE);
  now = START + 16 * DAY;
  await run();
  expect(sumOf(BY_MODEL)).toBe(2);
});

test('wherever it is killed, the same is stored in the end', async () => {
  for (let n = 0; n < 300; n++) call(START - n * 7 * MINUTE);
  const from = new Date(START - 300 * 7 * MINUTE).toISOString();
  service.pointsPerPage = 17;
  for (let batches = 0; batches < 6; batches++) await run({ start_position: from }, batches);
  await run({ start_position: from });
  expect(sumOf(BY_MODEL)).toBe(299);
  now += 10 * MINUTE;
  await run();
  expect(sumOf(BY_MODEL)).toBe(300);
  expect(sumOf(OF_ACCOUNT)).toBe(300);
});

test('many pages of lists and of points are one answer', async () => {
  service.pageSize = 2;
  service.pointsPerPage = 3;
  const models = Array.from({ length: 11 }, (_, n) => ({ ...BY_MODEL, dimensions: { ModelId: `m${n}` } }));
  for (const [n, model] of models.entries())
    for (let minute = 6; minute < 50; minute += 1)
      service.put(model, { at: START - minute * MINUTE, value: n });
  await run();
  for (const [n, model] of models.entries()) expect(sumOf(model)).toBe(44 * n);
});

test('discovery is remembered: series are listed once in a quarter of an hour, and requests are full', async () => {
  for (let n = 0; n < 180; n++) {
    service.put({ ...LATENCY, dimensions: { ModelId: `m${n}` } }, { at: START - 10 * MINUTE, value: 1 });
    service.put({ ...BY_MODEL, dimensions: { ModelId: `m${n}` } }, { at: START - 10 * MINUTE, value: 1 });
  }
  await run({ metrics: ['runtime'] });
  // 1,260 statistics, 8,640 times a month, for a cent a thousand.
  expect(told).toEqual({ statistics: 1_260, usd_per_month: expect.closeTo(108.864) });
  now += 5 * MINUTE;
  await run({ metrics: ['runtime'] });
  now += 5 * MINUTE;
  await run({ metrics: ['runtime'] });
  expect(service.asked.filter(({ kind }) => kind === 'list')).toHaveLength(1);
  expect(service.asked.filter(({ kind }) => kind === 'data').map(({ queries }) => queries)).toEqual(
    Array.from({ length: 3 }, () => [500, 500, 260]).flat(),
  );
  now += 5 * MINUTE;
  await run({ metrics: ['runtime'] });
  expect(service.asked.filter(({ kind }) => kind === 'list')).toHaveLength(2);
});

test('an answer that stops in the middle is asked for again, and a window that is never whole is not passed', async () => {
  for (let n = 6; n < 60; n++) call(START - n * MINUTE);
  service.cutAnswers = 2;
  await run();
  expect(sumOf(BY_MODEL)).toBe(54);
  service.cutAnswers = 3;
  call(START + MINUTE);
  now += 10 * MINUTE;
  const before = checkpoint;
  await expect(run()).rejects.toMatchObject({ kind: 'retry', code: 'metrics_unfinished' });
  expect(checkpoint).toEqual(before);
  await run();
  expect(sumOf(BY_MODEL)).toBe(55);
});

test('a linked account that shares nothing is told of once all others are read', async () => {
  call(START - 10 * MINUTE);
  service.put({ ...BY_MODEL, account: '444455556666' }, { at: START - 10 * MINUTE, value: 3 });
  service.refusing.add('444455556666');
  await expect(run({ include_linked_accounts: true })).rejects.toMatchObject({
    kind: 'needs_person',
    code: 'metrics_not_shared',
    message: expect.stringContaining('444455556666'),
  });
  expect(sumOf(BY_MODEL)).toBe(1);
  expect(checkpoint?.read_until).toBe(START - 5 * MINUTE);
});

test('what a new series had before it was found is read, however short the look-back', async () => {
  call(START - 10 * MINUTE);
  await run({ overlap: 0 });
  const young: Series = { ...BY_MODEL, dimensions: { ModelId: 'young' } };
  for (let n = 1; n <= 10; n++)
    service.put(young, { at: START + n * MINUTE, value: 1, visibleAt: START + 16 * MINUTE });
  now = START + 14 * MINUTE;
  await run({ overlap: 0 });
  now = START + 30 * MINUTE;
  await run({ overlap: 0 });
  expect(sumOf(young)).toBe(10);
});

test('a series that is gone is forgotten, also where every reading reaches far back', async () => {
  call(START - 10 * MINUTE);
  await run({ overlap: 86_400 });
  expect(checkpoint?.groups).toHaveLength(2);
  for (let day = 1; day <= 15; day++) {
    now = START + day * DAY;
    service.put({ ...BY_MODEL, dimensions: { ModelId: 'other' } }, { at: now - HOUR, value: 1 });
    await run({ overlap: 86_400 });
  }
  expect(checkpoint?.groups.map(({ dimensions }) => dimensions.ModelId)).toEqual(['other']);
});

test('no more records at once than some thousands', async () => {
  for (let n = 0; n < 20; n++)
    for (let minute = 0; minute < 600; minute++)
      service.put(
        { ...BY_MODEL, dimensions: { ModelId: `m${n}` } },
        { at: START - HOUR - minute * MINUTE, value: 1 },
      );
  const source = cloudWatchMetricsBackfill(
    { api: service, place: PLACE, settings: settingsOf({ period: 60 }) },
    { from: START - 12 * HOUR, to: START },
  );
  const sizes: number[] = [];
  const context = { signal: new AbortController().signal, now: () => now };
  for await (const { records } of source.read(undefined, context)) if (records) sizes.push(records.length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(5_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(12_000);
});

test('what nobody described costs nothing, nor does a namespace that is not wanted', async () => {
  service.put({ ...BY_MODEL, metric: 'SomethingNew' }, { at: START - 10 * MINUTE, value: 1 });
  service.put(
    { ...BY_MODEL, namespace: 'AWS/Bedrock/Guardrails', dimensions: { Operation: 'ApplyGuardrail' } },
    { at: START - 10 * MINUTE, value: 1 },
  );
  await run({ metrics: ['runtime'] });
  expect(service.asked.filter(({ kind }) => kind === 'data')).toEqual([]);
  expect(stored.size).toBe(0);
  expect(checkpoint?.read_until).toBe(START - 5 * MINUTE);
});

test('metrics of linked accounts are filed under the account whose they are', async () => {
  service.put({ ...BY_MODEL, account: '444455556666' }, { at: START - 10 * MINUTE, value: 3 });
  await run();
  expect(stored.size).toBe(0);
  checkpoint = undefined;
  await run({ include_linked_accounts: true });
  expect([...stored.values()].map(({ account_id: id }) => id)).toEqual(['444455556666']);
});

test('a backfill reads its span and nothing else, as finely as it is kept', async () => {
  call(START - 70 * DAY);
  call(START - 20 * DAY);
  call(START - 2 * HOUR);
  const source = cloudWatchMetricsBackfill(
    { api: service, place: PLACE, settings: settingsOf({ period: 60 }) },
    { from: START - 3 * HOUR, to: START - HOUR },
  );
  const until: (number | undefined)[] = [];
  for await (const batch of source.read(undefined, {
    signal: new AbortController().signal,
    now: () => now,
  })) {
    for (const { text } of batch.records ?? []) store(text);
    if (batch.checkpoint !== undefined) until.push(batch.readUntil);
  }
  expect(sumOf(BY_MODEL)).toBe(1);
  expect(until.at(-1)).toBe(START - HOUR);
});

test('a checkpoint of something else is none', () => {
  const source = cloudWatchMetricsSource({ api: service, place: PLACE, settings: settingsOf() });
  expect(source.parseCheckpoint({ groups: {} })).toBeUndefined();
  expect(source.parseCheckpoint(null)).toBeUndefined();
});
