/**
 * Bearer tokens as they are sent (RFC 6750, 2.1): the word and what follows it. Only what a word of a language cannot
 * be is a token: it has a digit, or capitals inside.
 */
import { isAlphanumeric, isSpace, isToken68 } from './characters';
import type { Detector } from './detector';

/** Before the place: a token may have characters that the place has not. */
const REACH = 256;
const MIN_LENGTH = 16;
const WORD = 'bearer';
const TOKEN_LIKE = /\d|[a-z][A-Z]/;

export const bearerToken: Detector = {
  kind: 'bearer_token',
  group: 'secret',
  sign: 'token',
  find(text, start, end, found) {
    let from = start;
    while (from > 0 && start - from < REACH && isToken68(text.charCodeAt(from - 1))) from -= 1;
    let word = from;
    while (word > 0 && from - word < 3 && isSpace(text.charCodeAt(word - 1))) word -= 1;
    if (word === from || text.slice(Math.max(0, word - WORD.length), word).toLowerCase() !== WORD) return;
    if (isAlphanumeric(text.charCodeAt(word - WORD.length - 1))) return;
    let to = end;
    while (isToken68(text.charCodeAt(to))) to += 1;
    while (text[to] === '=') to += 1;
    // A sentence ends with a full stop, too.
    while (text[to - 1] === '.') to -= 1;
    if (to - from >= MIN_LENGTH && TOKEN_LIKE.test(text.slice(from, to))) found(from, to);
  },
};
