/**
 * Which rate a call has. What people set comes first: of the id as it was logged, of the id that could be read,
 * of the model without its geography; so that what is set for a model holds for all its geographies that have
 * nothing of their own. Then what is built in, by the same steps and last by the model's family, which only
 * counts where all its models cost the same: two versions of an embedding model differ by a factor of five.
 */
import { familyKey, type ListedRate, type PriceTable, type RateIndex } from './price_table';
import type { OtherTier } from './price_book';
import type { ModelFacts } from './pricing_facts';

/** `exact`: the logged id. `model`: geography stripped, or the id resolved. `family`: another model of it. */
export type Confidence = 'exact' | 'model' | 'family' | 'none';

export type ServedTier = 'standard' | OtherTier;

export interface MatchedRate {
  readonly rate: ListedRate;
  readonly confidence: Exclude<Confidence, 'none'>;
}

export interface RateQuestion {
  readonly model: ModelFacts;
  readonly region: string | undefined;
  /** Day of the invocation, `YYYY-MM-DD` in UTC. */
  readonly day: string;
  readonly tier: ServedTier;
}

/** Of things with a region and a first day, the one that held: of the region if there is one, the latest begun. */
export function holding<T extends { readonly region?: string; readonly from?: string }>(
  entries: readonly T[] | undefined,
  region: string | undefined,
  day: string,
): T | undefined {
  if (!entries) return undefined;
  let general: T | undefined;
  let regional: T | undefined;
  for (const entry of entries) {
    const begins = entry.from ?? '';
    if (begins > day) continue;
    if (entry.region === undefined) {
      if (begins >= (general?.from ?? '')) general = entry;
    } else if (entry.region === region && begins >= (regional?.from ?? '')) regional = entry;
  }
  return regional ?? general;
}

const TERMS = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'image', 'query'] as const;

const sameTerms = (one: ListedRate, other: ListedRate): boolean =>
  TERMS.every((term) => one[term] === other[term]);

function familyRate(
  { byId, families }: RateIndex,
  { vendor, family }: ModelFacts,
  region: string | undefined,
  day: string,
): ListedRate | undefined {
  if (vendor === undefined || family === undefined) return undefined;
  const rates = (families.get(familyKey(vendor, family)) ?? [])
    .map((id) => holding(byId.get(id), region, day))
    .filter((rate): rate is ListedRate => rate !== undefined);
  const [rate, ...others] = rates;
  return rate && others.every((other) => sameTerms(rate, other)) ? rate : undefined;
}

export const offersTier = (rate: ListedRate, tier: ServedTier): boolean =>
  tier === 'standard' || rate.tiers?.[tier] !== undefined;

/** What people set for exactly this id, ARNs included: it holds also where calls have no list price at all. */
export function setForId({ overrides }: PriceTable, question: RateQuestion): MatchedRate | undefined {
  const { model, region, day, tier } = question;
  if (model.modelId === undefined) return undefined;
  const rate = holding(overrides.byId.get(model.modelId), region, day);
  return rate && offersTier(rate, tier) ? { rate, confidence: 'exact' } : undefined;
}

/** An override that says nothing of a tier leaves it to the list. */
export function matchRate(table: PriceTable, question: RateQuestion): MatchedRate | undefined {
  const { model, region, day, tier } = question;
  const { readableId, baseId } = model;
  const set = setForId(table, question);
  if (set) return set;
  const steps = [
    ...(readableId === undefined
      ? []
      : [{ id: readableId, confidence: model.resolved ? 'model' : 'exact' } as const]),
    ...(baseId === undefined ? [] : [{ id: baseId, confidence: 'model' } as const]),
  ];
  for (const { id, confidence } of steps) {
    const rate = holding(table.overrides.byId.get(id), region, day);
    if (rate && offersTier(rate, tier)) return { rate, confidence };
  }
  for (const { id, confidence } of steps) {
    const rate = holding(table.builtIn.byId.get(id), region, day);
    if (rate) return { rate, confidence };
  }
  const rate = familyRate(table.builtIn, model, region, day);
  return rate && { rate, confidence: 'family' };
}
