/**
 * US Social Security numbers (SSA, POMS RM 10201.035): 3-2-4 digits in groups, or whole behind their name. Areas 000,
 * 666 and from 900 on, group 00 and serial 0000 are never assigned.
 */
import { eachMatch, type Detector } from './detector';

const GROUPED =
  /(?<![A-Za-z0-9_.-])(?!000|666|9)\d{3}([ -])(?!00)\d{2}\1(?!0000)\d{4}(?![A-Za-z0-9_])(?!-\d)/g;
const WHOLE = /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/;
const LABEL =
  /(?<![A-Za-z])(?:ssn|social security(?: (?:number|no))?|social_security_number)[\s.:=#"'\\]{1,6}$/i;
const LABEL_REACH = 32;
const DIGITS = 9;

export const usSsn: Detector = {
  kind: 'us_ssn',
  group: 'pii',
  sign: 'number',
  minDigits: DIGITS,
  find(text, start, end, found) {
    eachMatch(GROUPED, text, start, end, found);
    if (end - start !== DIGITS || !WHOLE.test(text.slice(start, end))) return;
    if (LABEL.test(text.slice(Math.max(0, start - LABEL_REACH), start))) found(start, end);
  },
};
