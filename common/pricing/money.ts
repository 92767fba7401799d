/**
 * Exact money. Rates are whole pico-USD (10⁻¹² USD), so every product is exact; amounts are whole units of
 * 10⁻¹⁰ USD, so that sums are exact too and parts always add up to their total.
 */

/** Whole units of 10⁻¹⁰ USD. */
export type Amount = bigint;

const PICO_PER_UNIT = 100;
const UNITS_PER_USD = 1e10;

/** Up to here a product of whole numbers, and what rounding adds to it, is exact as a number. */
const MOST_EXACT = Number.MAX_SAFE_INTEGER - PICO_PER_UNIT;

/**
 * @param quantity a whole number of tokens, images, queries or text units
 * @param picoUsd the rate of one of them, in pico-USD
 * @returns the price, rounded half up to 10⁻¹⁰ USD
 */
export function price(quantity: number, picoUsd: number): Amount {
  const product = quantity * picoUsd;
  if (product > MOST_EXACT)
    return (BigInt(quantity) * BigInt(picoUsd) + BigInt(PICO_PER_UNIT / 2)) / BigInt(PICO_PER_UNIT);
  // Nearly every call costs less than 9,000 USD, and numbers take a fraction of the time of `bigint`.
  const raised = product + PICO_PER_UNIT / 2;
  return BigInt((raised - (raised % PICO_PER_UNIT)) / PICO_PER_UNIT);
}

/** USD as the number nearest to the exact decimal; it prints with at most ten decimals. */
export const toUsd = (amount: Amount): number => Number(amount) / UNITS_PER_USD;
