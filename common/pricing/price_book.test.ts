/** The data themselves: what a wrong line in them would do to people's cost pages. */
import { costOf } from './cost';
import { asked } from './cost.test_support';
import { BUILT_IN_PRICES, PRICE_OVERLAY, type LengthRates, type Rate } from './price_book';
import { priceTable } from './price_table';

const RATES: readonly Rate[] = [...BUILT_IN_PRICES.rates, ...PRICE_OVERLAY.rates];

function* numbersOf(rates: LengthRates): Generator<number> {
  for (const kind of ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h'] as const) {
    for (const rate of [rates[kind], rates.long?.[kind]]) if (rate !== undefined) yield rate;
  }
}

function* amountsOf(rate: Rate): Generator<number> {
  yield* numbersOf(rate);
  for (const tier of Object.values(rate.tiers ?? {})) yield* numbersOf(tier);
  for (const unit of [rate.image, rate.inputImage, rate.query]) if (unit !== undefined) yield unit;
  for (const image of rate.images ?? []) yield image.rate;
}

test('rates are whole numbers of pico-USD, and no model is free of everything', () => {
  for (const rate of RATES) {
    const amounts = [...amountsOf(rate)];
    expect({ rate, wrong: amounts.filter((amount) => !Number.isSafeInteger(amount) || amount < 0) }).toEqual({
      rate,
      wrong: [],
    });
    expect(amounts.some((amount) => amount > 0)).toBe(true);
  }
});

test('nothing stands twice', () => {
  for (const rates of [BUILT_IN_PRICES.rates, PRICE_OVERLAY.rates] as readonly (readonly Rate[])[]) {
    const places = rates.map(({ id, region, from }) => [id, region, from].join(' '));
    expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  }
});

test('what is kept by hand says where it was read and when', () => {
  for (const { source, date } of PRICE_OVERLAY.rates) {
    expect(source).toMatch(/^(litellm \d+\.\d+\.\d+|aws\.amazon\.com\/bedrock\/pricing)$/);
    expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
});

/** USD per million tokens while they were served. */
test.each([
  ['anthropic.claude-3-haiku-20240307-v1:0', 0.25, 1.25, 'litellm 1.100.0'],
  ['us.anthropic.claude-3-sonnet-20240229-v1:0', 3, 15, 'litellm 1.100.0'],
  ['anthropic.claude-3-opus-20240229-v1:0', 15, 75, 'litellm 1.109.1'],
  ['anthropic.claude-v2', 8, 24, 'litellm 1.75.0'],
  ['anthropic.claude-v2:1', 8, 24, 'litellm 1.109.1'],
  ['anthropic.claude-instant-v1', 0.8, 2.4, 'litellm 1.109.1'],
  ['cohere.command-r-v1:0', 0.5, 1.5, 'litellm 1.100.0'],
  ['cohere.command-r-plus-v1:0', 3, 15, 'litellm 1.100.0'],
  ['cohere.command-text-v14', 1, 2, 'litellm 1.109.1'],
  ['amazon.titan-text-lite-v1', 0.15, 0.2, 'litellm 1.109.1'],
  ['ai21.j2-ultra-v1', 18.8, 18.8, 'litellm 1.109.1'],
])('%s is retired and still has its price', (model, input, output, source) => {
  expect(costOf(priceTable(), asked(model, { input: 1_000_000, output: 1_000_000 }))).toMatchObject({
    confidence: 'exact',
    input,
    output,
    rate: { source },
  });
});
