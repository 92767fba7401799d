/**
 * Exact money. Rates are whole pico-USD (10⁻¹² USD), so every product is exact; amounts are whole units of
 * 10⁻¹⁰ USD, so that sums are exact too and parts always add up to their total.
 */

/** Whole units of 10⁻¹⁰ USD. */
export type Amount = bigint;

const PICO_PER_UNIT = 100n;
const UNITS_PER_USD = 1e10;

/**
 * @param quantity a whole number of tokens, images, queries or text units
 * @param picoUsd the rate of one of them, in pico-USD
 * @returns the price, rounded half up to 10⁻¹⁰ USD
 */
export const price = (quantity: number, picoUsd: number): Amount =>
  (BigInt(quantity) * BigInt(picoUsd) + PICO_PER_UNIT / 2n) / PICO_PER_UNIT;

/** USD as the number nearest to the exact decimal; it prints with at most ten decimals. */
export const toUsd = (amount: Amount): number => Number(amount) / UNITS_PER_USD;
