import { generateHour } from './hour';
import { factsBetween, ledgerFor, percentile, totalsBy, totalsOf } from './ledger';
import type { Totals } from './ledger';
import { recount } from './ledger_recount.test_support';

const HOUR = 3_600_000;
const FROM = Date.parse('2026-11-18T14:00:00Z');
const HOURS = 8;
const TO = FROM + HOURS * HOUR;

const lines = Array.from({ length: HOURS }, (_, i) => FROM + i * HOUR).flatMap((hour) =>
  generateHour('seed', hour).calls.map(({ logLine, s3Line }) => s3Line ?? logLine),
);

test('the ledger says what an independent count of the records says', () => {
  const counted = recount(lines);
  const { total } = ledgerFor('seed', FROM, TO);
  expect(total.invocations).toBe(lines.length);
  expect(comparable(total)).toEqual(counted.total);
  expect(total.failures).toBeGreaterThan(0);
  expect(total.interventions).toBeGreaterThan(0);
  expect(total.guardrailUnits).toBeGreaterThan(0);
  expect(total.tokens.cacheWrite1h).toBeGreaterThan(0);
});

test.each([
  ['account and region', (f: Fact) => `${f.accountId} ${f.region}`],
  ['logged model', (f: Fact) => f.modelId],
  ['caller', (f: Fact) => String(f.caller)],
  ['operation', (f: Fact) => f.operation],
] as const)('and by %s', (name, key) => {
  const counted = recount(lines)[name];
  const told = totalsBy(factsBetween('seed', FROM, TO), key);
  expect(new Map([...told].map(([id, totals]) => [id, comparable(totals)]))).toEqual(counted);
});

type Fact = Parameters<Parameters<typeof totalsBy>[1]>[0];

const comparable = ({
  invocations,
  errors,
  throttles,
  tokens,
  guardrailUnits,
  interventions,
  latenciesMs,
}: Totals) => ({
  invocations,
  errors,
  throttles,
  tokens,
  guardrailUnits,
  interventions,
  latenciesMs,
});

test('rows add up to the total, and each has its own key', () => {
  const { rows, total } = ledgerFor('seed', FROM, TO);
  expect(rows.reduce((sum, row) => sum + row.invocations, 0)).toBe(total.invocations);
  expect(rows.reduce((sum, row) => sum + row.spendPicodollars, 0n)).toBe(total.spendPicodollars);
  const keys = rows.map(({ hour, accountId, region, modelBaseId, caller, operation }) =>
    [hour, accountId, region, modelBaseId, caller, operation].join(),
  );
  expect(new Set(keys).size).toBe(rows.length);
});

test('ranges are cut by event time and touch without gap or overlap', () => {
  const cut = FROM + 1_234_567;
  const [before, after] = [ledgerFor('seed', FROM, cut).total, ledgerFor('seed', cut, TO).total];
  const whole = ledgerFor('seed', FROM, TO).total;
  expect(before.invocations + after.invocations).toBe(whole.invocations);
  expect(before.spendPicodollars + after.spendPicodollars).toBe(whole.spendPicodollars);
  for (const { timestamp } of factsBetween('seed', FROM, cut)) expect(timestamp).toBeLessThan(cut);
});

test('a filter chooses facts', () => {
  const caller = 'SqlAnalystRole';
  const { total, rows } = ledgerFor('seed', FROM, TO, (fact) => fact.caller === caller);
  expect(total.invocations).toBeGreaterThan(0);
  expect(new Set(rows.map((row) => row.caller))).toEqual(new Set([caller]));
});

test('models without a rate are counted, not priced at nothing', () => {
  const { total } = ledgerFor('seed', FROM, TO, ({ modelId }) => modelId.includes(':imported-model/'));
  expect(total.unpriced).toBe(total.invocations - total.failures);
  expect(total.tokens.input).toBeGreaterThan(0);
  expect(total.spendUsd).toBe('0');
});

const factsOf = (resource: string) =>
  [...factsBetween('seed', FROM, TO)].filter(({ modelId }) => modelId.endsWith(resource));

test('what AWS tells of an opaque id is known of every call through it, failed ones too', () => {
  const facts = factsOf('application-inference-profile/k7d2m9q4x1zp');
  expect(facts.length).toBeGreaterThan(0);
  expect(facts.some(({ errorCode }) => errorCode !== null)).toBe(true);
  for (const { modelFrom, modelBaseId, spend, errorCode } of facts) {
    expect([modelFrom, modelBaseId]).toEqual(['lookup', 'anthropic.claude-sonnet-4-5-20250929-v1:0']);
    expect(spend).not.toBeNull();
    expect(spend === 0n).toBe(errorCode !== null);
  }
  // Its list price is the one of the geography that it routes across.
  const [{ spend, tokens } = { spend: 0n, tokens: null }] = facts.filter(
    ({ errorCode }) => errorCode === null,
  );
  const { input = 0, output = 0, cacheRead = 0, cacheWrite5m = 0, cacheWrite1h = 0 } = tokens ?? {};
  const usdPerMillion =
    3.3 * input + 16.5 * output + 0.33 * cacheRead + 4.125 * cacheWrite5m + 6.6 * cacheWrite1h;
  expect(Number(spend) / 1e6).toBeCloseTo(usdPerMillion, 6);
});

test('provisioned throughput has a model and no price of a call', () => {
  const facts = factsOf('provisioned-model/t4g9z6j1f8sy').filter(({ errorCode }) => errorCode === null);
  expect(facts.length).toBeGreaterThan(0);
  for (const fact of facts)
    expect(fact).toMatchObject({ modelFrom: 'lookup', modelBaseId: 'amazon.nova-micro-v1:0', spend: null });
});

test('a profile that is gone is known by its body, and unknown where the body is missing', () => {
  const facts = factsOf('application-inference-profile/a2x7y4u9e1rm');
  const [good, bad] = [facts.filter((f) => f.errorCode === null), facts.filter((f) => f.errorCode !== null)];
  expect(good.length).toBeGreaterThan(0);
  for (const fact of good) {
    expect(fact).toMatchObject({
      modelFrom: 'body',
      modelBaseId: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    });
    expect(fact.spend).not.toBeNull();
  }
  for (const fact of bad)
    expect(fact).toMatchObject({ modelFrom: 'nothing', modelBaseId: fact.modelId, spend: 0n });
});

test('percentiles are values by nearest rank', () => {
  const values = [15, 20, 35, 40, 50];
  expect([5, 30, 40, 50, 100].map((p) => percentile(values, p))).toEqual([15, 20, 20, 35, 50]);
  expect(percentile([], 95)).toBeUndefined();
  expect(() => percentile(values, 0)).toThrow(RangeError);
});

test('totals of nothing', () => {
  expect(totalsOf([])).toMatchObject({ invocations: 0, failures: 0, spendUsd: '0', latenciesMs: [] });
});
