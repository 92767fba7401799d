/** Expected amounts are arithmetic on the published list price (aws.amazon.com/bedrock/pricing), done by hand. */
import fc from 'fast-check';
import { costOf, type PricedCost } from './cost';
import { asked, BOOK, SONNET } from './cost.test_support';
import { price, toUsd } from './money';
import { BUILT_IN_PRICES } from './price_book';
import { priceTable, tableOf } from './price_table';

const cost = (...question: Parameters<typeof asked>) => costOf(priceTable(), asked(...question));
const bookCost = (...question: Parameters<typeof asked>) => costOf(tableOf(BOOK), asked(...question));
const unpriced = (reason: string) => ({ priced: false, confidence: 'none', reason });

test('3 input, 24,479 tokens written to the cache for 5 minutes and 52 output on Claude Sonnet 4.5', () => {
  // 3 × 3 $/M + 24,479 × 3.75 $/M + 52 × 15 $/M
  expect(cost(SONNET, { input: 3, cacheRead: 0, cacheWrite: 24_479, output: 52 })).toEqual({
    priced: true,
    confidence: 'exact',
    currency: 'USD',
    total: 0.09258525,
    input: 0.000009,
    cacheRead: 0,
    cacheWrite: 0.09179625,
    output: 0.00078,
    rate: { source: 'litellm 1.109.1', date: '2026-11-12', model: SONNET, tier: 'standard' },
  });
});

/** USD per million tokens: input, output, cache read, cache write of five minutes. */
const LIST: [string, number, number, number | undefined, number | undefined][] = [
  ['anthropic.claude-opus-4-8', 5, 25, 0.5, 6.25],
  ['anthropic.claude-sonnet-4-6', 3, 15, 0.3, 3.75],
  [SONNET, 3, 15, 0.3, 3.75],
  ['anthropic.claude-sonnet-5', 2, 10, 0.2, 2.5],
  ['anthropic.claude-haiku-4-5-20251001-v1:0', 1, 5, 0.1, 1.25],
  [`us.${SONNET}`, 3.3, 16.5, 0.33, 4.125],
  ['openai.gpt-oss-120b-1:0', 0.15, 0.6, undefined, undefined],
  ['qwen.qwen3-32b-v1:0', 0.15, 0.6, undefined, undefined],
  ['deepseek.r1-v1:0', 1.35, 5.4, undefined, undefined],
  ['amazon.nova-micro-v1:0', 0.035, 0.14, undefined, undefined],
  ['amazon.nova-lite-v1:0', 0.06, 0.24, undefined, undefined],
  ['amazon.nova-pro-v1:0', 0.8, 3.2, undefined, undefined],
  ['amazon.nova-premier-v1:0', 2.5, 12.5, undefined, undefined],
  ['meta.llama3-3-70b-instruct-v1:0', 0.72, 0.72, undefined, undefined],
  ['meta.llama3-1-8b-instruct-v1:0', 0.22, 0.22, undefined, undefined],
  ['mistral.mistral-large-2402-v1:0', 4, 12, undefined, undefined],
  ['ai21.jamba-1-5-large-v1:0', 2, 8, undefined, undefined],
];

/** What 100,000 tokens cost, from the price of a million. */
const tenth = (usd: number): number => Math.round(usd * 1e9) / 1e10;

test.each(LIST)('the published rates of %s', (model, input, output, cacheRead, cacheWrite) => {
  expect(cost(model, { input: 100_000 })).toMatchObject({ total: tenth(input), confidence: 'exact' });
  expect(cost(model, { input: 0, output: 100_000 })).toMatchObject({ total: tenth(output) });
  if (cacheRead !== undefined)
    expect(cost(model, { input: 0, cacheRead: 100_000 })).toMatchObject({ total: tenth(cacheRead) });
  if (cacheWrite !== undefined)
    expect(cost(model, { input: 0, cacheWrite: 100_000 })).toMatchObject({ total: tenth(cacheWrite) });
});

test('one-hour writes cost twice the input, apart from five-minute ones', () => {
  // 1,000 × 3.75 $/M + 2,000 × 6 $/M
  expect(cost(SONNET, { input: 0, cacheWrite: 3000, cacheWrite1h: 2000 })).toMatchObject({
    cacheWrite: 0.01575,
    total: 0.01575,
  });
});

test('a geography without a price of its own costs what the model costs', () => {
  expect(cost(`ca.${SONNET}`, { input: 1000, output: 0 })).toMatchObject({
    total: 0.003,
    confidence: 'model',
    rate: { model: SONNET },
  });
});

const PROFILE = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abcdef123456';

test('a resolved profile is priced as its model, one that nobody resolved is not', () => {
  expect(
    cost(PROFILE, { input: 1000, output: 0 }, { resolved: { [PROFILE]: { modelId: `us.${SONNET}` } } }),
  ).toMatchObject({ total: 0.0033, confidence: 'model', rate: { model: `us.${SONNET}` } });
  expect(cost(PROFILE, { input: 1000, output: 0 })).toEqual(unpriced('unresolved_model'));
});

