/**
 * How a call was served, as far as that changes its price, and the rates of that. A tier without rates of its own
 * has no price here: what the standard tier costs would be a guess.
 */
import { OTHER_TIERS, type Rate, type TokenRates } from './price_book';
import type { ServedTier } from './match';
import type { PricingFacts } from './pricing_facts';

/** `by_time`: paid for as capacity. `unknown`: a word nobody knows the price of. */
export type Served = ServedTier | 'by_time' | 'unknown';

/** The vendors' words for the ordinary way. */
const STANDARD: ReadonlySet<string> = new Set(['default', 'standard', 'auto', 'on_demand']);

const isOtherTier = (word: string): word is (typeof OTHER_TIERS)[number] =>
  OTHER_TIERS.some((tier) => tier === word);

export function servedAs({ serviceTier, latencyMode }: PricingFacts): Served {
  const word = serviceTier?.toLowerCase() ?? 'standard';
  const optimized = latencyMode?.toLowerCase() === 'optimized';
  if (STANDARD.has(word)) return optimized ? 'latency_optimized' : 'standard';
  if (word === 'reserved') return 'by_time';
  return isOtherTier(word) && !optimized ? word : 'unknown';
}

export interface ChosenRates {
  /** As a document says it: `standard`, `priority`, `long_context`, `priority_long_context`, … */
  readonly name: string;
  readonly rates: TokenRates;
}

/** @param inputTokens everything that went in, cache included */
export function ratesOfTier(rate: Rate, tier: ServedTier, inputTokens: number): ChosenRates | undefined {
  const own = tier === 'standard' ? rate : rate.tiers?.[tier];
  if (own === undefined) return undefined;
  const isLong = rate.long !== undefined && inputTokens > rate.long.above;
  if (!isLong) return { name: tier, rates: own };
  if (own.long === undefined) return undefined;
  return { name: tier === 'standard' ? 'long_context' : `${tier}_long_context`, rates: own.long };
}
