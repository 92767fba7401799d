/**
 * Rates per model with date and origin. The built-in book is data, refreshed at development time by
 * `scripts/refresh_prices.py`; a book that a person edited has the same shape. Rates are whole pico-USD.
 */
import builtIn from './price_book.json';

/** pico-USD per token. A kind without a rate of its own is absent. */
export interface TokenRates {
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite5m?: number;
  readonly cacheWrite1h?: number;
}

export interface Rate extends TokenRates {
  /** A model id, with its geography where that has a price of its own. */
  readonly id: string;
  /** Only for calls from this region. */
  readonly region?: string;
  /** First day, `YYYY-MM-DD` in UTC; without it the rate holds since ever. */
  readonly from?: string;
  /** pico-USD per image that came back. */
  readonly image?: number;
  /** pico-USD per query, for rerank. */
  readonly query?: number;
  /** Rates of service tiers that have their own. */
  readonly tiers?: { readonly priority?: TokenRates; readonly flex?: TokenRates };
  /** Rates of the whole call when its input, cache included, is longer than `above` tokens. */
  readonly long?: TokenRates & { readonly above: number };
}

export interface PriceBook {
  readonly origin: { readonly name: string; readonly version: string; readonly date: string };
  /** pico-USD per guardrail unit, by policy. */
  readonly guardrailUnits: Readonly<Record<string, number>>;
  readonly rates: readonly Rate[];
}

export const BUILT_IN_PRICES: PriceBook = builtIn;
