/**
 * The sample account's metrics, from CloudWatch to sums: per model, guardrail and agent exactly what the facts of the
 * workload say, whoever was stopped in the middle and whatever came late; and no request that is not needed.
 */
import { taskId } from '../../common/integrations/task';
import { metricOf } from '../../common/metrics/catalogue';
import type { MetricDatum } from '../../dev/aws/sink';
import { dueOfHour } from '../../dev/workload/due';
import { APPLICATIONS } from '../../dev/workload/estate/applications';
import { factsBetween } from '../../dev/workload/ledger';
import { managedFactsBetween } from '../../dev/workload/managed';
import type { Fact } from '../../dev/workload/fact';
import { TaskStore } from '../../server/collection/tasks/task_store';
import { collectionSetup, createAccount, eventually, REGION, stored } from './collection_setup';

jest.setTimeout(240_000);

const HOUR = 3_600_000;
const HOURS = 6;
const SEED = 'harbour';
const ACCOUNT = '111122223333';
const DEFINITION = `it-${ACCOUNT}`;

const setup = collectionSetup('sample_metrics');
const TO = Math.floor(Date.now() / HOUR) * HOUR - HOUR;
const FROM = TO - HOURS * HOUR;

const isOurs = (at: { readonly accountId: string; readonly region: string }) =>
  at.accountId === ACCOUNT && at.region === REGION;
const datums: readonly MetricDatum[] = Array.from({ length: HOURS }, (_, n) =>
  dueOfHour(SEED, FROM + n * HOUR, FROM).metrics.flatMap(({ place, datum }) =>
    isOurs(place) ? [datum] : [],
  ),
).flat();
/** Models that answered once, so that there are more statistics than one request takes. */
const rare = Array.from({ length: 40 }, (_, n): MetricDatum => ({
  namespace: 'AWS/Bedrock',
  metricName: 'InvocationLatency',
  dimensions: { ModelId: `rare-${n}` },
  timestamp: FROM + n * 60_000,
  visibleAt: FROM,
  values: [100 + n],
  unit: 'Milliseconds',
}));
const seriesOf = ({ namespace, metricName, dimensions }: MetricDatum): string =>
  JSON.stringify([namespace, metricName, Object.entries(dimensions).sort()]);
const inTime = datums.filter((_, n) => n % 5 !== 0);
const known = new Set(inTime.map(seriesOf));
/** A fifth of the points of series that have others: what appears for the first time is found only minutes later. */
const late = new Set(datums.filter((datum, n) => n % 5 === 0 && known.has(seriesOf(datum))));
const facts = [...factsBetween(SEED, FROM, TO)].filter(isOurs);

const deliver = (chosen: readonly MetricDatum[]) =>
  setup.aws.sink.putMetricData(
    { accountId: ACCOUNT, region: REGION },
    chosen.map((datum) => ({ ...datum, visibleAt: Date.now() })),
  );

/** Sums of a field in one set of dimensions, by the value of another field. */
async function sums(
  dataset: string,
  set: string,
  by: string,
  field: string,
): Promise<Record<string, number>> {
  const found = await stored(setup.client, `metrics-aws_bedrock.${dataset}-ns${ACCOUNT}-*`);
  const totals: Record<string, number> = {};
  for (const { source } of found as unknown as readonly { readonly source: MetricDocument }[]) {
    if (source.aws.cloudwatch.dimension_set !== set) continue;
    const values = source.aws_bedrock[dataset] ?? {};
    if (values[field] === undefined) continue;
    const key = String(values[by]);
    totals[key] = (totals[key] ?? 0) + Number(values[field]);
  }
  return totals;
}

interface MetricDocument {
  readonly aws: { readonly cloudwatch: { readonly dimension_set: string } };
  readonly aws_bedrock: Readonly<Record<string, Readonly<Record<string, number | string>> | undefined>>;
}

/** What the facts say, by name; names of which there is nothing are left out, as they are at CloudWatch. */
function truth<Of>(of: readonly Of[], by: (one: Of) => string, value: (one: Of) => number) {
  const totals: Record<string, number> = {};
  for (const one of of) if (value(one) > 0) totals[by(one)] = (totals[by(one)] ?? 0) + value(one);
  return totals;
}

const modelOf = ({ modelId }: Fact) => modelId.slice(modelId.lastIndexOf('/') + 1);
const guardrailOf = ({ application }: Fact): string => {
  const { guardrail } = APPLICATIONS.find(({ name }) => name === application) ?? {};
  return guardrail === undefined ? '' : `arn:aws:bedrock:${REGION}:${ACCOUNT}:guardrail/${guardrail.id}`;
};