test.each([
  ['arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abcdef123456', 'by_time'],
  ['arn:aws:bedrock:us-east-1:111122223333:imported-model/abcdef123456', 'by_time'],
  ['arn:aws:sagemaker:us-east-1:111122223333:endpoint/mine', 'by_time'],
  [`arn:aws:bedrock:us-east-1:111122223333:custom-model/${SONNET}/abcdef123456`, 'custom_model'],
  ['arn:aws:bedrock:us-east-1:111122223333:custom-model-deployment/abcdef123456', 'custom_model'],
])('%s has no price by the token, whatever model is behind it', (modelId, reason) => {
  const resolved = { [modelId]: { modelId: SONNET } };
  expect(cost(modelId, { input: 1000, output: 10 }, { resolved })).toEqual(unpriced(reason));
});

test('a reserved tier is paid for by time', () => {
  expect(cost(SONNET, { input: 1000, output: 10 }, { serviceTier: 'reserved' })).toEqual(unpriced('by_time'));
});

test('an unknown release of a known family is priced as the family', () => {
  expect(cost('anthropic.claude-sonnet-4-5-20991231-v9:0', { input: 1000, output: 0 })).toMatchObject({
    total: 0.003,
    confidence: 'family',
    rate: { model: SONNET },
  });
});

test('a family whose versions differ in price prices nothing: Titan embeddings v1 cost 5 × v2', () => {
  expect(cost('amazon.titan-embed-text-v2:0', { input: 1_000_000 })).toMatchObject({
    total: 0.02,
    confidence: 'exact',
  });
  expect(cost('amazon.titan-embed-text-v1', { input: 1_000_000 })).toMatchObject({ total: 0.1 });
  expect(cost('amazon.titan-embed-text-v9:0', { input: 1_000_000 })).toEqual(unpriced('no_rate'));
  expect(bookCost('meta.e-20250303-v1:0', { input: 1 })).toEqual(unpriced('no_rate'));
});

test('an unpriced model has no amounts, never 0', () => {
  expect(cost('newcomer.model-1', { input: 1000, output: 1000 })).toEqual(unpriced('no_rate'));
});

test('nothing counted is nothing known, not nothing used; a failed call is not billed', () => {
  expect(cost(SONNET, {})).toEqual(unpriced('not_counted'));
  expect(cost(SONNET, { output: 5 })).toEqual(unpriced('not_counted'));
  expect(cost(SONNET, {}, { failed: true })).toBeUndefined();
});

test('a call that was blocked before it counted anything costs its guardrail, as far as that is known', () => {
  const guardrailUnits = { topic_policy: 2 };
  expect(cost(SONNET, {}, { intervened: true, guardrailUnits })).toMatchObject({
    total: 0.0003,
    rate: { assumed: ['input', 'output'] },
  });
  expect(cost(SONNET, {}, { intervened: true })).toBeUndefined();
});

test('where only the input is counted, that is said', () => {
  expect(cost(SONNET, { input: 1000 })).toMatchObject({ total: 0.003, rate: { assumed: ['output'] } });
});

test('queries are priced apiece, never at nothing', () => {
  expect(cost('cohere.rerank-v3-5:0', {}, { queries: 2 })).toMatchObject({ total: 0.004, input: 0.004 });
  expect(cost('cohere.rerank-v3-5:0', {})).toEqual(unpriced('not_counted'));
});

test('more than 200,000 input tokens, cache included, have their own rate', () => {
  // 1 × 6 $/M + 200,000 × 0.6 $/M
  expect(cost(SONNET, { input: 1, cacheRead: 200_000 })).toMatchObject({
    total: 0.120006,
    rate: { tier: 'long_context' },
  });
  expect(cost(SONNET, { input: 0, cacheRead: 200_000 })).toMatchObject({
    total: 0.06,
    rate: { tier: 'standard' },
  });
});

test('service tiers have their own rates where the list has them, and no price where not', () => {
  // Nova Pro: 0.8 $/M, priority 1.4 $/M, flex 0.4 $/M
  const tiers = ['priority', 'flex', 'default'].map((serviceTier) =>
    cost('amazon.nova-pro-v1:0', { input: 1000, output: 0 }, { serviceTier }),
  );
  expect(tiers).toMatchObject([
    { total: 0.0014, rate: { tier: 'priority' } },
    { total: 0.0004, rate: { tier: 'flex' } },
    { total: 0.0008, rate: { tier: 'standard' } },
  ]);
  expect(cost(SONNET, { input: 1000, output: 0 }, { serviceTier: 'priority' })).toEqual(unpriced('tier'));
  expect(cost(SONNET, { input: 1000, output: 0 }, { serviceTier: 'turbo' })).toEqual(unpriced('tier'));
  expect(cost(SONNET, { input: 1000, output: 0 }, { latencyMode: 'optimized' })).toEqual(unpriced('tier'));
});

test('guardrail units are a part of the total; of a policy nobody prices there is no total', () => {
  // 0.15 $ per 1,000 units of content, words are free
  const guardrailUnits = { content_policy: 2, word_policy: 2 };
  expect(cost(SONNET, { input: 1000, output: 0 }, { guardrailUnits })).toMatchObject({
    guardrail: 0.0003,
    total: 0.0033,
  });
  expect(cost(SONNET, { input: 1000, output: 0 }, { guardrailUnits: { vibe_policy: 1 } })).toEqual(
    unpriced('no_rate'),
  );
});

