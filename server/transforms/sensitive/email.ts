/**
 * E-mail addresses (RFC 5321, 4.1.2; letters of Latin alphabets too, RFC 6531), also with the @ as it stands in URLs.
 * A domain has to have a dot and a top level of letters: `user@host`, `package@1.2.3` and `icon@2x.png` are none.
 */
import { isAlphanumeric, isDigit, isLatin, isLetter } from './characters';
import type { Detector } from './detector';

const MAX_LOCAL = 64;
const MAX_DOMAIN = 255;
const LOCAL_MARKS: ReadonlySet<number> = new Set([..."._%+-'"].map((mark) => mark.charCodeAt(0)));
const DOT = 46;
const DASH = 45;

/** What stands after the last dot of a file's name beside an @, and is the top level of no domain. */
const FILE_TYPES: ReadonlySet<string> = new Set(
  'png jpg jpeg gif svg webp ico css js mjs cjs jsx tsx'.split(' '),
);

const isWord = (code: number): boolean => isAlphanumeric(code) || isLatin(code);

function localStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < MAX_LOCAL) {
    const code = text.charCodeAt(start - 1);
    if (!isWord(code) && !LOCAL_MARKS.has(code)) break;
    start -= 1;
  }
  while (start < at && !isWord(text.charCodeAt(start))) start += 1;
  return start;
}

/** The end of the domain, or -1. */
function domainEnd(text: string, begin: number): number {
  let end = begin;
  const limit = Math.min(text.length, begin + MAX_DOMAIN);
  while (end < limit) {
    const code = text.charCodeAt(end);
    const inside = isWord(code) || ((code === DOT || code === DASH) && end > begin);
    if (!inside || (code === DOT && text.charCodeAt(end - 1) === DOT)) break;
    end += 1;
  }
  while (end > begin && !isWord(text.charCodeAt(end - 1))) end -= 1;
  // Not `lastIndexOf`: where the domain has none it would go on to the beginning of the text, for every @ in it.
  let dot = end - 1;
  while (dot > begin && text.charCodeAt(dot) !== DOT) dot -= 1;
  if (dot <= begin || end - dot <= 2) return -1;
  const first = text.charCodeAt(dot + 1);
  if (!isLetter(first) && !isLatin(first)) return -1;
  for (let index = dot + 1; index < end; index += 1) {
    // Only encoded top levels have digits (RFC 3492).
    if (isDigit(text.charCodeAt(index)) && !text.startsWith('xn--', dot + 1)) return -1;
  }
  return FILE_TYPES.has(text.slice(dot + 1, end)) ? -1 : end;
}

export const email: Detector = {
  kind: 'email',
  group: 'pii',
  sign: 'at',
  find(text, at, afterAt, found) {
    const start = localStart(text, at);
    if (start === at) return;
    // Everyone's address at a Git server is the same.
    if (at - start === 3 && text.startsWith('git', start)) return;
    const end = domainEnd(text, afterAt);
    if (end > 0) found(start, end);
  },
};
