/**
 * What a JSON text takes once it is parsed. A few million empty lists are a few megabytes of text and a gigabyte of
 * objects, and an engine that runs out of memory inside its parser ends the whole process, not just its thread: so
 * what would take that much is never parsed.
 */

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const OPEN_BRACE = 0x7b;

/** Bytes on the heap of a 64-bit V8, rounded up: object or list with its elements; name and slot; element of a list. */
const CONTAINER = 64;
const PROPERTY = 104;
const ELEMENT = 16;

/** Up to this long a text cannot cost more than a thread can bear, whatever is in it. */
export const HARMLESS_LENGTH = 1024 * 1024;
export const MAX_PARSE_BYTES = 320 * 1024 * 1024;

/** Heap bytes of the structure (strings not counted) that a JSON text parses into; an upper bound. */
export function structureBytes(text: string): number {
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at + 1);
        break;
      case OPEN_BRACKET:
      case OPEN_BRACE:
        bytes += CONTAINER;
        break;
      case COLON:
        bytes += PROPERTY;
        break;
      case COMMA:
        bytes += ELEMENT;
    }
  }
  return bytes;
}

/** Place of the quote that ends the string; the text's end where none does. */
function endOfString(text: string, from: number): number {
  for (let end = text.indexOf('"', from); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

export const isTooCostly = (text: string): boolean =>
  text.length > HARMLESS_LENGTH && structureBytes(text) > MAX_PARSE_BYTES;
