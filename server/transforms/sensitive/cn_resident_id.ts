/**
 * Chinese resident identity numbers (GB 11643-1999): region, date of birth, order, and a check character by
 * ISO 7064, MOD 11-2, which may be an X.
 */
import { eachMatch, type Detector } from './detector';

const NUMBER =
  /(?<![A-Za-z0-9_])(?<!\d[.,])[1-9]\d{5}(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![A-Za-z0-9_])/g;

/** ISO 7064, MOD 11-2 */
function checks(number: string): boolean {
  let rest = 0;
  for (const digit of number.slice(0, 17)) rest = ((rest + Number(digit)) * 2) % 11;
  const last = number[17] ?? '';
  return (rest + (last === 'X' || last === 'x' ? 10 : Number(last))) % 11 === 1;
}

export const cnResidentId: Detector = {
  kind: 'cn_resident_id',
  group: 'pii',
  sign: 'number',
  minDigits: 17,
  find: (text, start, end, found) => eachMatch(NUMBER, text, start, end, found, checks),
};
