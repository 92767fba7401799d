/**
 * Payment card numbers (ISO/IEC 7812-1): an issuer's prefix, a length that issuer uses, the check digit of Luhn, and
 * either no separators or groups as they are printed. Fractions such as 0.4111111111111111 are none.
 */
import { digitsOf, eachMatch, type Detector } from './detector';

/** 14 to 19 digits: whole, 4-4-4-4, 4-6-5 or 4-6-4. */
const SHAPES =
  /(?<![A-Za-z0-9_])(?<!\d[.,])(?:\d{14,19}|\d{4}([ \u00a0\u2009-\u2015\u202f-])\d{4}\1\d{4}\1\d{4}|\d{4}([ \u00a0\u2009-\u2015\u202f-])\d{6}\2\d{4,5})(?![A-Za-z0-9_])(?![.,]\d)/g;
/** 4-4-4-4 and up to three more; apart, since an expiry date may follow a shorter number. */
const LONG =
  /(?<![A-Za-z0-9_])(?<!\d[.,])\d{4}([ \u00a0\u2009-\u2015\u202f-])\d{4}\1\d{4}\1\d{4}\1\d{1,3}(?![A-Za-z0-9_])(?![.,]\d)/g;

/** Prefixes and lengths of the large networks; 13-digit cards are no longer issued. */
const ISSUERS: readonly (readonly [RegExp, readonly number[]])[] = [
  [/^4/, [16, 18, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^3(?:0[0-5]|095|[689])/, [14, 16]],
  [/^35(?:2[89]|[3-8])/, [16, 17, 18, 19]],
  [/^6(?:011|4[4-9]|5)/, [16, 17, 18, 19]],
  [/^62/, [16, 17, 18, 19]],
  [/^220[0-4]/, [16, 17, 18, 19]],
  [/^(?:50(?:18|20|38)|5[6-8]|6304|67(?:59|6[1-3]))/, [16, 17, 18, 19]],
];

/** ISO/IEC 7812-1, annex B. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = digits.length - 1, double = false; index >= 0; index -= 1, double = !double) {
    const digit = digits.charCodeAt(index) - 48;
    sum += double ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0;
}

function isCard(match: string): boolean {
  const digits = digitsOf(match);
  return (
    ISSUERS.some(([prefix, lengths]) => lengths.includes(digits.length) && prefix.test(digits)) &&
    luhn(digits)
  );
}

export const paymentCard: Detector = {
  kind: 'payment_card',
  group: 'pii',
  sign: 'number',
  minDigits: 14,
  find(text, start, end, found) {
    eachMatch(SHAPES, text, start, end, found, isCard);
    eachMatch(LONG, text, start, end, found, isCard);
  },
};
