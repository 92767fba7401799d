import { costOf, NO_TOKENS, ratesOf, textUnits, type Used, usdText } from './prices';

const cost = (id: string, tokens: Partial<typeof NO_TOKENS>, more: Omit<Used, 'tokens'> = {}) => {
  const rates = ratesOf(id);
  if (!rates) throw new Error(`no rates for ${id}`);
  return usdText(costOf(rates, { tokens: { ...NO_TOKENS, ...tokens }, ...more }));
};

test('each kind of token has its own rate', () => {
  const id = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
  expect(cost(id, { input: 1_000_000 })).toBe('3.3');
  expect(cost(id, { output: 1_000_000 })).toBe('16.5');
  expect(cost(id, { cacheRead: 1_000_000 })).toBe('0.33');
  expect(cost(id, { cacheWrite5m: 1_000_000 })).toBe('4.125');
  expect(cost(id, { cacheWrite1h: 1_000_000 })).toBe('6.6');
});

test('fractions of a cent are exact', () => {
  expect(cost('amazon.nova-micro-v1:0', { input: 1, output: 1 })).toBe('0.000000175');
  expect(cost('amazon.nova-micro-v1:0', { cacheRead: 3 })).toBe('0.00000002625');
  expect(cost('cohere.rerank-v3-5:0', {}, { queries: 3 })).toBe('0.006');
});

test.each([
  [512, 'standard', '0.016'],
  [512, 'premium', '0.02'],
  [1024, 'standard', '0.02'],
  [1024, 'premium', '0.024'],
] as const)('two pictures of %i pixels in %s quality', (side, quality, usd) => {
  const images = { count: 2, width: side, height: side, quality };
  expect(cost('amazon.titan-image-generator-v2:0', {}, { images })).toBe(usd);
});

test('an unknown model has no rate, and the first known id decides', () => {
  expect(ratesOf('nobody.knows-v1:0')).toBeUndefined();
  expect(ratesOf('us.nobody.knows-v1:0', 'amazon.nova-pro-v1:0')).toBe(ratesOf('amazon.nova-pro-v1:0'));
});

test('picodollars as text', () => {
  expect(usdText(0n)).toBe('0');
  expect(usdText(1n)).toBe('0.000000000001');
  expect(usdText(-1_500_000_000_000n)).toBe('-1.5');
  expect(usdText(12_000_000_000_000n)).toBe('12');
});

test('a guardrail bills each started thousand characters of what it read', () => {
  expect([
    textUnits(1),
    textUnits(1000),
    textUnits(1001),
    textUnits(0),
    textUnits(2500, null),
    textUnits(10, 1200),
  ]).toEqual([1, 1, 2, 1, 3, 3]);
  const rates = ratesOf('amazon.nova-micro-v1:0');
  expect(rates && usdText(costOf(rates, { tokens: NO_TOKENS, guardrailUnits: 2 }))).toBe('0.0008');
});
