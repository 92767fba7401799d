/**
 * What a detector of sensitive data is, and what it answers. A detector never reads a text from end to end: `signs.ts`
 * does that once for all of them and hands each the few places where its kind of thing can stand, so that ordinary
 * prose costs one pass. Whatever a detector looks at around such a place is bounded, so that no text can make it slow.
 */

/** Personal data, or what opens a door. */
export type SensitiveGroup = 'pii' | 'secret';

export interface SensitiveMatch {
  /** What it is, such as `email` or `aws_access_key`: stands in place of the text when it is masked. */
  readonly kind: string;
  readonly group: SensitiveGroup;
  /** UTF-16 units, like those of `String.slice`. */
  readonly start: number;
  readonly end: number;
}

/**
 * What draws attention to a place, from `start` to `end`:
 * `at` an @ (or %40); `number` digits with at most two separators between them, from first to last digit, six or more;
 * `lettered` the first digits after a capital letter; `token` sixteen or more of `A-Za-z0-9_+/-` in a row;
 * `assignment` an = or a : that gives a value to a name; `armor` the five dashes and `BEGIN` of a PEM block.
 */
export type Sign = 'at' | 'number' | 'lettered' | 'token' | 'assignment' | 'armor';

/** Called with what was found, as often as something was. */
export type Found = (start: number, end: number) => void;

export interface Detector {
  readonly kind: string;
  readonly group: SensitiveGroup;
  readonly sign: Sign;
  /** For `number`: places with fewer digits are passed over. */
  readonly minDigits?: number;
  /**
   * For `token`: how it always begins. The detector is called where one of these stands at the beginning of the place
   * or after something that is no letter or digit, with `start` there; without prefixes it is called for every place.
   */
  readonly prefixes?: readonly string[];
  /** Looks at one place; may look around it, within bounds. Cost: proportional to the place, plus a constant. */
  find(text: string, start: number, end: number, found: Found): void;
}

/** How far around a place a pattern may look for what must not stand there. */
const MARGIN = 6;

/**
 * Runs a global pattern over a place and its margins.
 * @param accept what a pattern cannot say, such as a check digit
 */
export function eachMatch(
  pattern: RegExp,
  text: string,
  start: number,
  end: number,
  found: Found,
  accept: (match: string) => boolean = () => true,
): void {
  const from = Math.max(0, start - MARGIN);
  const around = text.slice(from, end + MARGIN);
  pattern.lastIndex = 0;
  for (let match = pattern.exec(around); match; match = pattern.exec(around)) {
    if (accept(match[0])) found(from + match.index, from + match.index + match[0].length);
    // What looks right and is not may hide the beginning of what is.
    else pattern.lastIndex = match.index + 1;
  }
}

/** Reports what a sticky pattern matches at exactly this place. */
export function matchAt(pattern: RegExp, text: string, at: number, found: Found): void {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (match) found(at, at + match[0].length);
}

export const digitsOf = (text: string): string => text.replace(/\D/g, '');
