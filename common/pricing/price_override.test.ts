/** Prices that people set: exact or refused, and before the list. */
import fc from 'fast-check';
import { costOf } from './cost';
import { asked, SONNET } from './cost.test_support';
import { overridesOf, placeOf, readPrice, readPrices, type ReadPrice } from './price_override';
import { priceTable } from './price_table';

const AT = '2026-11-20T10:00:00Z';
const model = (more: object = {}) => ({
  kind: 'model',
  model: SONNET,
  updated_at: AT,
  usd_per_million_tokens: { input: '2.4', output: '12' },
  ...more,
});
const guardrail = (more: object = {}) => ({
  kind: 'guardrail',
  policy: 'content_policy',
  updated_at: AT,
  usd_per_thousand_units: '0.12',
  ...more,
});

const read = (source: unknown): ReadPrice['read'] => readPrice({ id: 'a', source }).read;
let version = 0;
const withPrices = (...sources: object[]) =>
  priceTable(
    overridesOf(readPrices(sources.map((source, n) => ({ id: `p${n}`, source }))), `v${(version += 1)}`),
  );

test('USD per million tokens become whole pico-USD per token', () => {
  expect(
    read(
      model({
        usd_per_million_tokens: {
          input: '2.4',
          output: '12',
          cache_read: '0.24',
          cache_write_5m: '3.000001',
          cache_write_1h: '0',
        },
        tiers: { batch: { input: '1.2', output: '6' } },
        long_context: { above_tokens: 200_000, input: '4.8', output: '18' },
        usd_per_image: '0.035',
        usd_per_query: '0.000000000001',
      }),
    ),
  ).toMatchObject({
    ok: true,
    rate: {
      id: SONNET,
      input: 2_400_000,
      output: 12_000_000,
      cacheRead: 240_000,
      cacheWrite5m: 3_000_001,
      cacheWrite1h: 0,
      tiers: { batch: { input: 1_200_000, output: 6_000_000 } },
      long: { above: 200_000, input: 4_800_000, output: 18_000_000 },
      image: 35_000_000_000,
      query: 1,
      origin: { source: 'override', date: '2026-11-20' },
    },
  });
});

test('USD per thousand guardrail units', () => {
  expect(read(guardrail())).toMatchObject({
    ok: true,
    rate: { policy: 'content_policy', rate: 120_000_000 },
  });
});

test('any amount with six digits behind the point is held to the last digit', () => {
  fc.assert(
    fc.property(fc.nat(9000), fc.nat(999_999), (whole, millionths) => {
      const input = `${whole}.${String(millionths).padStart(6, '0')}`;
      expect(read(model({ usd_per_million_tokens: { input, output: '0' } }))).toMatchObject({
        ok: true,
        rate: { input: whole * 1_000_000 + millionths },
      });
    }),
  );
});

test.each([
  [model({ usd_per_million_tokens: { input: 2.4, output: '12' } }), 'no amount of USD'],
  [model({ usd_per_million_tokens: { input: '2,4', output: '12' } }), 'no amount of USD'],
  [model({ usd_per_million_tokens: { input: '-1', output: '12' } }), 'no amount of USD'],
  [model({ usd_per_million_tokens: { input: '1e3', output: '12' } }), 'no amount of USD'],
  [model({ usd_per_million_tokens: { input: '2.4' } }), 'usd_per_million_tokens.output'],
  [
    model({ usd_per_million_tokens: { input: '0.0000001', output: '1' } }),
    'input has more than 6 digits behind the point',
  ],
  [model({ usd_per_image: '99999' }), 'usd_per_image is too large'],
  [guardrail({ usd_per_thousand_units: '0.0000000001' }), 'more than 9 digits'],
  [guardrail({ policy: 'vibe_policy' }), 'policy is not valid'],
  [model({ usd_per_million_tokens: undefined }), 'names no price'],
  [
    model({ usd_per_million_tokens: undefined, tiers: { flex: { input: '1', output: '1' } } }),
    'usd_per_million_tokens is needed',
  ],
  [model({ usd_per_milion_tokens: {} }), 'keys that mean nothing'],
  [model({ from: '2026-02-30' }), 'from is not valid'],
  [model({ from: 'yesterday' }), 'from is not valid'],
  [model({ updated_at: '2026-13-01T00:00:00Z' }), 'updated_at is not valid'],
  [model({ region: 'Frankfurt' }), 'region is not valid'],
  [model({ model: 'a b' }), 'model is not valid'],
  [{ kind: 'discount' }, 'kind is not valid'],
  [null, 'the price is not valid'],
])('%j is refused: %s', (source, why) => {
  const found = read(source);
  expect(found).toMatchObject({ ok: false, problem: expect.stringContaining(why) as string });
});

test('anything may stand in the index', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(typeof read(value).ok).toBe('boolean');
      expect(typeof read(model({ usd_per_million_tokens: value })).ok).toBe('boolean');
    }),
  );
});

test('of two for one place the first holds', () => {
  const [one, two] = readPrices([
    { id: 'b', source: model() },
    { id: 'a', source: model({ usd_per_million_tokens: { input: '9', output: '9' } }) },
  ]);
  expect([one?.id, one?.read.ok]).toEqual(['a', true]);
  expect(two).toMatchObject({
    id: 'b',
    read: { ok: false, problem: 'a is about the same model, region and day' },
  });
});

