/**
 * German tax identification numbers (BZSt, § 139b AO): eleven digits, the first no 0, of the first ten exactly one
 * repeated (twice or three times), and a check digit by ISO 7064, MOD 11,10.
 */
import { digitsOf, eachMatch, type Detector } from './detector';

const NUMBER =
  /(?<![A-Za-z0-9_+-])(?<!\d[.,])[1-9](?:\d{10}|\d \d{3} \d{3} \d{3})(?![A-Za-z0-9_])(?![.,-]\d)/g;

function hasOneRepeated(digits: string): boolean {
  const counts = new Map<string, number>();
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  return repeated.length === 1 && (repeated[0] ?? 0) <= 3;
}

/** ISO 7064, MOD 11,10 */
function checks(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, 10)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10 === Number(digits[10]);
}

export const deTaxId: Detector = {
  kind: 'de_tax_id',
  group: 'pii',
  sign: 'number',
  minDigits: 11,
  find: (text, start, end, found) =>
    eachMatch(NUMBER, text, start, end, found, (match) => {
      const digits = digitsOf(match);
      return hasOneRepeated(digits) && checks(digits);
    }),
};
