/**
 * Text as it reads once JSON's escapes (RFC 8259, 7) are undone, and the way back to where a piece of it is written.
 * What is no escape of JSON stays as it is: texts hold regular expressions and Windows paths as well.
 */

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

const HEX = /^[0-9A-Fa-f]{4}$/;

export interface Unescaped {
  readonly text: string;
  startInOriginal(index: number): number;
  /** Of an end that is not part of what it ends: no escape is ever cut in two. */
  endInOriginal(index: number): number;
}

interface Escape {
  readonly character: string;
  /** Units it takes as it is written. */
  readonly length: number;
}

function escapeAt(text: string, at: number): Escape | undefined {
  const next = text[at + 1] ?? '';
  if (next === 'u') {
    const hex = text.slice(at + 2, at + 6);
    return HEX.test(hex)
      ? { character: String.fromCharCode(Number.parseInt(hex, 16)), length: 6 }
      : undefined;
  }
  const character = SIMPLE.get(next);
  return character === undefined ? undefined : { character, length: 2 };
}

/** Undefined where there is nothing to undo. */
export function unescapeOnce(text: string): Unescaped | undefined {
  let slash = text.indexOf('\\');
  if (slash < 0) return undefined;
  // Joined at the end: a text that grew piece by piece is read far more slowly.
  const pieces: string[] = [];
  let length = 0;
  let from = 0;
  // Where each undone escape stands in what is read, and by how much what follows is shifted.
  const places: number[] = [];
  const shifts: number[] = [];
  let shift = 0;
  while (slash >= 0) {
    const escape = escapeAt(text, slash);
    if (!escape) {
      slash = text.indexOf('\\', slash + 1);
      continue;
    }
    pieces.push(text.slice(from, slash), escape.character);
    length += slash - from + 1;
    shift += escape.length - 1;
    places.push(length - 1);
    shifts.push(shift);
    from = slash + escape.length;
    slash = text.indexOf('\\', from);
  }
  if (places.length === 0) return undefined;
  pieces.push(text.slice(from));
  /** How many escapes stand before the place. */
  const before = (index: number): number => {
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle] ?? 0) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const inOriginal = (index: number): number => index + (shifts[before(index) - 1] ?? 0);
  return { text: pieces.join(''), startInOriginal: inOriginal, endInOriginal: inOriginal };
}
