/**
 * Finds the rate of a model on a day: the logged id first, then the model without its geography, then its
 * family, and says how sure the match is. A family only counts when all its models cost the same: two versions
 * of an embedding model have been known to differ by a factor of five.
 */
import { parseModelId, type ModelIdentity } from '../models/model_id';
import type { PriceBook, Rate } from './price_book';

/** `exact`: the logged id. `model`: geography stripped, or the id resolved. `family`: another model of it. */
export type Confidence = 'exact' | 'model' | 'family' | 'none';

export interface MatchedRate {
  readonly rate: Rate;
  readonly confidence: Exclude<Confidence, 'none'>;
}

interface Index {
  /** All entries of a model id, by id. */
  readonly byId: ReadonlyMap<string, readonly Rate[]>;
  /** Base ids by `vendor.family`. */
  readonly families: ReadonlyMap<string, readonly string[]>;
}

const indices = new WeakMap<PriceBook, Index>();

const familyKey = (vendor: string, family: string): string => `${vendor}.${family}`;

function indexOf(book: PriceBook): Index {
  const known = indices.get(book);
  if (known) return known;
  const byId = new Map<string, Rate[]>();
  const families = new Map<string, string[]>();
  for (const rate of book.rates) {
    const entries = byId.get(rate.id);
    if (entries) {
      entries.push(rate);
      continue;
    }
    byId.set(rate.id, [rate]);
    const { vendor, family, geography } = parseModelId(rate.id);
    if (family === undefined || vendor === undefined || geography !== undefined) continue;
    const key = familyKey(vendor, family);
    families.set(key, [...(families.get(key) ?? []), rate.id]);
  }
  const index = { byId, families };
  indices.set(book, index);
  return index;
}

/** The entry that held on `day`: of the region if there is one, the latest that had begun. */
function entryOf(
  entries: readonly Rate[] | undefined,
  region: string | undefined,
  day: string,
): Rate | undefined {
  if (!entries) return undefined;
  const regional = entries.filter((entry) => entry.region !== undefined && entry.region === region);
  const candidates = regional.length > 0 ? regional : entries.filter((entry) => entry.region === undefined);
  let latest: Rate | undefined;
  for (const entry of candidates) {
    const begins = entry.from ?? '';
    if (begins <= day && begins >= (latest?.from ?? '')) latest = entry;
  }
  return latest;
}

const TERMS = ['input', 'output', 'cacheRead', 'cacheWrite5m', 'cacheWrite1h', 'image', 'query'] as const;

const sameTerms = (one: Rate, other: Rate): boolean => TERMS.every((term) => one[term] === other[term]);

function familyRate(
  { byId, families }: Index,
  { vendor, family }: ModelIdentity,
  region: string | undefined,
  day: string,
): Rate | undefined {
  if (vendor === undefined || family === undefined) return undefined;
  const rates = (families.get(familyKey(vendor, family)) ?? [])
    .map((id) => entryOf(byId.get(id), region, day))
    .filter((rate): rate is Rate => rate !== undefined);
  const [rate, ...others] = rates;
  return rate && others.every((other) => sameTerms(rate, other)) ? rate : undefined;
}

/** @param day of the invocation, `YYYY-MM-DD` in UTC */
export function matchRate(
  book: PriceBook,
  model: ModelIdentity,
  region: string | undefined,
  day: string,
): MatchedRate | undefined {
  const index = indexOf(book);
  const { readableId, baseId, resolvedBy } = model;
  if (readableId !== undefined) {
    const rate = entryOf(index.byId.get(readableId), region, day);
    if (rate) return { rate, confidence: resolvedBy === 'id' ? 'exact' : 'model' };
  }
  if (baseId !== undefined) {
    const rate = entryOf(index.byId.get(baseId), region, day);
    if (rate) return { rate, confidence: 'model' };
  }
  const rate = familyRate(index, model, region, day);
  return rate && { rate, confidence: 'family' };
}
