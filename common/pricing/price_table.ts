/**
 * All rates in the order in which they are asked: what people set, then what is built in. A table is made once
 * for each version of the overrides; the built-in part is indexed once. Of two rates for one id and region the
 * overlay's takes the book's place.
 */
import { parseModelId } from '../models/model_id';
import { BUILT_IN_PRICES, PRICE_OVERLAY, type PriceBook, type PriceOverlay, type Rate } from './price_book';

/** A rate and what a document says of it. */
export interface ListedRate extends Rate {
  readonly origin: RateOrigin;
}

export interface RateOrigin {
  /** `litellm 1.109.1`, `aws price list`, `override`. */
  readonly source: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

export interface RateIndex {
  /** All entries of a model id, by id. */
  readonly byId: ReadonlyMap<string, readonly ListedRate[]>;
  /** Ids without geography, by `vendor.family`. */
  readonly families: ReadonlyMap<string, readonly string[]>;
}

/** What a guardrail unit costs from a day on. */
export interface UnitRate {
  readonly policy: string;
  readonly region?: string;
  readonly from?: string;
  /** pico-USD per unit. */
  readonly rate: number;
}

/** What people set, as it is told to workers: small beside the book, which every worker has. */
export interface PriceOverrides {
  /** Changes with every change of a rate. */
  readonly version: string;
  readonly rates: readonly ListedRate[];
  readonly guardrailUnits: readonly UnitRate[];
}

export const NO_OVERRIDES: PriceOverrides = { version: 'none', rates: [], guardrailUnits: [] };

export interface PriceTable {
  readonly overrides: RateIndex;
  readonly overriddenUnits: readonly UnitRate[];
  readonly builtIn: RateIndex;
  readonly guardrailUnits: Readonly<Record<string, number>>;
}

export const familyKey = (vendor: string, family: string): string => `${vendor}.${family}`;

function indexOf(rates: readonly ListedRate[]): RateIndex {
  const byId = new Map<string, ListedRate[]>();
  const families = new Map<string, string[]>();
  for (const rate of rates) {
    const entries = byId.get(rate.id);
    if (entries) {
      entries.push(rate);
      continue;
    }
    byId.set(rate.id, [rate]);
    const { vendor, family, geography } = parseModelId(rate.id);
    if (vendor === undefined || family === undefined || geography !== undefined) continue;
    const key = familyKey(vendor, family);
    const ids = families.get(key);
    if (ids) ids.push(rate.id);
    else families.set(key, [rate.id]);
  }
  return { byId, families };
}

/** A table of a given book: what tests and tools price with. */
export function tableOf(
  book: PriceBook,
  overlay: PriceOverlay = { rates: [] },
  overrides: PriceOverrides = NO_OVERRIDES,
): PriceTable {
  const place = ({ id, region }: Rate): string => `${id} ${region ?? ''}`;
  const replaced = new Set(overlay.rates.map(place));
  const source = `${book.origin.name} ${book.origin.version}`;
  return {
    overrides: indexOf(overrides.rates),
    overriddenUnits: overrides.guardrailUnits,
    builtIn: indexOf([
      ...book.rates
        .filter((rate) => !replaced.has(place(rate)))
        .map((rate) => ({ ...rate, origin: { source, date: rate.from ?? book.origin.date } })),
      ...overlay.rates.map(({ source: read, date, ...rate }) => ({
        ...rate,
        origin: { source: read, date: rate.from ?? date },
      })),
    ]),
    guardrailUnits: book.guardrailUnits,
  };
}

/** Versions in use at a time: one for a while, two around a change. */
const MAX_TABLES = 4;
const tables = new Map<string, PriceTable>();
let builtInTable: PriceTable | undefined;

/** What the built-in prices and these overrides are together; made once for each version. */
export function priceTable(overrides: PriceOverrides = NO_OVERRIDES): PriceTable {
  builtInTable ??= tableOf(BUILT_IN_PRICES, PRICE_OVERLAY);
  if (overrides.rates.length === 0 && overrides.guardrailUnits.length === 0) return builtInTable;
  const known = tables.get(overrides.version);
  if (known) return known;
  if (tables.size >= MAX_TABLES) tables.clear();
  const table: PriceTable = {
    ...builtInTable,
    overrides: indexOf(overrides.rates),
    overriddenUnits: overrides.guardrailUnits,
  };
  tables.set(overrides.version, table);
  return table;
}
