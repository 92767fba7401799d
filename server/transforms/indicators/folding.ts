/**
 * Undoes the cheap disguises of a text before phrases are looked for: upper case, accents, letters that look or
 * are like Latin ones (Cyrillic, Greek, full width, circled, mathematical), typographic quotes and dashes, and
 * characters that leave no trace on a screen. One table look-up for each character.
 */

/** Stands in the table for what is dropped. */
const DROPPED = 0;
const SPACE = 0x20;

/** Letters of other scripts that look like a Latin one, in pairs. */
const LOOK_ALIKES =
  'аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdԛqԝwһhӏlгr' + 'αaβbεeιiκkνvοoρpτtυuχxγy' + 'ɑaɡgıiʟlɪi' + 'ƒf';
const PUNCTUATION: Readonly<Record<string, string>> = {
  "'": '‘’‚‛′`´',
  '"': '“”„‟«»″',
  '-': '‐‑‒–—―−',
  '|': '｜¦∣',
  ':': '：∶',
  '<': '‹＜',
  '>': '›＞',
};
/** Ranges of characters that leave no trace; soft hyphens, joiners, marks of direction, selectors, fillers. */
const INVISIBLE: readonly (readonly [from: number, to: number])[] = [
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
];
/** Blocks whose letters have a Latin one inside: accented, letter-like, circled, full width. */
const DERIVED: readonly (readonly [from: number, to: number])[] = [
  [0xa0, 0x24f],
  [0x1d00, 0x1eff],
  [0x2000, 0x2029],
  [0x202f, 0x205f],
  [0x2070, 0x214f],
  [0x2460, 0x24ff],
  [0x3000, 0x3000],
  [0xff01, 0xff5e],
];

const isAscii = (unit: number): boolean => unit < 0x80;

/** The ASCII character inside a derived one; undefined where there is none, or more than one. */
function latinInside(character: string): number | undefined {
  const bare = character.normalize('NFKD').replace(/[\u0300-\u036f]/gu, '');
  const unit = bare.charCodeAt(0);
  return bare.length === 1 && isAscii(unit) ? bare.toLowerCase().charCodeAt(0) : undefined;
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

const TABLE = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit);
for (const unit of range(0x41, 0x5a)) TABLE[unit] = unit | 0x20;
for (const [from, to] of DERIVED) {
  for (const unit of range(from, to)) TABLE[unit] = latinInside(String.fromCharCode(unit)) ?? unit;
}
for (let n = 0; n < LOOK_ALIKES.length; n += 2) {
  const unit = LOOK_ALIKES.charCodeAt(n);
  const latin = LOOK_ALIKES.charCodeAt(n + 1);
  TABLE[unit] = latin;
  TABLE[LOOK_ALIKES.charAt(n).toUpperCase().charCodeAt(0)] = latin;
}
for (const [plain, typographic] of Object.entries(PUNCTUATION)) {
  for (const character of typographic) TABLE[character.charCodeAt(0)] = plain.charCodeAt(0);
}
/** A backquote is Markdown, and ASCII besides. */
TABLE[0x60] = 0x60;
for (const unit of range(0x300, 0x36f)) TABLE[unit] = DROPPED;
for (const [from, to] of INVISIBLE) for (const unit of range(from, to)) TABLE[unit] = DROPPED;
TABLE[0] = SPACE;

/** First half of mathematical letters (U+1D400 and on), and their second halves. */
const MATHEMATICAL = 0xd835;
const MATHEMATICAL_LETTERS = Uint16Array.from(
  { length: 0x400 },
  (_, n) => latinInside(String.fromCharCode(MATHEMATICAL, 0xdc00 + n)) ?? SPACE,
);
/** First half of tags and of the selectors beyond the sixteenth (U+E0000 and on), all of them invisible. */
const TAGS = 0xdb40;

/** What became of a text. */
export interface Folding {
  readonly length: number;
  /** Something was dropped. */
  readonly invisible: boolean;
  /** There are Chinese, Japanese or Korean characters. */
  readonly eastAsian: boolean;
}

/**
 * Folds in place: `units[0, length)` as UTF-16 becomes its folded form at the front.
 * @param bytes the folded form once more: its ASCII characters, and 0 for others
 */
export function fold(units: Uint16Array, length: number, bytes: Uint8Array): Folding {
  let [at, invisible, eastAsian] = [0, false, false];
  for (let n = 0; n < length; n += 1) {
    let unit = units[n] ?? 0;
    if (unit === MATHEMATICAL) unit = MATHEMATICAL_LETTERS[(units[(n += 1)] ?? 0) & 0x3ff] ?? SPACE;
    else if (unit === TAGS) {
      invisible = true;
      n += 1;
      continue;
    }
    const folded = TABLE[unit] ?? 0;
    if (folded === DROPPED) {
      invisible = true;
      continue;
    }
    if (folded >= 0x3040 && folded <= 0xd7a3) eastAsian = true;
    units[at] = folded;
    bytes[at] = folded < 0x80 ? folded : 0;
    at += 1;
  }
  return { length: at, invisible, eastAsian };
}
