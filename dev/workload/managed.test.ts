import type { MetricDatum } from '../aws/sink';
import { ACCOUNTS } from './estate/accounts';
import { MANAGED } from './estate/managed';
import { managedFactsBetween, managedFactsOfHour } from './managed';
import { managedMetrics } from './managed_metrics';
import { HOUR } from './rhythm';

const FROM = Date.UTC(2026, 10, 18);
const TO = FROM + 24 * HOUR;
const facts = managedFactsBetween('seed', FROM, TO);
const datums: readonly MetricDatum[] = Array.from({ length: 24 }, (_, n) =>
  managedMetrics('seed', FROM + n * HOUR).flatMap(({ data }) => data),
).flat();

/** Inside one exact set of dimensions. */
const sumIn = (namespace: string, name: string, set: readonly string[]): number =>
  datums
    .filter(
      (datum) =>
        datum.namespace === namespace &&
        datum.metricName === name &&
        Object.keys(datum.dimensions).sort().join() === [...set].sort().join(),
    )
    .flatMap(({ values, counts = [] }) => values.map((value, at) => value * (counts[at] ?? 1)))
    .reduce((sum, value) => sum + value, 0);

test('every place of it is one of the estate, and the same hour is the same again', () => {
  for (const { accountId, region } of MANAGED)
    expect(ACCOUNTS.find(({ id }) => id === accountId)?.places.map((place) => place.region)).toContain(
      region,
    );
  expect(managedFactsOfHour('seed', FROM)).toEqual(managedFactsOfHour('seed', FROM));
  expect(managedMetrics('seed', FROM)).toEqual(managedMetrics('seed', FROM));
  expect(new Set(facts.map(({ kind, end }) => `${kind} ${end}`)).size).toBeGreaterThanOrEqual(13);
});

test('each set of dimensions counts what happened, wholly and once', () => {
  const agents = facts.filter(({ kind, end }) => kind === 'agent' && end !== 'throttled').length;
  for (const set of [['Operation'], ['Operation', 'ModelId'], ['Operation', 'AgentAliasArn', 'ModelId']])
    expect(sumIn('AWS/Bedrock/Agents', 'InvocationCount', set)).toBe(agents);
  const output = facts.reduce(
    (sum, fact) => sum + (fact.kind === 'mantle' && fact.end === 'ok' ? fact.output : 0),
    0,
  );
  for (const set of [[], ['Project'], ['Model'], ['Project', 'Model']])
    expect(sumIn('AWS/BedrockMantle', 'TotalOutputTokens', set)).toBe(output);
  expect(sumIn('AWS/BedrockMantle', 'OutputTokens', ['Project', 'Model'])).toBe(output);
  const rounds = facts.reduce(
    (sum, fact) => sum + (fact.kind === 'knowledge_base' && fact.end === 'ok' ? fact.rounds : 0),
    0,
  );
  expect(sumIn('AWS/Bedrock/KnowledgeBases', 'TotalIterationCount', ['Operation', 'KnowledgeBaseId'])).toBe(
    rounds,
  );
  const refused = facts.filter(({ kind, end }) => kind === 'agentcore' && end === 'throttled').length;
  expect(sumIn('AWS/Bedrock-AgentCore', 'Throttles', ['Service'])).toBe(refused);
});
