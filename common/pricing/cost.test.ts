/** Expected amounts are arithmetic on the published list price, done by hand. */
import fc from 'fast-check';
import { parseModelId, type ResolvedModels } from '../models/model_id';
import { costOf, type Billable, type PricedCost } from './cost';
import { price, toUsd } from './money';
import { BUILT_IN_PRICES, type PriceBook } from './price_book';

const SONNET = 'anthropic.claude-sonnet-4-5-20250929-v1:0';

const ask = (
  modelId: string,
  billable: Billable,
  more: {
    day?: string;
    region?: string;
    serviceTier?: string;
    book?: PriceBook;
    resolved?: ResolvedModels;
  } = {},
) =>
  costOf(more.book ?? BUILT_IN_PRICES, {
    model: parseModelId(modelId, more.resolved),
    region: more.region,
    day: more.day ?? '2026-11-22',
    serviceTier: more.serviceTier,
    billable,
  });

test('3 input, 24,479 tokens written to the cache for 5 minutes and 52 output on Claude Sonnet 4.5', () => {
  // 3 × 3 $/M + 24,479 × 3.75 $/M + 52 × 15 $/M (aws.amazon.com/bedrock/pricing).
  expect(ask(SONNET, { input: 3, cacheRead: 0, cacheWrite: 24_479, output: 52 })).toMatchObject({
    priced: true,
    confidence: 'exact',
    currency: 'USD',
    total: 0.09258525,
    input: 0.000009,
    cacheRead: 0,
    cacheWrite: 0.09179625,
    output: 0.00078,
    rate: { model: SONNET, tier: 'standard' },
  });
});

test('one-hour writes cost twice the input, apart from five-minute ones', () => {
  // 1,000 × 3.75 $/M + 2,000 × 6 $/M
  expect(ask(SONNET, { cacheWrite: 3000, cacheWrite1h: 2000 })).toMatchObject({
    cacheWrite: 0.01575,
    total: 0.01575,
  });
});

test('a geography has its own price: us. is 10 % dearer', () => {
  // 100,000 × 3.3 $/M
  expect(ask(`us.${SONNET}`, { input: 100_000 })).toMatchObject({ total: 0.33, confidence: 'exact' });
});

test('a geography without a price of its own costs what the model costs', () => {
  expect(ask(`ca.${SONNET}`, { input: 1000 })).toMatchObject({
    total: 0.003,
    confidence: 'model',
    rate: { model: SONNET },
  });
});

test('a resolved profile is priced as its model', () => {
  const arn = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abcdef123456';
  expect(ask(arn, { input: 1000 }, { resolved: { [arn]: { modelId: SONNET } } })).toMatchObject({
    total: 0.003,
    confidence: 'model',
  });
  expect(ask(arn, { input: 1000 })).toEqual({ priced: false, confidence: 'none' });
});

test('an unknown release of a known family is priced as the family', () => {
  expect(ask('anthropic.claude-sonnet-4-5-20991231-v9:0', { input: 1000 })).toMatchObject({
    total: 0.003,
    confidence: 'family',
    rate: { model: SONNET },
  });
});

test('a family whose versions differ in price prices nothing: Titan embeddings v1 cost 5 × v2', () => {
  expect(ask('amazon.titan-embed-text-v2:0', { input: 1_000_000 })).toMatchObject({
    total: 0.02,
    confidence: 'exact',
  });
  expect(ask('amazon.titan-embed-text-v1', { input: 1_000_000 })).toMatchObject({
    total: 0.1,
    confidence: 'exact',
  });
  expect(ask('amazon.titan-embed-text-v9:0', { input: 1_000_000 })).toEqual({
    priced: false,
    confidence: 'none',
  });
});

test('an unpriced model has no amounts, never 0', () => {
  expect(ask('newcomer.model-1', { input: 1000, output: 1000 })).toEqual({
    priced: false,
    confidence: 'none',
  });
});

test('nothing used is nothing priced', () => {
  expect(ask(SONNET, {})).toBeUndefined();
});

test('images are priced apiece, queries apiece', () => {
  expect(ask('amazon.nova-canvas-v1:0', { input: 0, images: 2 })).toMatchObject({
    total: 0.12,
    images: 0.12,
  });
  expect(ask('cohere.rerank-v3-5:0', { queries: 1 })).toMatchObject({ total: 0.002, input: 0.002 });
});

