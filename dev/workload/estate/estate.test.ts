import { factsBetween, totalsBy, totalsOf } from '../ledger';
import { SCENARIOS } from '../scenarios/registry';
import { ACCOUNTS, placeOf } from './accounts';
import { APPLICATIONS } from './applications';

const DAY = 86_400_000;
const MONDAY = Date.parse('2026-11-16T00:00:00Z');

const week = [...factsBetween('estate', MONDAY, MONDAY + 7 * DAY)];

test('every application logs somewhere and has a scenario, callers and models', () => {
  expect(ACCOUNTS.length).toBeGreaterThanOrEqual(3);
  for (const { accountId, region, scenario, callers, models, guardrail } of APPLICATIONS) {
    const { group, s3 } = placeOf(accountId, region);
    expect(group ?? s3?.bucket).toMatch(/[a-z]/);
    expect(SCENARIOS).toHaveProperty(scenario);
    expect(callers.length * models.length).toBeGreaterThan(0);
    if (guardrail) expect(SCENARIOS[scenario].kind).toBe('chat');
  }
});

test('a week has forty to sixty-four thousand invocations, in every hour more than two a minute', () => {
  expect(week.length).toBeGreaterThan(40_000);
  expect(week.length).toBeLessThan(64_000);
  const hours = totalsBy(week, ({ timestamp }) => String(Math.floor(timestamp / 3_600_000)));
  expect(hours.size).toBe(168);
  expect(Math.min(...[...hours.values()].map(({ invocations }) => invocations))).toBeGreaterThan(120);
});

test('working hours are busier than nights and weekends', () => {
  const between = (day: number, from: number, to: number) =>
    week.filter(({ timestamp: t, incident }) => {
      const hour = (t - MONDAY - day * DAY) / 3_600_000;
      return hour >= from && hour < to && !incident;
    }).length;
  expect(between(2, 13, 19)).toBeGreaterThan(1.6 * between(2, 2, 8));
  expect(between(2, 13, 19)).toBeGreaterThan(1.5 * between(5, 13, 19));
});

test('all operations, at least eight families, every form of model id', () => {
  const operations = new Set(week.map(({ operation }) => operation));
  expect(operations).toEqual(
    new Set(['Converse', 'ConverseStream', 'InvokeModel', 'InvokeModelWithResponseStream']),
  );
  const families = new Set(APPLICATIONS.flatMap(({ models }) => models.map(({ model }) => model.body)));
  expect(families.size).toBeGreaterThanOrEqual(8);
  const forms = [
    /^[a-z0-9]+\.[^.]/,
    /^us\./,
    /^eu\./,
    /^global\./,
    /:inference-profile\//,
    /:foundation-model\//,
  ];
  const opaque = [/:application-inference-profile\//, /:imported-model\//];
  for (const form of [...forms, ...opaque]) {
    expect(week.filter(({ modelId }) => form.test(modelId)).length).toBeGreaterThan(20);
  }
});

test('there is something of everything to find', () => {
  const { errors, throttles, tokens, images, interventions, unpriced } = totalsOf(week);
  expect(Object.keys(errors).length).toBeGreaterThanOrEqual(7);
  for (const some of [throttles, images, interventions, unpriced, ...Object.values(tokens)]) {
    expect(some).toBeGreaterThan(50);
  }
  expect(new Set(week.map(({ planted }) => planted)).size).toBe(13);
  expect(week.some(({ caller }) => caller === null)).toBe(true);
});

test('the runaway is the largest single cost of its three hours', () => {
  const runaway = week.filter(({ incident }) => incident);
  const start = Math.min(...runaway.map(({ timestamp }) => timestamp));
  const spendOf = (facts: typeof week) => totalsOf(facts).spendPicodollars;
  const others = week.filter(
    ({ timestamp, incident }) => !incident && timestamp >= start && timestamp < start + 3 * 3_600_000,
  );
  expect(spendOf(runaway)).toBeGreaterThan(10n * spendOf(others));
});
