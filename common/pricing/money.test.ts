import fc from 'fast-check';
import { price, toUsd } from './money';

/** Around where numbers cease to be exact, and anywhere else. */
const whole = fc.oneof(fc.nat(200), fc.integer({ min: 94_906_200, max: 94_906_300 }), fc.maxSafeNat());

test('a price is exact, rounded half up, however large', () => {
  fc.assert(
    fc.property(whole, whole, (quantity, rate) => {
      expect(price(quantity, rate)).toBe((BigInt(quantity) * BigInt(rate) + 50n) / 100n);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  [1, 49, 0n],
  [1, 50, 1n],
  [3, 33, 1n],
  [94_906_265, 94_906_265, 90_071_991_362_502n],
])('%i at %i', (quantity, rate, amount) => {
  expect(price(quantity, rate)).toBe(amount);
});

test('an amount in USD prints with at most ten decimals', () => {
  expect(String(toUsd(925_852_500n))).toBe('0.09258525');
});
