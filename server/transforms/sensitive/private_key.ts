/**
 * Private keys in PEM (RFC 7468; RFC 1421 headers of encrypted ones; RFC 9580, 6.2 for PGP), whole or cut off. The words
 * of the first line alone are no key: lines of base64 have to follow.
 */
import { isBase64, isSpace } from './characters';
import type { Detector } from './detector';

const BEGIN = /-----BEGIN (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y;
const END = /-----END (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----/y;
const HEADER = /[A-Z][A-Za-z-]{2,19}: [^\n]{0,200}(?:\n|$)/y;
const MAX_HEADERS = 8;
/** Lines have 64 characters, those of PGP 76; the first that is shorter is the last. */
const MIN_LINE = 32;
/** In source code each line may be a literal of its own. */
const BETWEEN: ReadonlySet<string> = new Set(['"', "'", '+', ',', '`']);
const MAX_BETWEEN = 40;

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}

function skipBetween(text: string, at: number): number {
  let to = at;
  while (to - at < MAX_BETWEEN && (isSpace(text.charCodeAt(to)) || BETWEEN.has(text[to] ?? ''))) to += 1;
  return to;
}

function lineEnd(text: string, at: number): number {
  let to = at;
  while (isBase64(text.charCodeAt(to))) to += 1;
  while (text[to] === '=' && to < text.length) to += 1;
  return to;
}

export const privateKey: Detector = {
  kind: 'private_key',
  group: 'secret',
  sign: 'armor',
  find(text, start, _end, found) {
    const begin = lengthAt(BEGIN, text, start);
    if (begin === 0) return;
    let at = skipBetween(text, start + begin);
    for (let headers = 0; headers < MAX_HEADERS; headers += 1) {
      const header = lengthAt(HEADER, text, at);
      if (header === 0) break;
      at = skipBetween(text, at + header);
    }
    let end = -1;
    for (;;) {
      const line = lineEnd(text, at);
      const length = line - at;
      if (length === 0 || (end < 0 && length < MIN_LINE)) break;
      end = line;
      at = skipBetween(text, line);
      if (length < MIN_LINE) {
        // PGP's checksum is a line of its own.
        if (text[at] === '=') at = skipBetween(text, (end = lineEnd(text, at + 1)));
        break;
      }
    }
    if (end < 0) return;
    const closing = lengthAt(END, text, at);
    found(start, closing > 0 ? at + closing : end);
  },
};
