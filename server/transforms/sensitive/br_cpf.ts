/**
 * Brazilian taxpayer numbers (CPF; Receita Federal): nine digits and two check digits by 11, punctuated as printed, or
 * whole behind their name.
 */
import { digitsOf, eachMatch, type Detector } from './detector';

const PRINTED = /(?<![A-Za-z0-9_.,-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![A-Za-z0-9_])/g;
const WHOLE = /^\d{11}$/;
const LABEL = /(?<![A-Za-z])cpf(?:[_ -]?(?:no|number|nº|numero))?[\s.:=#"'\\]{1,6}$/i;
const LABEL_REACH = 24;
const DIGITS = 11;

function checks(digits: string): boolean {
  // One digit eleven times satisfies the sum and is never assigned.
  if (digits === digits[0]?.repeat(DIGITS)) return false;
  return [9, 10].every((length) => {
    let sum = 0;
    for (let index = 0; index < length; index += 1) sum += Number(digits[index]) * (length + 1 - index);
    return ((sum * 10) % 11) % 10 === Number(digits[length]);
  });
}

export const brCpf: Detector = {
  kind: 'br_cpf',
  group: 'pii',
  sign: 'number',
  minDigits: DIGITS,
  find(text, start, end, found) {
    eachMatch(PRINTED, text, start, end, found, (match) => checks(digitsOf(match)));
    const number = end - start === DIGITS ? text.slice(start, end) : '';
    if (!WHOLE.test(number) || !checks(number)) return;
    if (LABEL.test(text.slice(Math.max(0, start - LABEL_REACH), start))) found(start, end);
  },
};
