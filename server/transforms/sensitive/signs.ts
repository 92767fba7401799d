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

/** Of token characters and nothing else of interest: what most of a text is made of. */
const TOKEN = 1;
const DIGIT = 2;
/** Between the digits of one number. */
const SEPARATOR = 4;
const AT = 8;
const ASSIGNMENT = 16;
/** May hide any of the others. */
const ESCAPE = 32;

/** Of every UTF-16 unit, so that looking one up needs no condition. */
const CLASSES = new Uint8Array(1 << 16);
for (let code = 0; code < 128; code += 1) {
  const character = String.fromCharCode(code);
  let flags = 0;
  if (/[A-Za-z0-9_+/-]/.test(character)) flags |= TOKEN;
  if (/\d/.test(character)) flags |= DIGIT;
  if (/[ ./()-]/.test(character)) flags |= SEPARATOR;
  if (/[@%]/.test(character)) flags |= AT;
  if (/[=:]/.test(character)) flags |= ASSIGNMENT;
  if (character === '\\') flags |= ESCAPE;
  CLASSES[code] = flags;
}
/** No-break spaces and dashes that typography puts between the digits of a number. */
for (const code of [0xa0, 0x2007, 0x202f]) CLASSES[code] = SEPARATOR;
for (let code = 0x2009; code <= 0x2015; code += 1) CLASSES[code] = SEPARATOR;

const MIN_TOKEN = 16;
const MIN_DIGITS = 6;
const MAX_SEPARATORS = 2;
const ARMOR = '-----BEGIN ';
/** Without the space that ends it: all of it are token characters. */
const ARMOR_RUN = ARMOR.length - 1;
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
function endsName(units: Uint16Array, at: number): boolean {
  for (let index = at - 1; index > 0 && index >= at - 5; index -= 1) {
    const code = units[index] ?? 0;
    if (code === QUOTE || code === APOSTROPHE || code === BACKSLASH || code === SPACE) continue;
    return NAME_ENDS.has(pairOf(units[index - 1] ?? 0, code));
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

/**
 * Whether a text is so short and so ordinary that nothing sensitive can be in it, however it is read: names, roles and
 * words, of which a record has more than of anything else.
 */
export function isPlain(text: string): boolean {
  const { length } = text;
  if (length >= MIN_TOKEN) return false;
  for (let index = 0; index < length; index += 1)
    if (((CLASSES[text.charCodeAt(index)] ?? 0) & (DIGIT | AT | ASSIGNMENT | ESCAPE)) !== 0) return false;
  return true;
}

/** Units of the texts that are copied into memory which is used again. */
const MOST_KEPT = 1 << 16;
const KEPT = new Uint16Array(MOST_KEPT);
/** Shorter texts are copied unit by unit sooner than by a call out of JavaScript. */
const SHORT = 48;
const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Units of the text: an array of numbers is read several times faster than a string. */
function unitsOf(text: string): Uint16Array {
  const { length } = text;
  const units = length <= MOST_KEPT ? KEPT : new Uint16Array(length);
  if (length > SHORT && IS_LITTLE_ENDIAN) {
    Buffer.from(units.buffer, 0, length * 2).write(text, 'utf16le');
  } else {
    for (let index = 0; index < length; index += 1) units[index] = text.charCodeAt(index);
  }
  return units;
}

/** The number that begins here. */
function numberAt(units: Uint16Array, length: number, start: number): Place {
  let digits = 0;
  let end = start;
  for (let index = start; index < length; index += 1) {
    const flags = CLASSES[units[index] ?? 0] ?? 0;
    if ((flags & DIGIT) !== 0) {
      digits += 1;
      end = index + 1;
    } else if ((flags & SEPARATOR) === 0 || index - end >= MAX_SEPARATORS) {
      break;
    }
  }
  return { start, end, digits };
}

/** Undefined for most texts: nothing in them can be sensitive. */
export function findSigns(text: string): Signs | undefined {
  const { length } = text;
  if (length < SHORTEST) return undefined;
  const units = unitsOf(text);
  let at = NONE;
  let number = NONE;
  let lettered = NONE;
  let token = NONE;
  let assignment = NONE;
  let armor = NONE;
  // Where the current run of token characters began, were there one.
  let run = 0;
  // Up to where digits belong to a number that was met.
  let met = 0;
  for (let index = 0; index < length; index += 1) {
    const code = units[index] ?? 0;
    const flags = CLASSES[code] ?? 0;
    if (flags === TOKEN) continue;
    if ((flags & DIGIT) !== 0) {
      if (index < met) continue;
      if (index > 0 && isUpper(units[index - 1] ?? 0)) lettered = put(lettered, index, index + 1);
      const place = numberAt(units, length, index);
      met = place.end;
      if (place.digits >= MIN_DIGITS) number = put(number, index, met, place.digits);
      continue;
    }
    if ((flags & TOKEN) !== 0) continue;
    if (index - run >= ARMOR_RUN) {
      if (index - run >= MIN_TOKEN) token = put(token, run, index);
      if (code === SPACE && text.startsWith(ARMOR, index - ARMOR_RUN))
        armor = put(armor, index - ARMOR_RUN, index + 1);
    }
    run = index + 1;
    if ((flags & ASSIGNMENT) !== 0) {
      if (endsName(units, index)) assignment = put(assignment, index, index + 1);
    } else if ((flags & AT) !== 0) {
      if (code !== PERCENT) at = put(at, index, index + 1);
      else if (text.startsWith('40', index + 1)) at = put(at, index, index + 3);
    }
  }
  if (length - run >= MIN_TOKEN) token = put(token, run, length);
  const nothing =
    at === NONE &&
    number === NONE &&
    lettered === NONE &&
    token === NONE &&
    assignment === NONE &&
    armor === NONE;
  return nothing ? undefined : { at, number, lettered, token, assignment, armor };
}
