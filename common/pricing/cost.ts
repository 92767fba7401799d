/**
 * What an invocation cost at list price or at the price people set, with where the number comes from. A call
 * without a price has no amounts, never 0, and says why. An estimate: no discounts or commitments that nobody set.
 */
import { matchRate, holding, setForId, type Confidence, type MatchedRate, type RateQuestion } from './match';
import { price, toUsd, type Amount } from './money';
import type { ImageRate } from './price_book';
import type { ListedRate, PriceTable } from './price_table';
import type { ImageFacts, PricingFacts } from './pricing_facts';
import { ratesOfTier, servedAs } from './tier';
import { inputWithCache, NO_TOKENS, tokenAmounts, type TokenAmounts } from './token_amounts';

/**
 * Why a call has no price:
 * `no_rate` nobody lists one, or not for all that was used;
 * `unresolved_model` the id is opaque and nothing tells which model is behind it;
 * `by_time` capacity is paid for, not calls: provisioned throughput, reserved tier, imported models, endpoints;
 * `custom_model` a tuned model, whose price depends on how it is served;
 * `tier` the way it was served has no listed rate;
 * `not_counted` the record does not say how much was used.
 */
export const UNPRICED_REASONS = [
  'no_rate',
  'unresolved_model',
  'by_time',
  'custom_model',
  'tier',
  'not_counted',
] as const;
export type UnpricedReason = (typeof UNPRICED_REASONS)[number];

/** USD, exact to 10⁻¹⁰; the parts add up to the total. */
export interface PricedCost {
  readonly priced: true;
  readonly confidence: Exclude<Confidence, 'none'>;
  readonly currency: 'USD';
  readonly total: number;
  /** Rerank queries and pictures that became vectors are input, too. */
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly images?: number;
  readonly guardrail?: number;
  readonly rate: {
    readonly source: string;
    /** First day of the rate, or the day its source is of. */
    readonly date: string;
    /** The model whose rate it is. */
    readonly model: string;
    readonly tier: string;
    /** What was priced by a rule instead of a listed rate, and `input`, `output` where none was counted. */
    readonly assumed?: readonly string[];
  };
}

export interface Unpriced {
  readonly priced: false;
  readonly confidence: 'none';
  readonly reason: UnpricedReason;
}

export type Cost = PricedCost | Unpriced;

const unpriced = (reason: UnpricedReason): Unpriced => ({ priced: false, confidence: 'none', reason });

const BY_TIME: ReadonlySet<string | undefined> = new Set([
  'provisioned-model',
  'imported-model',
  'sagemaker-endpoint',
]);
const CUSTOM: ReadonlySet<string | undefined> = new Set(['custom-model', 'custom-model-deployment']);

function rateOf(table: PriceTable, question: RateQuestion): MatchedRate | UnpricedReason {
  const { model } = question;
  const aside = BY_TIME.has(model.resourceType)
    ? 'by_time'
    : CUSTOM.has(model.resourceType)
      ? 'custom_model'
      : undefined;
  if (aside !== undefined) return setForId(table, question) ?? aside;
  return matchRate(table, question) ?? (model.family === undefined ? 'unresolved_model' : 'no_rate');
}

/** A part of the price, or why it cannot be known. */
type Part<T> = T | UnpricedReason;
const isReason = (part: unknown): part is UnpricedReason => typeof part === 'string';

const isPerToken = (rate: ListedRate): boolean => rate.input !== undefined || rate.output !== undefined;

function tokensOf(
  rate: ListedRate,
  facts: PricingFacts,
  tier: RateQuestion['tier'],
): Part<TokenAmounts & { tier: string }> {
  const { tokens, model } = facts;
  // Image models have no token rate: what little the record counts is not billed.
  if (!isPerToken(rate)) return { ...NO_TOKENS, tier };
  const chosen = ratesOfTier(rate, tier, inputWithCache(tokens, model.family));
  if (!chosen) return 'tier';
  const { rates } = chosen;
  const unknown = (kind: 'input' | 'output'): boolean => tokens[kind] === undefined && (rates[kind] ?? 0) > 0;
  if (unknown('input') && !facts.intervened && !((facts.embeddedImages ?? 0) > 0)) return 'not_counted';
  const amounts = tokenAmounts(rates, rate, tokens, model);
  if (!amounts) return 'no_rate';
  const { input, output, cacheRead, cacheWrite } = amounts;
  // A record that is silent of what came out, or a blocked one of both, is taken at its word, and says so.
  const assumed = [...amounts.assumed];
  if (unknown('input')) assumed.push('input');
  if (unknown('output')) assumed.push('output');
  return { input, output, cacheRead, cacheWrite, tier: chosen.name, assumed };
}