test.each(
  Object.entries({
    topic_policy: 0.15,
    content_policy: 0.15,
    content_policy_image: 0.75,
    sensitive_information_policy: 0.1,
    sensitive_information_policy_free: 0,
    contextual_grounding_policy: 0.1,
    automated_reasoning_policy: 0.17,
    word_policy: 0,
  }),
)('1,000 units of %s cost %d $', (policy, usd) => {
  const priced = cost(SONNET, { input: 0, output: 0 }, { guardrailUnits: { [policy]: 1000 } });
  expect(priced).toMatchObject({ total: usd });
  expect(Object.hasOwn(BUILT_IN_PRICES.guardrailUnits, policy)).toBe(true);
});

test("the rate of the invocation's day", () => {
  const totals = ['2026-01-31', '2026-02-01', '2026-12-31'].map((day) =>
    bookCost('anthropic.a', { input: 1000, output: 0 }, { day }),
  );
  expect(totals).toMatchObject([
    { total: 0.001, rate: { date: '2026-03-01', source: 'test 1' } },
    { total: 0.002, rate: { date: '2026-02-01' } },
    { total: 0.002, rate: { date: '2026-02-01' } },
  ]);
});

test("a region's own rate comes before the general one", () => {
  expect(bookCost('anthropic.a', { input: 1000, output: 0 }, { region: 'eu-west-1' })).toMatchObject({
    total: 0.005,
  });
});

test("cache without a rate follows Anthropic's rule for Claude, the input elsewhere, and says so", () => {
  const tokens = { input: 0, output: 0, cacheRead: 1000, cacheWrite: 2000, cacheWrite1h: 1000 };
  const day = '2026-01-01';
  const assumed = ['cache_read', 'cache_write_5m', 'cache_write_1h'];
  expect(bookCost('anthropic.a', tokens, { day })).toMatchObject({
    cacheRead: 0.0001,
    cacheWrite: 0.00325,
    rate: { assumed },
  });
  expect(bookCost('meta.b', tokens, { day })).toMatchObject({
    cacheRead: 0.001,
    cacheWrite: 0.002,
    rate: { assumed },
  });
});

test('in a tier the cache keeps its proportion to the input', () => {
  // Standard 1 $/M with reads at 0.25 $/M; priority 2 $/M and no word about reads.
  const priced = bookCost('meta.d', { input: 0, output: 0, cacheRead: 1000 }, { serviceTier: 'priority' });
  expect(priced).toMatchObject({ total: 0.0005, rate: { tier: 'priority', assumed: ['cache_read'] } });
});

test('what was used and has no rate leaves the whole call unpriced', () => {
  expect(bookCost('meta.c', { input: 1, output: 1 })).toEqual(unpriced('no_rate'));
});

test('gpt-5.6 counts the cache inside the input: nothing is paid twice', () => {
  // 600 × 2 $/M + 300 × 0.2 $/M + 100 × 2.5 $/M
  expect(
    cost('global.openai.gpt-5.6-terra', { input: 1000, output: 0, cacheRead: 300, cacheWrite: 100 }),
  ).toMatchObject({ input: 0.0012, cacheRead: 0.00006, cacheWrite: 0.00025, total: 0.00151 });
});

const units = (usd: number | undefined): bigint => BigInt(Math.round((usd ?? 0) * 1e10));

test('the parts add up to the total to the last digit, for any counts and rates', () => {
  const count = fc.integer({ min: 0, max: 10_000_000 });
  const rate = fc.integer({ min: 1, max: 100_000_000 });
  fc.assert(
    fc.property(
      fc.record({ input: count, output: count, cacheRead: count, cacheWrite: count, cacheWrite1h: count }),
      fc.record({ input: rate, output: rate, cacheRead: rate, cacheWrite5m: rate, cacheWrite1h: rate }),
      count,
      rate,
      (tokens, rates, guarded, unitRate) => {
        const table = tableOf({
          origin: BOOK.origin,
          guardrailUnits: { topic_policy: unitRate },
          rates: [{ id: 'meta.x', ...rates }],
        });
        const facts = asked('meta.x', tokens, { guardrailUnits: { topic_policy: guarded } });
        const { input, output, cacheRead, cacheWrite, guardrail, total } = costOf(table, facts) as PricedCost;
        const parts = [input, output, cacheRead, cacheWrite, guardrail].map(units);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(units(total));
      },
    ),
  );
});

test('products beyond safe integers stay exact', () => {
  const tokens = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(tokens, fc.integer({ min: 0, max: 1e12 }), (quantity, rate) => {
      const exact = BigInt(quantity) * BigInt(rate);
      const difference = price(quantity, rate) * 100n - exact;
      expect(difference <= 50n && difference > -50n).toBe(true);
    }),
  );
  expect(toUsd(925_852_500n)).toBe(0.09258525);
});
