/**
 * Indian Aadhaar numbers (UIDAI): twelve digits, the first neither 0 nor 1, the last by Verhoeff; in groups of four, or
 * whole behind their name, since every tenth number of twelve digits would pass.
 */
import { digitsOf, eachMatch, type Detector } from './detector';

/** Not among other groups of four: those are a table. */
const GROUPED =
  /(?<![A-Za-z0-9_.,+-])(?<!(?<![\w.,-])\d{4}[ -])[2-9]\d{3}([ -])\d{4}\1\d{4}(?![A-Za-z0-9_])(?![.,-]\d)(?! \d{4}(?![\w.,-]))/g;
const WHOLE = /^[2-9]\d{11}$/;
const LABEL = /(?<![A-Za-z])(?:aadhaar|aadhar|uidai)(?:[_ -]?(?:no|number|id|card))?[\s.:=#"'\\]{1,6}$/i;
const LABEL_REACH = 32;
const DIGITS = 12;

/** Multiplication in the dihedral group of order ten: rotations 0 to 4, reflections 5 to 9. */
function multiply(left: number, right: number): number {
  const sign = left < 5 ? 1 : -1;
  const turned = ((((left % 5) + sign * (right % 5)) % 5) + 5) % 5;
  return left < 5 === right < 5 ? turned : turned + 5;
}

const PERMUTATION = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];

/** J. Verhoeff, Error Detecting Decimal Codes, 1969. */
export function verhoeff(digits: string): boolean {
  let check = 0;
  for (let place = 0; place < digits.length; place += 1) {
    let digit = digits.charCodeAt(digits.length - 1 - place) - 48;
    for (let times = place % 8; times > 0; times -= 1) digit = PERMUTATION[digit] ?? 0;
    check = multiply(check, digit);
  }
  return check === 0;
}

export const inAadhaar: Detector = {
  kind: 'in_aadhaar',
  group: 'pii',
  sign: 'number',
  minDigits: DIGITS,
  find(text, start, end, found) {
    eachMatch(GROUPED, text, start, end, found, (match) => verhoeff(digitsOf(match)));
    const number = end - start === DIGITS ? text.slice(start, end) : '';
    if (!WHOLE.test(number) || !verhoeff(number)) return;
    if (LABEL.test(text.slice(Math.max(0, start - LABEL_REACH), start))) found(start, end);
  },
};
