/**
 * What an invocation cost at list price, with where the number comes from. An invocation without a rate is
 * unpriced and has no amounts, never 0. An estimate: no discounts, commitments or provisioned throughput.
 */
import { first } from '../documents/json';
import { inputIncludesCache } from '../models/kinds';
import type { ModelIdentity } from '../models/model_id';
import { matchRate, type Confidence } from './match';
import { price, toUsd, type Amount } from './money';
import type { PriceBook, Rate, TokenRates } from './price_book';

export interface Billable {
  /** As `common/bodies` counts it: for almost every family without what the cache read and wrote. */
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly cacheWrite1h?: number;
  readonly images?: number;
  /** Rerank calls are billed per query. */
  readonly queries?: number;
  readonly guardrailUnits?: ReadonlyMap<string, number>;
}

export interface PricedCost {
  readonly priced: true;
  readonly confidence: Confidence;
  readonly currency: 'USD';
  /** USD, exact to 10⁻¹⁰; the parts add up to it. */
  readonly total: number;
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly images?: number;
  readonly guardrail?: number;
  readonly rate: {
    readonly source: string;
    /** First day of the rate, or the book's own date. */
    readonly date: string;
    /** The model whose rate it is. */
    readonly model: string;
    readonly tier: Tier;
  };
}

export type Cost = PricedCost | { readonly priced: false; readonly confidence: 'none' };

export type Tier = 'standard' | 'priority' | 'flex' | 'long_context';

export interface CostQuestion {
  readonly model: ModelIdentity;
  readonly region: string | undefined;
  /** Day of the invocation, `YYYY-MM-DD` in UTC. */
  readonly day: string;
  readonly serviceTier: string | undefined;
  readonly billable: Billable;
}

/** What the cache costs in relation to input where only the input has a rate (Anthropic's price list). */
const ANTHROPIC_CACHE = { cacheRead: 0.1, cacheWrite5m: 1.25, cacheWrite1h: 2 } as const;
/** Elsewhere what has no rate of its own is billed like any other input. */
const PLAIN_CACHE = { cacheRead: 1, cacheWrite5m: 1, cacheWrite1h: 1 } as const;

interface Chosen {
  readonly tier: Tier;
  readonly rates: TokenRates;
}

function chooseTier(rate: Rate, serviceTier: string | undefined, inputTokens: number): Chosen {
  if (rate.long && inputTokens > rate.long.above) return { tier: 'long_context', rates: rate.long };
  const { priority, flex } = rate.tiers ?? {};
  if (serviceTier === 'priority' && priority) return { tier: 'priority', rates: priority };
  if (serviceTier === 'flex' && flex) return { tier: 'flex', rates: flex };
  return { tier: 'standard', rates: rate };
}

/** The rate of a kind of cached token; a derived one is a whole number again. */
function cacheRate(
  rates: TokenRates,
  vendor: string | undefined,
  kind: keyof typeof PLAIN_CACHE,
): number | undefined {
  const own = rates[kind];
  if (own !== undefined) return own;
  if (rates.input === undefined) return undefined;
  return Math.round(rates.input * (vendor === 'anthropic' ? ANTHROPIC_CACHE : PLAIN_CACHE)[kind]);
}

/** Undefined when something that was used has no rate: then there is no honest total. */
function tokenAmounts(
  { rates }: Chosen,
  billable: Billable,
  vendor: string | undefined,
  includesCache: boolean,
): { input: Amount; output: Amount; cacheRead: Amount; cacheWrite: Amount } | undefined {
  const { input = 0, output = 0, cacheRead = 0, cacheWrite = 0 } = billable;
  const write1h = Math.min(billable.cacheWrite1h ?? 0, cacheWrite);
  const uncached = includesCache ? Math.max(0, input - cacheRead - cacheWrite) : input;
  const amount = (quantity: number, rate: number | undefined): Amount | undefined =>
    quantity === 0 ? 0n : rate === undefined ? undefined : price(quantity, rate);
  const amounts = {
    input: amount(uncached, rates.input),
    output: amount(output, rates.output),
    cacheRead: amount(cacheRead, cacheRate(rates, vendor, 'cacheRead')),
    write5m: amount(cacheWrite - write1h, cacheRate(rates, vendor, 'cacheWrite5m')),
    write1h: amount(write1h, cacheRate(rates, vendor, 'cacheWrite1h')),
  };
  if (
    amounts.input === undefined ||
    amounts.output === undefined ||
    amounts.cacheRead === undefined ||
    amounts.write5m === undefined ||
    amounts.write1h === undefined
  ) {
    return undefined;
  }
  return {
    input: amounts.input,
    output: amounts.output,
    cacheRead: amounts.cacheRead,
    cacheWrite: amounts.write5m + amounts.write1h,
  };
}

function guardrailAmount(book: PriceBook, units: ReadonlyMap<string, number> | undefined): Amount {
  let amount = 0n;
  for (const [policy, count] of units ?? []) amount += price(count, book.guardrailUnits[policy] ?? 0);
  return amount;
}

const UNPRICED: Cost = { priced: false, confidence: 'none' };

/** Undefined when there is nothing to price: a failed call without counts is not billed. */
export function costOf(book: PriceBook, question: CostQuestion): Cost | undefined {
  const { model, region, day, serviceTier, billable } = question;
  const { input, output, cacheRead, cacheWrite, images, queries } = billable;
  const counted = first<number>(input, output, cacheRead, cacheWrite, images, queries) !== undefined;
  if (!counted && (billable.guardrailUnits?.size ?? 0) === 0) return undefined;
  const matched = matchRate(book, model, region, day);
  if (!matched) return UNPRICED;
  const { rate, confidence } = matched;
  const includesCache = inputIncludesCache(model.family);
  const inputTokens = (input ?? 0) + (includesCache ? 0 : (cacheRead ?? 0) + (cacheWrite ?? 0));
  const chosen = chooseTier(rate, serviceTier, inputTokens);
  // Image models have no token rate: what little the record counts is not billed.
  const perToken = rate.input !== undefined || rate.output !== undefined;
  const tokens = perToken
    ? tokenAmounts(chosen, billable, model.vendor, includesCache)
    : { input: 0n, output: 0n, cacheRead: 0n, cacheWrite: 0n };
  if (!tokens || (!perToken && rate.image === undefined && rate.query === undefined)) return UNPRICED;
  // Images nobody counted are no free images.
  if (!perToken && rate.query === undefined && images === undefined) return undefined;
  const query = rate.query === undefined ? 0n : price(queries ?? 0, rate.query);
  const image = rate.image === undefined ? 0n : price(images ?? 0, rate.image);
  const guardrail = guardrailAmount(book, billable.guardrailUnits);
  const inputAndQuery = tokens.input + query;
  return {
    priced: true,
    confidence,
    currency: 'USD',
    total: toUsd(inputAndQuery + tokens.output + tokens.cacheRead + tokens.cacheWrite + image + guardrail),
    input: toUsd(inputAndQuery),
    output: toUsd(tokens.output),
    cacheRead: toUsd(tokens.cacheRead),
    cacheWrite: toUsd(tokens.cacheWrite),
    images: rate.image === undefined ? undefined : toUsd(image),
    guardrail: guardrail === 0n ? undefined : toUsd(guardrail),
    rate: {
      source: `${book.origin.name} ${book.origin.version}`,
      date: rate.from ?? book.origin.date,
      model: rate.id,
      tier: chosen.tier,
    },
  };
}