test('more than 200,000 input tokens, cache included, have their own rate', () => {
  // 1 × 6 $/M + 200,000 × 0.6 $/M
  expect(ask(SONNET, { input: 1, cacheRead: 200_000 })).toMatchObject({
    total: 0.120006,
    rate: { tier: 'long_context' },
  });
  expect(ask(SONNET, { input: 0, cacheRead: 200_000 })).toMatchObject({
    total: 0.06,
    rate: { tier: 'standard' },
  });
});

test('service tiers have their own rates where the list has them', () => {
  // Nova Pro: 0.8 $/M, priority 1.4 $/M, flex 0.4 $/M
  const tiers = ['priority', 'flex', 'default'].map((serviceTier) =>
    ask('amazon.nova-pro-v1:0', { input: 1000 }, { serviceTier }),
  );
  expect(tiers).toMatchObject([
    { total: 0.0014, rate: { tier: 'priority' } },
    { total: 0.0004, rate: { tier: 'flex' } },
    { total: 0.0008, rate: { tier: 'standard' } },
  ]);
});

test('guardrail units are a part of the total', () => {
  // 0.15 $ per 1,000 content units (aws.amazon.com/bedrock/pricing)
  const guardrailUnits = new Map([
    ['content_policy', 2],
    ['word_policy', 2],
  ]);
  expect(ask(SONNET, { input: 1000, guardrailUnits })).toMatchObject({ guardrail: 0.0003, total: 0.0033 });
});

const BOOK: PriceBook = {
  origin: { name: 'test', version: '1', date: '2026-03-01' },
  guardrailUnits: {},
  rates: [
    { id: 'anthropic.a', input: 1_000_000, output: 1_000_000 },
    { id: 'anthropic.a', from: '2026-02-01', input: 2_000_000, output: 1_000_000 },
    { id: 'anthropic.a', region: 'eu-west-1', input: 5_000_000, output: 1_000_000 },
    { id: 'meta.b', input: 1_000_000, output: 1_000_000 },
    { id: 'meta.c', input: 1_000_000 },
  ],
};

test("the rate of the invocation's day", () => {
  const totals = ['2026-01-31', '2026-02-01', '2026-12-31'].map((day) =>
    ask('anthropic.a', { input: 1000 }, { book: BOOK, day }),
  );
  expect(totals).toMatchObject([
    { total: 0.001, rate: { date: '2026-03-01', source: 'test 1' } },
    { total: 0.002, rate: { date: '2026-02-01' } },
    { total: 0.002, rate: { date: '2026-02-01' } },
  ]);
});

test("a region's own rate comes before the general one", () => {
  expect(ask('anthropic.a', { input: 1000 }, { book: BOOK, region: 'eu-west-1' })).toMatchObject({
    total: 0.005,
  });
});

test("cache without a rate follows Anthropic's rule for Claude, and the input elsewhere", () => {
  const billable = { cacheRead: 1000, cacheWrite: 2000, cacheWrite1h: 1000 };
  const day = '2026-01-01';
  expect(ask('anthropic.a', billable, { book: BOOK, day })).toMatchObject({
    cacheRead: 0.0001,
    cacheWrite: 0.00325,
  });
  expect(ask('meta.b', billable, { book: BOOK, day })).toMatchObject({ cacheRead: 0.001, cacheWrite: 0.002 });
});

test('what was used and has no rate leaves the whole call unpriced', () => {
  expect(ask('meta.c', { input: 1, output: 1 }, { book: BOOK })).toEqual({
    priced: false,
    confidence: 'none',
  });
});

const tokens = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

test('the parts add up to the total to the last digit, for any counts', () => {
  const units = (usd: number | undefined): bigint => BigInt(Math.round((usd ?? 0) * 1e10));
  const count = fc.integer({ min: 0, max: 10_000_000 });
  fc.assert(
    fc.property(count, count, count, count, (input, output, cacheRead, cacheWrite) => {
      const cost = ask(SONNET, { input, output, cacheRead, cacheWrite }) as PricedCost;
      const parts = [cost.input, cost.output, cost.cacheRead, cost.cacheWrite].map(units);
      expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(units(cost.total));
    }),
  );
});

test('products beyond safe integers stay exact', () => {
  fc.assert(
    fc.property(tokens, fc.integer({ min: 0, max: 1e12 }), (quantity, rate) => {
      const exact = BigInt(quantity) * BigInt(rate);
      const difference = price(quantity, rate) * 100n - exact;
      expect(difference <= 50n && difference > -50n).toBe(true);
    }),
  );
  expect(toUsd(925_852_500n)).toBe(0.09258525);
});
