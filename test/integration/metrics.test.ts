/**
 * From CloudWatch to metric documents: sums inside one exact set of dimensions are what happened, whatever comes late,
 * in part, throttled, or is read again by somebody else.
 */
import { INDEX_PATTERN } from '../../common/plugin';
import { type LocalAws, startLocalAws } from '../../dev/aws/local_aws';
import type { MetricDatum } from '../../dev/aws/sink';
import type { Collector } from '../../server/collection/collector';
import {
  builtWorker,
  collectorFor,
  createAccount,
  definitionOf,
  putDefinition,
  REGION,
  removeFolder,
  stored,
} from './collection_setup';
import { testNode } from './test_node';

jest.setTimeout(240_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const RUNTIME = 'AWS/Bedrock';
const NO_DIMENSIONS: Record<string, string> = {};

const store = testNode('metrics');
let aws: LocalAws;
let workerPath: string;
let folder: string;
const collectors: Collector[] = [];

beforeAll(async () => {
  ({ workerPath, folder } = await builtWorker());
  aws = await startLocalAws({ port: 0 });
});
afterEach(async () => {
  await Promise.all(collectors.splice(0).map((collector) => collector.stop()));
  aws.faults.clear();
});
afterAll(async () => {
  await aws?.stop();
  await removeFolder(folder);
});

/** A time of day at which everything that is put is over and settled. */
const past = (): number => Math.floor(Date.now() / (5 * MINUTE)) * 5 * MINUTE - 30 * MINUTE;

interface Call {
  readonly at: number;
  readonly model: string;
  readonly latency: number;
  readonly tokens: number;
}

/** A call as AWS counts it: by model, and for the account as a whole. */
function put(accountId: string, calls: readonly Call[]): void {
  const datum = (
    dimensions: Record<string, string>,
    metricName: string,
    value: number,
    timestamp: number,
  ): MetricDatum => ({
    namespace: RUNTIME,
    metricName,
    dimensions,
    timestamp,
    values: [value],
    counts: [1],
    unit: 'Count',
    visibleAt: Date.now(),
  });
  aws.sink.putMetricData(
    { accountId, region: REGION },
    calls.flatMap(({ at, model, latency, tokens }) =>
      [{ ModelId: model }, NO_DIMENSIONS].flatMap((dimensions: Record<string, string>) => [
        datum(dimensions, 'Invocations', 1, at),
        datum(dimensions, 'InvocationLatency', latency, at),
        datum(dimensions, 'OutputTokenCount', tokens, at),
      ]),
    ),
  );
}

const callsOf = (count: number, end: number, over = 3 * HOUR): Call[] =>
  Array.from({ length: count }, (_, n) => ({
    at: end - over + Math.floor((n * over) / count),
    model: `anthropic.model-${n % 7}`,
    latency: 100 + ((n * 37) % 900),
    tokens: 1 + ((n * 13) % 50),
  }));

/** One reading of everything, by a collector of its own each time. */
async function readOnce(accountId: string, settings: Record<string, unknown> = {}): Promise<void> {
  const collector = collectorFor({ aws, openSearch: store.client, workerPath, accountIds: [accountId] });
  collectors.push(collector);
  await collector.sweep();
  await collector.settled();
  const definition = definitionOf(accountId, {
    streams: {
      metrics: {
        source: 'cloudwatch_metrics',
        start_position: new Date(past() - 6 * HOUR).toISOString(),
        latency: 0,
        overlap: 5 * 3_600,
        ...settings,
      },
    },
  });
  await putDefinition(store.client, definition);
  const [summary] = await collector.runOnce([`it-${accountId}`]);
  expect(summary?.attention).toBeUndefined();
  await collector.stop();
}

interface RuntimeDocument {
  readonly '@timestamp': string;
  readonly event: { readonly ingested: string; readonly updated?: string };
  readonly aws: { readonly cloudwatch: { readonly dimension_set: string; readonly period: number } };
  readonly aws_bedrock: { readonly runtime: Readonly<Record<string, number | string>> };
}

const documents = async (accountId: string) =>
  (await stored(store.client, `metrics-aws_bedrock.runtime-ns${accountId}-*`)).map(({ id, source }) => ({
    id,
    ...(source as unknown as RuntimeDocument),
  }));

function totals(found: readonly RuntimeDocument[], set: string, model?: string) {
  const chosen = found.filter(
    ({ aws: { cloudwatch }, aws_bedrock: { runtime } }) =>
      cloudwatch.dimension_set === set && (model === undefined || runtime.model_id === model),
  );
  const sum = (field: string) =>
    chosen.reduce((total, { aws_bedrock: { runtime } }) => total + Number(runtime[field] ?? 0), 0);
  return {
    invocations: sum('invocations'),
    tokens: sum('output_token_count'),
    samples: sum('invocation_latency_count'),
  };
}

const truth = (calls: readonly Call[]) => ({
  invocations: calls.length,
  tokens: calls.reduce((sum, { tokens }) => sum + tokens, 0),
  samples: calls.length,
});

test('sums per model and of the account are what happened, in whatever order and however often it is read', async () => {
  const accountId = '300000000001';
  createAccount(aws, accountId, false);
  const calls = callsOf(2_000, past());
  // A third of it comes late, in periods that were read before.
  put(
    accountId,
    calls.filter((_, n) => n % 3 !== 0),
  );
  await readOnce(accountId);
  const before = await documents(accountId);
  expect(totals(before, 'ModelId').invocations).toBe(calls.filter((_, n) => n % 3 !== 0).length);
  put(
    accountId,
    calls.filter((_, n) => n % 3 === 0),
  );
  aws.faults.add({ kind: 'throttle', service: 'monitoring', times: 2 });
  aws.faults.add({ kind: 'empty_pages', service: 'monitoring', times: 2 });
  await readOnce(accountId);
  await readOnce(accountId);

  const found = await documents(accountId);
  expect(totals(found, '(none)')).toEqual(truth(calls));
  expect(totals(found, 'ModelId')).toEqual(truth(calls));
  for (let n = 0; n < 7; n++) {
    const model = `anthropic.model-${n}`;
    expect(totals(found, 'ModelId', model)).toEqual(truth(calls.filter((call) => call.model === model)));
  }
  // One document for each exact set and period, and none twice.
  const places = found.map((one) =>
    JSON.stringify([one['@timestamp'], one.aws.cloudwatch, one.aws_bedrock.runtime.model_id]),
  );
  expect(new Set(places).size).toBe(found.length);
  // What came late changed what was there, which keeps the time of its first arrival.
  const first = new Map(before.map(({ id, event }) => [id, event.ingested]));
  for (const { id, event } of found) {
    if (first.has(id)) expect(event.ingested).toBe(first.get(id));
    if (event.updated !== undefined) expect(event.updated > event.ingested).toBe(true);
  }
  expect(found.some(({ event }) => event.updated !== undefined)).toBe(true);
});

test('what is read again and says nothing new changes nothing', async () => {
  const accountId = '300000000002';
  createAccount(aws, accountId, false);
  put(accountId, callsOf(50, past()));
  await readOnce(accountId);
  const before = await documents(accountId);
  await readOnce(accountId);
  expect(before.length).toBeGreaterThan(50);
  expect(await documents(accountId)).toEqual(before);
  expect(before.every(({ event }) => event.updated === undefined)).toBe(true);
});

test('a reading that is told less takes nothing away', async () => {
  const accountId = '300000000003';
  createAccount(aws, accountId, false);
  put(accountId, callsOf(70, past()));
  await readOnce(accountId);
  const before = await documents(accountId);
  expect(
    before.some(({ aws_bedrock: { runtime } }) => typeof runtime.invocation_latency_p99 === 'number'),
  ).toBe(true);
  put(accountId, callsOf(70, past()));
  await readOnce(accountId, { percentiles: false });
  const after = new Map((await documents(accountId)).map((one) => [one.id, one.aws_bedrock.runtime]));
  for (const {
    id,
    aws_bedrock: { runtime },
  } of before) {
    expect(after.get(id)?.invocation_latency_p99).toBe(runtime.invocation_latency_p99);
    expect(Number(after.get(id)?.invocations)).toBe(2 * Number(runtime.invocations));
  }
});

test('what may not be read is named, with who may not', async () => {
  const accountId = '300000000004';
  createAccount(aws, accountId, false);
  aws.faults.deny({ action: 'cloudwatch:ListMetrics' });
  const collector = collectorFor({ aws, openSearch: store.client, workerPath, accountIds: [accountId] });
  collectors.push(collector);
  await collector.sweep();
  await collector.settled();
  await putDefinition(
    store.client,
    definitionOf(accountId, { streams: { metrics: { source: 'cloudwatch_metrics' } } }),
  );
  const [summary] = await collector.runOnce([`it-${accountId}`]);
  expect(summary?.attention).toMatchObject({
    code: 'access_denied',
    message: expect.stringMatching(/cloudwatch:ListMetrics.*user\/collector/),
  });
});

test('indices of metrics are made from their templates and hold no field beside them', async () => {
  const { body } = await store.client.request({
    method: 'GET',
    path: `/${INDEX_PATTERN.runtime}/_mapping`,
    querystring: { filter_path: '*.mappings.dynamic,*.mappings._meta' },
  });
  const mappings = Object.values(body as Record<string, { mappings: { dynamic: string } }>);
  expect(mappings.length).toBeGreaterThan(0);
  for (const { mappings: mapping } of mappings) expect(mapping.dynamic).toBe('false');
});
