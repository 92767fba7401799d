/**
 * Rates per model with date and origin. The book is data that `scripts/refresh_prices.py` writes at development
 * time; the overlay beside it is kept by hand, for what the book's origin has dropped or never had. Rates are
 * whole pico-USD.
 */
import builtIn from './price_book.json';
import kept from './price_overlay.json';

/** pico-USD per token. A kind without a rate of its own is absent. */
export interface TokenRates {
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite5m?: number;
  readonly cacheWrite1h?: number;
}

export interface LengthRates extends TokenRates {
  /** Rates of the whole call when its input, cache included, is longer than `above` tokens. */
  readonly long?: TokenRates & { readonly above: number };
}

/** The rate of images up to a size; without a bound of a kind, of every image. */
export interface ImageRate {
  /** pico-USD per image that came back. */
  readonly rate: number;
  /** Longest side in pixels. */
  readonly maxSide?: number;
  readonly quality?: string;
  /** Diffusion steps. */
  readonly maxSteps?: number;
}

/** Ways of serving a call that have rates of their own. */
export const OTHER_TIERS = ['priority', 'flex', 'batch', 'ultrafast', 'latency_optimized'] as const;
export type OtherTier = (typeof OTHER_TIERS)[number];

export interface Rate extends LengthRates {
  /** A model id, with its geography where that has a price of its own. */
  readonly id: string;
  /** Only for calls from this region. */
  readonly region?: string;
  /** First day, `YYYY-MM-DD` in UTC; without it the rate holds since ever. */
  readonly from?: string;
  /** pico-USD per image that came back, whatever its size and quality. */
  readonly image?: number;
  /** The first that fits holds. */
  readonly images?: readonly ImageRate[];
  /** pico-USD per image that is turned into a vector. */
  readonly inputImage?: number;
  /** pico-USD per query, for rerank. */
  readonly query?: number;
  /** Rates of service tiers that have their own. */
  readonly tiers?: { readonly [tier in OtherTier]?: LengthRates };
}

export interface PriceBook {
  readonly origin: { readonly name: string; readonly version: string; readonly date: string };
  /** pico-USD per guardrail unit, by policy. */
  readonly guardrailUnits: Readonly<Record<string, number>>;
  readonly rates: readonly Rate[];
}

/** A rate kept by hand: it takes the place of what the book says of the same id and region. */
export interface KeptRate extends Rate {
  /** Where it was read. */
  readonly source: string;
  /** Day it was read of, `YYYY-MM-DD`. */
  readonly date: string;
}

export interface PriceOverlay {
  readonly rates: readonly KeptRate[];
}

export const BUILT_IN_PRICES: PriceBook = builtIn;
export const PRICE_OVERLAY: PriceOverlay = kept;
