/**
 * Classes of characters that signs and detectors look for, by table: a text is looked through once for each, and
 * that is most of what they cost.
 */

const table = (characters: string): Uint8Array => {
  const flags = new Uint8Array(128);
  for (const character of characters) flags[character.charCodeAt(0)] = 1;
  return flags;
};

const DIGITS = '0123456789';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTERS = UPPER + UPPER.toLowerCase();

const ALPHANUMERIC = table(LETTERS + DIGITS);
const LETTER = table(LETTERS);
const BASE64 = table(`${LETTERS}${DIGITS}+/`);
const BASE64_URL = table(`${LETTERS}${DIGITS}-_`);
const TOKEN68 = table(`${LETTERS}${DIGITS}-._~+/`);

const isIn = (flags: Uint8Array, code: number): boolean => code < 128 && flags[code] === 1;

/** Codes past either end of a text are NaN and in no class. */
export const isDigit = (code: number): boolean => code >= 48 && code <= 57;
export const isUpper = (code: number): boolean => code >= 65 && code <= 90;
export const isLetter = (code: number): boolean => isIn(LETTER, code);
export const isAlphanumeric = (code: number): boolean => isIn(ALPHANUMERIC, code);
export const isBase64 = (code: number): boolean => isIn(BASE64, code);
export const isBase64Url = (code: number): boolean => isIn(BASE64_URL, code);
/** RFC 9110, 11.2 without its padding. */
export const isToken68 = (code: number): boolean => isIn(TOKEN68, code);
/** Letters of Latin alphabets beyond ASCII. */
export const isLatin = (code: number): boolean =>
  code >= 0xc0 && code <= 0x24f && code !== 0xd7 && code !== 0xf7;
export const isSpace = (code: number): boolean =>
  code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x2007 || code === 0x202f;