/** Queries, and pictures, sound and films that became vectors. */
function otherInput(rate: ListedRate, facts: PricingFacts): Part<Amount> {
  const { queries, embeddedImages, requestKinds, operation } = facts;
  let amount = 0n;
  if (rate.query !== undefined) {
    if (queries === undefined) return 'not_counted';
    amount += price(queries, rate.query);
  }
  if (operation !== 'embeddings') return amount;
  if (requestKinds.includes('video') || requestKinds.includes('audio')) return 'no_rate';
  if (rate.inputImage !== undefined) {
    if (embeddedImages === undefined) return 'not_counted';
    return amount + price(embeddedImages, rate.inputImage);
  }
  return (embeddedImages ?? 0) > 0 ? 'no_rate' : amount;
}

function fits({ maxSide, quality, maxSteps }: ImageRate, facts: ImageFacts): boolean {
  const { width, height, steps } = facts;
  if (maxSide !== undefined && Math.max(width ?? 0, height ?? 0) > maxSide) return false;
  if (maxSteps !== undefined && (steps ?? 0) > maxSteps) return false;
  return quality === undefined || quality === (facts.quality ?? 'standard');
}

/** What the rate depends on and nobody named: then the smallest, of standard quality, is what one gets. */
function assumedOf(images: readonly ImageRate[], { width, height, quality, steps }: ImageFacts): string[] {
  const depends = (on: 'maxSide' | 'quality' | 'maxSteps'): boolean =>
    images.some((image) => image[on] !== undefined);
  return [
    ...(depends('maxSide') && width === undefined && height === undefined ? ['image_size'] : []),
    ...(depends('quality') && quality === undefined ? ['image_quality'] : []),
    ...(depends('maxSteps') && steps === undefined ? ['image_steps'] : []),
  ];
}

interface ImageAmount {
  readonly amount: Amount;
  readonly assumed: readonly string[];
}

/** Undefined where the model makes no images. */
function imageAmount(rate: ListedRate, facts: ImageFacts): Part<ImageAmount> | undefined {
  const { image, images } = rate;
  if (image === undefined && images === undefined) return undefined;
  if (facts.count === undefined) return 'not_counted';
  const each = images?.find((entry) => fits(entry, facts))?.rate ?? image;
  if (each === undefined) return 'no_rate';
  return { amount: price(facts.count, each), assumed: images ? assumedOf(images, facts) : [] };
}

function guardrailAmount(table: PriceTable, { guardrailUnits, region, day }: PricingFacts): Part<Amount> {
  let amount = 0n;
  for (const [policy, count] of Object.entries(guardrailUnits)) {
    if (count === 0) continue;
    const set = table.overriddenUnits.filter((unit) => unit.policy === policy);
    const rate =
      holding(set, region, day)?.rate ??
      (Object.hasOwn(table.guardrailUnits, policy) ? table.guardrailUnits[policy] : undefined);
    if (rate === undefined) return 'no_rate';
    amount += price(count, rate);
  }
  return amount;
}

/** A blocked answer of InvokeModel counts no tokens; what is known of its price are the units of its guardrail. */
const countsNothing = ({ intervened, tokens, guardrailUnits }: PricingFacts): boolean =>
  intervened &&
  tokens.input === undefined &&
  tokens.output === undefined &&
  Object.keys(guardrailUnits).length === 0;

/** Undefined for a call that is not billed, or not for anything known: it failed, or it was blocked and not counted. */
export function costOf(table: PriceTable, facts: PricingFacts): Cost | undefined {
  if (facts.failed || countsNothing(facts)) return undefined;
  const served = servedAs(facts);
  if (served === 'by_time') return unpriced('by_time');
  const tier = served === 'unknown' ? 'standard' : served;
  const { model, region, day } = facts;
  const matched = rateOf(table, { model, region, day, tier });
  if (isReason(matched)) return unpriced(matched);
  if (served === 'unknown') return unpriced('tier');
  const { rate, confidence } = matched;
  const tokens = tokensOf(rate, facts, tier);
  if (isReason(tokens)) return unpriced(tokens);
  const other = otherInput(rate, facts);
  if (isReason(other)) return unpriced(other);
  const images = imageAmount(rate, facts.images);
  if (isReason(images)) return unpriced(images);
  const guardrail = guardrailAmount(table, facts);
  if (isReason(guardrail)) return unpriced(guardrail);
  const input = tokens.input + other;
  const assumed = [...tokens.assumed, ...(images?.assumed ?? [])];
  const { source, date } = rate.origin;
  const listed = { source, date, model: rate.id, tier: tokens.tier };
  return {
    priced: true,
    confidence,
    currency: 'USD',
    total: toUsd(
      input + tokens.output + tokens.cacheRead + tokens.cacheWrite + (images?.amount ?? 0n) + guardrail,
    ),
    input: toUsd(input),
    output: toUsd(tokens.output),
    cacheRead: toUsd(tokens.cacheRead),
    cacheWrite: toUsd(tokens.cacheWrite),
    images: images && toUsd(images.amount),
    guardrail: guardrail === 0n ? undefined : toUsd(guardrail),
    rate: assumed.length === 0 ? listed : { ...listed, assumed },
  };
}
