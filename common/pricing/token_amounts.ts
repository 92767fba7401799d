/**
 * What the tokens of a call cost, kind by kind. What a cached token costs where only the input has a rate is
 * derived and named, so that a document says which of its numbers rest on a rule.
 */
import { inputIncludesCache } from '../models/kinds';
import { price, type Amount } from './money';
import type { Rate, TokenRates } from './price_book';
import type { ModelFacts, TokenCounts } from './pricing_facts';

type CacheKind = 'cacheRead' | 'cacheWrite5m' | 'cacheWrite1h';

/** What the cache costs in relation to input, in percent (Anthropic's price list). */
const ANTHROPIC_CACHE = { cacheRead: 10, cacheWrite5m: 125, cacheWrite1h: 200 } as const;
/** Elsewhere what has no rate of its own is billed like any other input. */
const PLAIN_CACHE = { cacheRead: 100, cacheWrite5m: 100, cacheWrite1h: 100 } as const;

/** Names of the kinds in `rate.assumed`. */
const ASSUMED = {
  cacheRead: 'cache_read',
  cacheWrite5m: 'cache_write_5m',
  cacheWrite1h: 'cache_write_1h',
} as const;

export interface TokenAmounts {
  readonly input: Amount;
  readonly output: Amount;
  readonly cacheRead: Amount;
  readonly cacheWrite: Amount;
  /** Kinds whose rate was derived. */
  readonly assumed: readonly string[];
}

export const NO_TOKENS: TokenAmounts = {
  input: 0n,
  output: 0n,
  cacheRead: 0n,
  cacheWrite: 0n,
  assumed: [],
};

/** Everything that went in: what a long call is told by. */
export function inputWithCache(tokens: TokenCounts, family: string | undefined): number {
  const { input = 0, cacheRead = 0, cacheWrite = 0 } = tokens;
  return inputIncludesCache(family) ? input : input + cacheRead + cacheWrite;
}

/** A derived rate is a whole number again. In a tier it keeps the proportion to input that the standard rate has. */
function derivedRate(kind: CacheKind, input: number, standard: Rate, vendor: string | undefined): number {
  const listed = standard[kind];
  if (listed !== undefined && standard.input !== undefined && standard.input > 0)
    return Math.round((listed / standard.input) * input);
  return Math.round((input * (vendor === 'anthropic' ? ANTHROPIC_CACHE : PLAIN_CACHE)[kind]) / 100);
}

/** Undefined when something that was used has no rate: then there is no honest total. */
export function tokenAmounts(
  rates: TokenRates,
  standard: Rate,
  tokens: TokenCounts,
  { vendor, family }: Pick<ModelFacts, 'vendor' | 'family'>,
): TokenAmounts | undefined {
  const { input = 0, output = 0, cacheRead = 0, cacheWrite = 0 } = tokens;
  const write1h = Math.min(tokens.cacheWrite1h ?? 0, cacheWrite);
  const uncached = inputIncludesCache(family) ? Math.max(0, input - cacheRead - cacheWrite) : input;
  const assumed: string[] = [];
  let complete = true;
  const amount = (quantity: number, rate: number | undefined): Amount => {
    if (quantity === 0) return 0n;
    if (rate !== undefined) return price(quantity, rate);
    complete = false;
    return 0n;
  };
  const cached = (quantity: number, kind: CacheKind): Amount => {
    const own = rates[kind];
    if (quantity === 0 || own !== undefined || rates.input === undefined) return amount(quantity, own);
    assumed.push(ASSUMED[kind]);
    return price(quantity, derivedRate(kind, rates.input, standard, vendor));
  };
  const amounts = {
    input: amount(uncached, rates.input),
    output: amount(output, rates.output),
    cacheRead: cached(cacheRead, 'cacheRead'),
    cacheWrite: cached(cacheWrite - write1h, 'cacheWrite5m') + cached(write1h, 'cacheWrite1h'),
    assumed,
  };
  return complete ? amounts : undefined;
}