test('a place is what a price is for', () => {
  const found = read(model({ region: 'eu-west-1', from: '2026-11-01' }));
  expect(found.ok && placeOf(found.price)).toBe(`model|${SONNET}|eu-west-1|2026-11-01`);
  const units = read(guardrail());
  expect(units.ok && placeOf(units.price)).toBe('guardrail|content_policy|*|*');
});

describe('before the list', () => {
  const tokens = { input: 1_000_000, output: 0 };
  const day = '2026-11-22';

  test('a price of the model, with where it is from', () => {
    expect(costOf(withPrices(model()), asked(SONNET, tokens))).toMatchObject({
      total: 2.4,
      confidence: 'exact',
      rate: { source: 'override', date: '2026-11-20', model: SONNET },
    });
  });

  test('of the model holds for all its geographies, unless one has its own', () => {
    const table = withPrices(
      model(),
      model({ model: `eu.${SONNET}`, usd_per_million_tokens: { input: '2.6', output: '13' } }),
    );
    expect(costOf(table, asked(`us.${SONNET}`, tokens))).toMatchObject({ total: 2.4, confidence: 'model' });
    expect(costOf(table, asked(`eu.${SONNET}`, tokens))).toMatchObject({ total: 2.6, confidence: 'exact' });
  });

  test('of a geography does not hold for the model elsewhere', () => {
    const table = withPrices(model({ model: `us.${SONNET}` }));
    expect(costOf(table, asked(SONNET, { input: 1000, output: 0 }))).toMatchObject({
      total: 0.003,
      rate: { source: 'litellm 1.109.1' },
    });
  });

  test('from its day on, and in its region', () => {
    const table = withPrices(model({ from: '2026-11-10', region: 'eu-west-1' }));
    const total = (region: string, at: string) =>
      costOf(table, asked(SONNET, { input: 1000, output: 0 }, { region, day: at }));
    expect(total('eu-west-1', '2026-11-09')).toMatchObject({ total: 0.003 });
    expect(total('eu-west-1', day)).toMatchObject({ total: 0.0024, rate: { date: '2026-11-10' } });
    expect(total('us-east-1', day)).toMatchObject({ total: 0.003 });
  });

  test('its cache follows from its input, and says so; length makes no difference', () => {
    expect(
      costOf(withPrices(model()), asked(SONNET, { input: 0, output: 0, cacheRead: 1_000_000 })),
    ).toMatchObject({ total: 0.24, rate: { tier: 'standard', assumed: ['cache_read'] } });
  });

  test('a tier that it says nothing of keeps its list price', () => {
    const nova = 'amazon.nova-pro-v1:0';
    const table = withPrices(model({ model: nova }));
    const flex = asked(nova, { input: 1000, output: 0 }, { serviceTier: 'flex' });
    expect(costOf(table, flex)).toMatchObject({ total: 0.0004, rate: { source: 'litellm 1.109.1' } });
    const own = withPrices(model({ model: nova, tiers: { flex: { input: '0.1', output: '0.2' } } }));
    expect(costOf(own, flex)).toMatchObject({ total: 0.0001, rate: { source: 'override', tier: 'flex' } });
  });

  test('a price for an ARN holds where calls have no list price', () => {
    const arn = 'arn:aws:bedrock:us-east-1:111122223333:provisioned-model/abcdef123456';
    expect(costOf(withPrices(model({ model: arn })), asked(arn, tokens))).toMatchObject({
      total: 2.4,
      confidence: 'exact',
    });
    expect(
      costOf(withPrices(model()), asked(arn, tokens, { resolved: { [arn]: { modelId: SONNET } } })),
    ).toEqual({
      priced: false,
      confidence: 'none',
      reason: 'by_time',
    });
  });

  test('images and queries', () => {
    const canvas = 'amazon.nova-canvas-v1:0';
    const table = withPrices(
      { kind: 'model', model: canvas, updated_at: AT, usd_per_image: '0.03' },
      { kind: 'model', model: 'cohere.rerank-v3-5:0', updated_at: AT, usd_per_query: '0.001' },
    );
    expect(costOf(table, asked(canvas, {}, { images: { count: 2, width: 2048 } }))).toMatchObject({
      total: 0.06,
    });
    expect(costOf(table, asked('cohere.rerank-v3-5:0', {}, { queries: 3 }))).toMatchObject({ total: 0.003 });
  });

  test('guardrail units', () => {
    const table = withPrices(guardrail({ from: '2026-11-10' }));
    const guarded = (at: string) =>
      costOf(
        table,
        asked(SONNET, { input: 0, output: 0 }, { day: at, guardrailUnits: { content_policy: 1000 } }),
      );
    expect(guarded('2026-11-09')).toMatchObject({ guardrail: 0.15 });
    expect(guarded(day)).toMatchObject({ guardrail: 0.12, total: 0.12 });
  });
});

test('a table is made once for each version', () => {
  const prices = overridesOf([], 'same');
  const some = { ...prices, rates: [{ id: 'a.b', input: 1, origin: { source: 'override', date: AT } }] };
  expect(priceTable(some)).toBe(priceTable({ ...some }));
  expect(priceTable({ ...some, version: 'other' })).not.toBe(priceTable(some));
});
