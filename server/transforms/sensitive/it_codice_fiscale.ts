/**
 * Italian tax codes (codice fiscale; decreto ministeriale 12 marzo 1974): six letters of the name, year, month and day
 * of birth, place, and a check letter.
 */
import { matchAt, type Detector } from './detector';

const CODE = /(?<![A-Za-z0-9_])[A-Z]{6}\d\d[A-EHLMPRST](?:[0-6]\d|7[01])[A-Z]\d{3}[A-Z](?![A-Za-z0-9_])/y;

/** What characters at odd places (from one) count, digits as the letters A to J. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
const A = 65;
const ZERO = 48;

function checks(code: string): boolean {
  let sum = 0;
  for (let index = 0; index < 15; index += 1) {
    const unit = code.charCodeAt(index);
    const value = unit >= A ? unit - A : unit - ZERO;
    sum += index % 2 === 0 ? (ODD[value] ?? 0) : value;
  }
  return code.charCodeAt(15) - A === sum % 26;
}

export const itCodiceFiscale: Detector = {
  kind: 'it_codice_fiscale',
  group: 'pii',
  sign: 'lettered',
  find(text, digitsAt, _end, found) {
    const start = digitsAt - 6;
    if (start < 0) return;
    matchAt(CODE, text, start, (begin, end) => {
      if (checks(text.slice(begin, end))) found(begin, end);
    });
  },
};
