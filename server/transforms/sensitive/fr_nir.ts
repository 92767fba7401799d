/**
 * French social security numbers (NIR; Insee): sex, year, month, place and order of birth, and a key that is 97 less
 * the rest of the other thirteen digits by 97. In Corsica the place has a letter.
 */
import { eachMatch, type Detector } from './detector';

const NUMBER =
  /(?<![A-Za-z0-9_+-])(?<!\d[.,])[12] ?\d\d ?(?:0[1-9]|1[0-2]|[2-4]\d|[5-9]\d) ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d(?![A-Za-z0-9_])/g;
/** From the first digit on, where a letter interrupts the digits. */
const REACH = 21;

function checks(match: string): boolean {
  const number = match.replaceAll(' ', '');
  const digits = number.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - Number(BigInt(digits) % 97n) === Number(number.slice(13));
}

export const frNir: Detector = {
  kind: 'fr_nir',
  group: 'pii',
  sign: 'number',
  find(text, start, end, found) {
    const interrupted = text[end] === 'A' || text[end] === 'B';
    if (end - start < 15 && !interrupted) return;
    eachMatch(NUMBER, text, start, interrupted ? end + REACH : end, found, checks);
  },
};
