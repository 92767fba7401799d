/**
 * Telephone numbers. Bare digits are orders, times and ids far more often, so a number has to look like one:
 * international with its + (ITU-T E.164), grouped as in North America or France, or standing behind a word for it.
 */
import { isAlphanumeric, isDigit, isLetter } from './characters';
import { digitsOf, eachMatch, type Detector, type Found } from './detector';

const MIN_INTERNATIONAL = 8;
/** E.164: at most fifteen digits, country included. */
const MAX_DIGITS = 15;

/** Area and exchange never begin with 0 or 1 (NANPA, central office code guidelines). */
const NORTH_AMERICAN =
  /(?<![A-Za-z0-9_.-])(?:1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d([.-]))[2-9]\d\d(?:\1|[ .-])\d{4}(?![A-Za-z0-9_])(?![.-]\d)/g;
/** Five pairs, the first of which begins with 0 (Arcep, numbering plan). */
const FRENCH = /(?<![A-Za-z0-9_.,-])0[1-9]([ .-])\d\d(?:\1\d\d){3}(?![A-Za-z0-9_])(?![ .-]\d)/g;

/** A word for it, as label or key, and nothing but punctuation after it. */
const LABEL =
  /(?<![A-Za-z])(?:tele)?(?:phone|fone|fon|tel|mobile|mobil|handy|cell|fax|whatsapp|sms|call me(?: at| on)?|téléphone|teléfono|telefono|móvil)(?:[_ -]?(?:no|nr|num|number))?[\s.:=#"'\\()+-]{1,6}$/i;
const LABEL_REACH = 32;
const MIN_LABELLED = 7;

/** How labels end, so that most of what stands before a number needs one look. */
const LABEL_END = /^(?:ne|on|el|le|il|dy|ll|ax|pp|ms|me|at|no|nr|um|er)$/i;
/** As far as a label reaches over. */
const GAP = 6;

function endsLabel(text: string, start: number): boolean {
  let at = start;
  while (at > start - GAP && at > 1 && !isLetter(text.charCodeAt(at - 1))) at -= 1;
  return at < start && isLetter(text.charCodeAt(at - 2)) && LABEL_END.test(text.slice(at - 2, at));
}

const PLUS = 43;

const isBoundary = (code: number): boolean => !isAlphanumeric(code) && code !== 95;

/** Behind a +, perhaps with a bracket between: as many groups as fit into one number. */
function international(text: string, start: number, end: number, found: Found): void {
  const plus = text.charCodeAt(start - 1) === PLUS ? start - 1 : start - 2;
  if (text.charCodeAt(plus) !== PLUS || (plus !== start - 1 && text[start - 1] !== '(')) return;
  if (!isBoundary(text.charCodeAt(plus - 1)) || text[start] === '0') return;
  let digits = 0;
  let last = start;
  for (let index = start; index <= end; index += 1) {
    if (index < end && isDigit(text.charCodeAt(index))) digits += 1;
    else if (digits <= MAX_DIGITS && isDigit(text.charCodeAt(index - 1))) last = index;
    if (digits > MAX_DIGITS) break;
  }
  const count = digitsOf(text.slice(start, last)).length;
  if (count >= MIN_INTERNATIONAL && isBoundary(text.charCodeAt(last))) found(plus, last);
}

function labelled(text: string, start: number, end: number, found: Found): void {
  if (!endsLabel(text, start)) return;
  // No place is longer than its digits and the separators between them: what exceeds this is no number.
  if (end - start > MAX_DIGITS * 3) return;
  const count = digitsOf(text.slice(start, end)).length;
  if (count < MIN_LABELLED || count > MAX_DIGITS || !isBoundary(text.charCodeAt(end))) return;
  if (LABEL.test(text.slice(Math.max(0, start - LABEL_REACH), start))) found(start, end);
}

export const phone: Detector = {
  kind: 'phone',
  group: 'pii',
  sign: 'number',
  minDigits: MIN_LABELLED,
  find(text, start, end, found) {
    international(text, start, end, found);
    labelled(text, start, end, found);
  },
};

export const groupedPhone: Detector = {
  kind: 'phone',
  group: 'pii',
  sign: 'number',
  minDigits: 10,
  find(text, start, end, found) {
    eachMatch(NORTH_AMERICAN, text, start, end, found);
    eachMatch(FRENCH, text, start, end, found);
  },
};
