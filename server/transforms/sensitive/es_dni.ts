/**
 * Spanish identity numbers (Ministerio del Interior): DNI of citizens, eight digits and a letter; NIE of foreigners,
 * X, Y or Z, seven digits and a letter. The letter is the rest of the number by 23.
 */
import { isAlphanumeric } from './characters';
import type { Detector } from './detector';

const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const DNI = /^\d{8}$/;
const NIE = /^\d{7}$/;

export const esDni: Detector = {
  kind: 'es_dni',
  group: 'pii',
  sign: 'number',
  minDigits: 7,
  find(text, _start, end, found) {
    const after = text[end] === '-' ? end + 1 : end;
    const letter = text[after] ?? '';
    if (letter === '' || !LETTERS.includes(letter) || isAlphanumeric(text.charCodeAt(after + 1))) return;
    const citizen = text.slice(end - 8, end);
    if (DNI.test(citizen) && !isAlphanumeric(text.charCodeAt(end - 9))) {
      if (LETTERS[Number(citizen) % 23] === letter) found(end - 8, after + 1);
      return;
    }
    const foreigner = text.slice(end - 7, end);
    const first = text[end - 8] === '-' ? end - 9 : end - 8;
    const kind = first < 0 ? -1 : 'XYZ'.indexOf(text[first] ?? ' ');
    if (kind < 0 || !NIE.test(foreigner) || isAlphanumeric(text.charCodeAt(first - 1))) return;
    if (LETTERS[Number(`${kind}${foreigner}`) % 23] === letter) found(first, after + 1);
  },
};
