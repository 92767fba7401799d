/**
 * A rate as a person sets it, and as it stands in `.bedrock-prices`: in the units of a price list, as decimal text,
 * so that nothing is rounded on the way. Whoever may write the index is not thereby trusted: what is malformed or
 * cannot be held exactly is refused with a plain reason, and the built-in price stays.
 */
import * as z from 'zod/mini';
import { OTHER_TIERS, type LengthRates, type OtherTier, type TokenRates } from './price_book';
import type { ListedRate, PriceOverrides, UnitRate } from './price_table';

/** USD as decimal text: `2.4`, `0.0375`. */
const usd = z.string().check(z.regex(/^\d{1,6}(\.\d{1,12})?$/));
/** Whether there is such a day or time: what reads it later would refuse the whole document. */
const exists = (text: string): boolean => {
  const time = Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text.slice(0, 10);
};
const day = z.string().check(z.regex(/^20\d{2}-\d{2}-\d{2}$/), z.refine(exists));
const region = z.string().check(z.regex(/^[a-z]{2}(-[a-z]+)+-\d$/));

const CACHE_RATES = {
  /** Tokens read from the cache. */
  cache_read: z.optional(usd),
  /** Tokens written to the cache for five minutes. */
  cache_write_5m: z.optional(usd),
  /** Tokens written to the cache for an hour. */
  cache_write_1h: z.optional(usd),
};

/** USD per million tokens. What a cached kind costs that is left out follows from input. */
const TokenPrices = z.strictObject({
  /** Tokens that went in and were not cached. */
  input: usd,
  /** Tokens that came out; `0` for models without. */
  output: usd,
  ...CACHE_RATES,
});
type TokenPrices = z.infer<typeof TokenPrices>;

/** USD per million tokens of calls whose input, cache included, is longer than `above_tokens`. */
const LongPrices = z.extend(TokenPrices, { above_tokens: z.int().check(z.positive()) });

const PLACE = {
  /** Only for calls to this region. */
  region: z.optional(region),
  /** First day it holds (UTC); without one it holds since ever. */
  from: z.optional(day),
  /** Why, or from where. */
  note: z.optional(z.string().check(z.maxLength(500))),
  /** Who set it. */
  updated_by: z.optional(z.string().check(z.maxLength(200))),
  /** When, as an ISO 8601 time in UTC. */
  updated_at: z
    .string()
    .check(z.regex(/^20\d{2}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/), z.refine(exists)),
};

export const ModelPrice = z.strictObject({
  kind: z.literal('model'),
  /**
   * As it is logged, an ARN too; with its geography (`us.…`), or without one for all geographies that have no price
   * of their own here.
   */
  model: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9._:/-]{2,299}$/)),
  ...PLACE,
  usd_per_million_tokens: z.optional(TokenPrices),
  /** USD per million tokens of service tiers. A tier that is left out keeps its list price. */
  tiers: z.optional(z.partialRecord(z.enum(OTHER_TIERS), TokenPrices)),
  /** Without it length makes no difference. */
  long_context: z.optional(LongPrices),
  /** USD per image that came back, whatever its size and quality. */
  usd_per_image: z.optional(usd),
  /** USD per picture that becomes a vector. */
  usd_per_input_image: z.optional(usd),
  /** USD per rerank query. */
  usd_per_query: z.optional(usd),
});
export type ModelPrice = z.infer<typeof ModelPrice>;

export const GUARDRAIL_POLICIES = [
  'topic_policy',
  'content_policy',
  'content_policy_image',
  'word_policy',
  'sensitive_information_policy',
  'sensitive_information_policy_free',
  'contextual_grounding_policy',
  'automated_reasoning_policy',
] as const;

export const GuardrailPrice = z.strictObject({
  kind: z.literal('guardrail'),
  policy: z.enum(GUARDRAIL_POLICIES),
  ...PLACE,
  /** USD per thousand text units (or images, for the policy that looks at them). */
  usd_per_thousand_units: usd,
});
export type GuardrailPrice = z.infer<typeof GuardrailPrice>;

export const PriceOverride = z.discriminatedUnion('kind', [ModelPrice, GuardrailPrice]);
export type PriceOverride = z.infer<typeof PriceOverride>;

/** What a price is for: two of one place cannot both hold. It is the id of the document. */
export function placeOf(price: PriceOverride): string {
  const what = price.kind === 'model' ? price.model : price.policy;
  return [price.kind, what, price.region ?? '*', price.from ?? '*'].join('|');
}

/** Why a price cannot be used; never its values. */
export class RefusedPrice extends Error {
  override readonly name = 'RefusedPrice';
}

/** Digits behind the point that a price of each unit may have, so that one of it is a whole number of pico-USD. */
const DECIMALS = { million: 6, thousand: 9, one: 12 } as const;

/** @throws RefusedPrice where it is finer than can be held */
function pico(text: string, per: keyof typeof DECIMALS, where: string): number {
  const [whole = '0', fraction = ''] = text.split('.');
  const decimals = DECIMALS[per];
  const digits = fraction.replace(/0+$/, '');
  if (digits.length > decimals)
    throw new RefusedPrice(`${where} has more than ${decimals} digits behind the point`);
  const amount = Number(whole + digits.padEnd(decimals, '0'));
  if (!Number.isSafeInteger(amount)) throw new RefusedPrice(`${where} is too large`);
  return amount;
}

