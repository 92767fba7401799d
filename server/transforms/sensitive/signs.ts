/**
 * The one pass over a text: finds the places where something sensitive can stand at all, by signs that ordinary
 * prose does not have. What each sign is: `detector.ts`.
 */
import { isUpper } from './characters';

/** A place, with the number of its digits where it is a number. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly digits: number;
}

export interface Signs {
  readonly at: readonly Place[];
  readonly number: readonly Place[];
  readonly lettered: readonly Place[];
  readonly token: readonly Place[];
  readonly assignment: readonly Place[];
  readonly armor: readonly Place[];
}

const TOKEN = 1;
const DIGIT = 2;
/** Between the digits of one number. */
const SEPARATOR = 4;
const AT = 8;
const ASSIGNMENT = 16;

const CLASSES = new Uint8Array(128);
for (let code = 0; code < 128; code += 1) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z0-9_+/-]/.test(character)) CLASSES[code] = TOKEN;
  if (/\d/.test(character)) CLASSES[code] = (CLASSES[code] ?? 0) | DIGIT;
  if (/[ ./()-]/.test(character)) CLASSES[code] = (CLASSES[code] ?? 0) | SEPARATOR;
  if (/[@%]/.test(character)) CLASSES[code] = (CLASSES[code] ?? 0) | AT;
  if (/[=:]/.test(character)) CLASSES[code] = (CLASSES[code] ?? 0) | ASSIGNMENT;
}

/** No-break spaces and dashes that typography puts between the digits of a number. */
const isTypographic = (code: number): boolean =>
  code === 0xa0 || code === 0x2007 || code === 0x202f || (code >= 0x2009 && code <= 0x2015);

const MIN_TOKEN = 16;
const MIN_DIGITS = 6;
const MAX_SEPARATORS = 2;
const ARMOR = '-----BEGIN ';
const PERCENT = 37;

const QUOTE = 34;
const APOSTROPHE = 39;
const BACKSLASH = 92;
const SPACE = 32;
/** Sets apart the small letter from the capital. */
const SMALL = 32;

/** Two letters, whatever their case, as one number. */
function pairOf(one: number, other: number): number {
  return ((one | SMALL) << 8) | other | SMALL;
}

/** How the names end whose values `assignment` detectors look at, in either case: most names end otherwise. */
const NAME_ENDS: ReadonlySet<number> = new Set(
  ['rd', 'wd', 'se', 'et', 'ey', 'en', 'ue'].map((end) => pairOf(end.charCodeAt(0), end.charCodeAt(1))),
);
/** Whether a name stands before this place that any detector could want; looks past quotes, escapes and spaces. */
function endsName(text: string, at: number): boolean {
  for (let index = at - 1; index > 0 && index >= at - 5; index -= 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE || code === APOSTROPHE || code === BACKSLASH || code === SPACE) continue;
    return NAME_ENDS.has(pairOf(text.charCodeAt(index - 1), code));
  }
  return false;
}

const NONE: readonly Place[] = [];
const put = (places: readonly Place[], start: number, end: number, digits = 0): Place[] => {
  const list = places === NONE ? [] : (places as Place[]);
  list.push({ start, end, digits });
  return list;
};

/** As short as an address can be; nothing else is as short. */
const SHORTEST = 6;

/** Undefined for most texts: nothing in them can be sensitive. */
export function findSigns(text: string): Signs | undefined {
  if (text.length < SHORTEST) return undefined;
  let at = NONE;
  let number = NONE;
  let lettered = NONE;
  let token = NONE;
  let assignment = NONE;
  let armor = NONE;
  const { length } = text;
  // Where the current run of token characters began, or -1.
  let run = -1;
  // Where the current number began, or -1; its digits, the end of its last digit.
  let first = -1;
  let digits = 0;
  let last = 0;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    const flags = code < 128 ? (CLASSES[code] ?? 0) : isTypographic(code) ? SEPARATOR : 0;
    if ((flags & TOKEN) !== 0) {
      if (run < 0) run = index;
    } else if (run >= 0) {
      if (index - run >= MIN_TOKEN) token = put(token, run, index);
      run = -1;
    }
    if ((flags & DIGIT) !== 0) {
      if (first < 0) {
        first = index;
        digits = 0;
        if (index > 0 && isUpper(text.charCodeAt(index - 1))) lettered = put(lettered, index, index + 1);
      }
      digits += 1;
      last = index + 1;
    } else {
      if (first >= 0 && ((flags & SEPARATOR) === 0 || index - last >= MAX_SEPARATORS)) {
        if (digits >= MIN_DIGITS) number = put(number, first, last, digits);
        first = -1;
      }
      if ((flags & (AT | ASSIGNMENT)) !== 0) {
        if ((flags & ASSIGNMENT) !== 0) {
          if (endsName(text, index)) assignment = put(assignment, index, index + 1);
        } else if (code !== PERCENT) {
          at = put(at, index, index + 1);
        } else if (text.startsWith('40', index + 1)) {
          at = put(at, index, index + 3);
        }
      }
    }
  }
  if (run >= 0 && length - run >= MIN_TOKEN) token = put(token, run, length);
  if (first >= 0 && digits >= MIN_DIGITS) number = put(number, first, last, digits);
  for (let index = text.indexOf(ARMOR); index >= 0; index = text.indexOf(ARMOR, index + ARMOR.length)) {
    armor = put(armor, index, index + ARMOR.length);
  }
  const nothing =
    at === NONE &&
    number === NONE &&
    lettered === NONE &&
    token === NONE &&
    assignment === NONE &&
    armor === NONE;
  return nothing ? undefined : { at, number, lettered, token, assignment, armor };
}