async function expectTheTruth(): Promise<void> {
  expect(await sums('runtime', 'ModelId', 'model_id', 'output_token_count')).toEqual(
    truth(facts, modelOf, ({ tokens }) => tokens.output),
  );
  expect(await sums('runtime', 'ModelId', 'model_id', 'invocation_throttles')).toEqual(
    truth(facts, modelOf, ({ errorCode }) => (errorCode === 'ThrottlingException' ? 1 : 0)),
  );
  expect(
    await sums('guardrails', 'GuardrailArn+GuardrailVersion', 'guardrail_arn', 'invocations_intervened'),
  ).toEqual(truth(facts, guardrailOf, ({ intervened }) => (intervened ? 1 : 0)));
  const managed = managedFactsBetween(SEED, FROM, TO).filter(({ of }) => isOurs(of));
  const agents = managed.flatMap((fact) => (fact.kind === 'agent' ? [fact] : []));
  const perAgent = ['agents', 'AgentAliasArn+ModelId+Operation', 'agent_alias_arn'] as const;
  expect(await sums(...perAgent, 'invocation_count')).toEqual(
    truth(
      agents,
      ({ of }) => of.aliasArn,
      ({ end }) => (end === 'throttled' ? 0 : 1),
    ),
  );
  expect(await sums(...perAgent, 'output_token_count')).toEqual(
    truth(
      agents,
      ({ of }) => of.aliasArn,
      ({ end, output }) => (end === 'ok' ? output : 0),
    ),
  );
  const questions = managed.flatMap((fact) => (fact.kind === 'knowledge_base' ? [fact] : []));
  expect(
    await sums('knowledge_bases', 'KnowledgeBaseId+Operation', 'knowledge_base_id', 'invocations'),
  ).toEqual(
    truth(
      questions,
      ({ of }) => of.id,
      ({ end }) => (end === 'throttled' ? 0 : 1),
    ),
  );
}

const METRICS = {
  source: 'cloudwatch_metrics',
  start_position: new Date(FROM).toISOString(),
  latency: 0,
  overlap: 8 * 3_600,
};

const asked = (operation: string) => setup.aws.requests.count({ service: 'monitoring', operation });

/** Every statistic that is worth asking for is one query. */
function queriesOfEverything(): number {
  return [...new Set([...rare, ...datums].map(seriesOf))].reduce((sum, key) => {
    const [namespace = '', name = ''] = JSON.parse(key) as string[];
    return sum + (metricOf(namespace, name)?.statistics.length ?? 0);
  }, 0);
}

test('sums are what happened, after stops in the middle, late points, empty pages and throttling', async () => {
  createAccount(setup.aws, ACCOUNT, false);
  deliver([...rare, ...datums.filter((datum) => !late.has(datum))]);
  await setup.collector(ACCOUNT).sweep();
  await setup.define(ACCOUNT, { streams: { metrics: METRICS } });
  // Each is stopped while it waits for an answer, with some of what it read stored.
  for (let stop = 1; stop <= 2; stop++) {
    setup.aws.faults.add({ kind: 'throttle', service: 'monitoring', times: 1 });
    setup.aws.faults.add({ kind: 'empty_pages', service: 'monitoring', times: 2 });
    setup.aws.faults.add({ kind: 'delay', service: 'monitoring', operation: 'GetMetricData', delayMs: 500 });
    const before = asked('GetMetricData');
    const stopped = setup.collector(ACCOUNT);
    stopped.start();
    await eventually('it reads', async () => asked('GetMetricData') > before + 1);
    await stopped.stop();
    setup.aws.faults.clear();
  }
  deliver([...late]);
  setup.aws.faults.add({ kind: 'throttle', service: 'monitoring', times: 2 });
  const [summary] = await setup.collector(ACCOUNT).runOnce([DEFINITION]);
  expect(summary?.attention).toBeUndefined();
  await expectTheTruth();
});

test('a reading asks in full requests, and looks for no series that it has just looked for', async () => {
  const queries = queriesOfEverything();
  expect(queries).toBeGreaterThan(500);
  setup.aws.requests.clear();
  await setup.define(ACCOUNT, { streams: { metrics: METRICS } });
  await setup.collector(ACCOUNT).runOnce([DEFINITION]);
  setup.aws.requests.clear();
  await setup.collector(ACCOUNT).runOnce([DEFINITION]);
  expect(asked('ListMetrics')).toBe(0);
  expect(asked('GetMetricData')).toBe(Math.ceil(queries / 500));
  // What that comes to is told by the task: a cent for a thousand, every five minutes.
  const task = await new TaskStore(setup.client).read(taskId(DEFINITION, 'metrics', REGION));
  expect(task?.task.told).toEqual({
    statistics: queries,
    usd_per_month: expect.closeTo((queries * 12 * 24 * 30 * 0.01) / 1_000),
  });
  await expectTheTruth();
});