function tokenRates(prices: TokenPrices, where: string): TokenRates {
  const of = (key: keyof TokenPrices): number | undefined => {
    const text = prices[key];
    return text === undefined ? undefined : pico(text, 'million', `${where}.${key}`);
  };
  return {
    input: of('input'),
    output: of('output'),
    cacheRead: of('cache_read'),
    cacheWrite5m: of('cache_write_5m'),
    cacheWrite1h: of('cache_write_1h'),
  };
}

function tierRates(tiers: NonNullable<ModelPrice['tiers']>): { [tier in OtherTier]?: LengthRates } {
  const rates: { [tier in OtherTier]?: LengthRates } = {};
  for (const tier of OTHER_TIERS) {
    const prices = tiers[tier];
    if (prices !== undefined) rates[tier] = tokenRates(prices, `tiers.${tier}`);
  }
  return rates;
}

function rateOf(price: ModelPrice): ListedRate {
  const { model, region: only, from, tiers, long_context: long, usd_per_million_tokens: tokens } = price;
  const each = (key: 'usd_per_image' | 'usd_per_input_image' | 'usd_per_query'): number | undefined => {
    const text = price[key];
    return text === undefined ? undefined : pico(text, 'one', key);
  };
  const [image, inputImage, query] = [
    each('usd_per_image'),
    each('usd_per_input_image'),
    each('usd_per_query'),
  ];
  if (tokens === undefined && (long ?? tiers ?? inputImage) !== undefined)
    throw new RefusedPrice('usd_per_million_tokens is needed where another price is about tokens');
  if (tokens === undefined && image === undefined && query === undefined)
    throw new RefusedPrice('it names no price');
  return {
    id: model,
    region: only,
    from,
    ...(tokens === undefined ? {} : tokenRates(tokens, 'usd_per_million_tokens')),
    image,
    inputImage,
    query,
    ...(tiers === undefined ? {} : { tiers: tierRates(tiers) }),
    ...(long === undefined
      ? {}
      : { long: { above: long.above_tokens, ...tokenRates(long, 'long_context') } }),
    origin: { source: 'override', date: from ?? price.updated_at.slice(0, 10) },
  };
}

export interface StoredPrice {
  readonly id: string;
  readonly source: unknown;
}

export interface ReadPrice {
  readonly id: string;
  readonly read:
    | { readonly ok: true; readonly price: PriceOverride; readonly rate: ListedRate | UnitRate }
    /** Where and how it is wrong; never its values. */
    | { readonly ok: false; readonly problem: string };
}

function issueOf(error: z.core.$ZodError): string {
  const [issue] = error.issues;
  const where = issue?.path.map(String).join('.') || 'the price';
  if (issue?.code === 'unrecognized_keys') return `${where} has keys that mean nothing here`;
  const amount = /^(usd_|tiers\.|long_context\.)/.test(where) && !where.endsWith('above_tokens');
  return amount
    ? `${where} is no amount of USD, which is a decimal number as text, such as "2.4"`
    : `${where} is not valid (${issue?.code ?? 'unknown'})`;
}

export function readPrice({ id, source }: StoredPrice): ReadPrice {
  const parsed = PriceOverride.safeParse(source);
  if (!parsed.success) return { id, read: { ok: false, problem: issueOf(parsed.error) } };
  const price = parsed.data;
  try {
    const rate: ListedRate | UnitRate =
      price.kind === 'model'
        ? rateOf(price)
        : {
            policy: price.policy,
            region: price.region,
            from: price.from,
            rate: pico(price.usd_per_thousand_units, 'thousand', 'usd_per_thousand_units'),
          };
    return { id, read: { ok: true, price, rate } };
  } catch (error) {
    if (error instanceof RefusedPrice) return { id, read: { ok: false, problem: error.message } };
    throw error;
  }
}

/** All of an index, in the order of their ids: of two for one place the first holds, and the other says so. */
export function readPrices(documents: readonly StoredPrice[]): ReadPrice[] {
  const taken = new Map<string, string>();
  return [...documents]
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map(readPrice)
    .map((found): ReadPrice => {
      if (!found.read.ok) return found;
      const place = placeOf(found.read.price);
      const first = taken.get(place);
      if (first !== undefined)
        return {
          id: found.id,
          read: { ok: false, problem: `${first} is about the same model, region and day` },
        };
      taken.set(place, found.id);
      return found;
    });
}

/** @param version changes whenever one of the documents does */
export function overridesOf(prices: readonly ReadPrice[], version: string): PriceOverrides {
  const rates: ListedRate[] = [];
  const guardrailUnits: UnitRate[] = [];
  for (const { read } of prices) {
    if (!read.ok) continue;
    if ('policy' in read.rate) guardrailUnits.push(read.rate);
    else rates.push(read.rate);
  }
  return { version, rates, guardrailUnits };
}
