/**
 * What the real collector brought in from the local AWS and what the plugin makes of it, against the ledger of the
 * traffic: for whole hours every count, token, error and dollar must be there once and nothing else.
 */
import { NO_FILTERS, type InvocationFilters } from '../../common/api/invocation_scope';
import type { Overview } from '../../common/api/overview';
import type { Fact } from '../../dev/workload/fact';
import { totalsBy, totalsOf, type Totals } from '../../dev/workload/ledger';
import { HOUR } from '../../dev/workload/rhythm';
import {
  allTokens,
  byCaller,
  byModel,
  callerKey,
  expectedTotals,
  factsOf,
  p95Bounds,
  roundingOf,
  usd,
  type Range,
} from './ledger_figures';
import { apiOf, surroundings } from './surroundings';

jest.setTimeout(120_000);

const around = surroundings();
const api = apiOf(around);
const { from, to } = around.complete;
const half = (to - from) / 2;
const day: Range = { from: to - half, to };

const question = (range: Range, filters: Partial<InvocationFilters> = {}) =>
  api.overview({ range, time_zone: 'UTC', filters: { ...NO_FILTERS, ...filters }, rank_by: 'spend' });

function expectTotals(answer: Overview['current'], facts: readonly Fact[]): void {
  const totals = totalsOf(facts);
  const { latency, first_token, spend, ...counts } = answer;
  expect({
    ...counts,
    measured: latency.measured,
    measured_first_token: first_token.measured,
    priced_invocations: spend.priced_invocations,
    unpriced_invocations: spend.unpriced_invocations,
    unpriced_tokens: spend.unpriced_tokens,
  }).toEqual(expectedTotals(facts));
  expectUsd(spend.usd, totals);
  expectP95(latency.value, totals.latenciesMs);
}

function expectUsd(answered: number, totals: Totals): void {
  expect(Math.abs(answered - usd(totals))).toBeLessThanOrEqual(roundingOf(totals));
}

function expectP95(answered: number | null, latencies: readonly number[]): void {
  if (latencies.length === 0) {
    expect(answered).toBeNull();
    return;
  }
  const { low, high } = p95Bounds(latencies);
  expect(answered).toBeGreaterThanOrEqual(low);
  expect(answered).toBeLessThanOrEqual(high);
}

test('the traffic has what the figures are about', () => {
  const facts = factsOf(around.seed, day);
  const expected = expectedTotals(facts);
  for (const [what, count] of Object.entries({ ...expected, ...expected.tokens })) {
    expect([what, count]).not.toEqual([what, 0]);
  }
});

test('totals of the last hours and of the hours before them equal the ledger', async () => {
  const answer = await question(day);
  expectTotals(answer.current, factsOf(around.seed, day));
  expectTotals(answer.previous, factsOf(around.seed, { from: from, to: to - half }));
});

test('any whole hour equals the ledger', async () => {
  for (let hour = day.from; hour < day.to; hour += 5 * HOUR) {
    const range = { from: hour, to: hour + HOUR };
    expectTotals((await question(range)).current, factsOf(around.seed, range));
  }
});

test('models: invocations, tokens, errors, latency and spend of each equal the ledger', async () => {
  const answer = await question(day);
  const ledger = byModel(factsOf(around.seed, day));
  expect(answer.models.length).toBeGreaterThan(5);
  for (const row of answer.models) {
    const totals = ledger.get(String(row.model));
    if (totals === undefined) throw new Error(`the ledger knows no ${row.model}`);
    expectRow(row, totals);
  }
  const listed = answer.models.reduce((sum, { invocations }) => sum + invocations, 0);
  expect(listed + answer.other_models_invocations).toBe(answer.current.invocations);
  const bySpend = [...ledger].sort(([, a], [, b]) => usd(b) - usd(a)).map(([model]) => model);
  expect(answer.models[0]?.model).toBe(bySpend[0]);
});

test('callers: invocations, tokens, errors, latency and spend of each equal the ledger', async () => {
  const answer = await question(day);
  const ledger = byCaller(factsOf(around.seed, day));
  expect(answer.callers.length).toBeGreaterThan(5);
  for (const row of answer.callers) {
    const totals = ledger.get(callerKey({ accountId: String(row.caller.account), caller: row.caller.name }));
    if (totals === undefined) throw new Error(`the ledger knows no ${JSON.stringify(row.caller)}`);
    expectRow(row, totals);
  }
  const listed = answer.callers.reduce((sum, { invocations }) => sum + invocations, 0);
  expect(listed + answer.other_callers_invocations).toBe(answer.current.invocations);
});

function expectRow(row: Overview['models'][number] | Overview['callers'][number], totals: Totals): void {
  expect({ invocations: row.invocations, tokens: row.tokens, errors: row.errors }).toEqual({
    invocations: totals.invocations,
    tokens: allTokens(totals),
    errors: totals.failures,
  });
  expect(row.spend.unpriced_invocations).toBe(totals.unpriced);
  expect(row.latency.measured).toBe(totals.latenciesMs.length);
  expectUsd(row.spend.usd, totals);
  expectP95(row.latency.value, totals.latenciesMs);
}

test('the columns of the chart add up to the ledger, hour by hour', async () => {
  const answer = await question(day);
  const facts = factsOf(around.seed, day);
  expect(answer.points.length).toBeGreaterThan(10);
  for (const [index, { at, invocations, errors, tokens }] of answer.points.entries()) {
    const end = answer.points[index + 1]?.at ?? day.to;
    const column = totalsOf(facts.filter(({ timestamp }) => timestamp >= at && timestamp < end));
    expect({ at, invocations, errors, tokens }).toEqual({
      at,
      invocations: column.invocations,
      errors: column.failures,
      tokens: allTokens(column),
    });
  }
});

describe('filtered', () => {
  const facts = factsOf(around.seed, day);
  /** Fact of the most frequent key. */
  const busiest = (key: (fact: Fact) => string): Fact => {
    const counts = totalsBy(facts, key);
    const [name] = [...counts].sort(([, a], [, b]) => b.invocations - a.invocations)[0] ?? [];
    const found = facts.find((fact) => key(fact) === name);
    if (!found) throw new Error('there is no traffic');
    return found;
  };

  test('by account', async () => {
    const account = '444455556666';
    const answer = await question(day, { accounts: [account] });
    expectTotals(
      answer.current,
      facts.filter(({ accountId }) => accountId === account),
    );
  });

  test('by region', async () => {
    const answer = await question(day, { regions: ['eu-central-1'] });
    expectTotals(
      answer.current,
      facts.filter(({ region }) => region === 'eu-central-1'),
    );
  });

  test('by model', async () => {
    const { modelBaseId: model } = busiest((fact) => fact.modelBaseId);
    const answer = await question(day, { models: [model] });
    expectTotals(
      answer.current,
      facts.filter(({ modelBaseId }) => modelBaseId === model),
    );
  });

  test('by caller and model together', async () => {
    const { accountId, caller, modelBaseId } = busiest(callerKey);
    const answer = await question(day, {
      callers: [{ account: accountId, name: caller }],
      models: [modelBaseId],
    });
    expectTotals(
      answer.current,
      facts.filter(
        (fact) => callerKey(fact) === callerKey({ accountId, caller }) && fact.modelBaseId === modelBaseId,
      ),
    );
  });
});
