/**
 * What is planted where people write and models answer, and how it is told that it is found: in any spelling in which
 * it could have been written down again (other case, escapes, punctuation between, base64), and in parts.
 */

/** Text for a place of a record; every place gets one of its own. */
export type Words = (place: string) => string;

export interface Planted {
  readonly words: Words;
  /** What must not be found in any of the spellings; letters and digits, lower case. */
  readonly needles: readonly string[];
}

/** So many letters and digits in a row are no accident. */
const SHORTEST_PART = 10;

const UNICODE_ESCAPE = /\\+u([0-9a-fA-F]{4})/g;

/** Letters and digits alone, escapes undone: the spelling in which needles are looked for. */
export const bare = (text: string): string =>
  text
    .replace(UNICODE_ESCAPE, (_all, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\+[nrtbf]/g, '')
    .replace(/[^a-zA-Z0-9]/g, '')
    .toLowerCase();

/** The same word everywhere, which every part of ten characters gives away, as it is and in base64. */
export function canary(core: string): Planted {
  const base64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.from('x'.repeat(shift) + core).toString('base64');
    // The first and the last characters depend on what stands around.
    return bare(encoded.slice(4, -4));
  });
  const parts = new Set<string>();
  for (const spelling of [bare(core), ...base64])
    for (let at = 0; at + SHORTEST_PART <= spelling.length; at += 1)
      parts.add(spelling.slice(at, at + SHORTEST_PART));
  return { words: (place) => `${place} ${core}`, needles: [...parts] };
}

/** Says what is found of the needles, or undefined. */
export function finder(needles: readonly string[]): (text: string) => string | undefined {
  const any = new RegExp(needles.join('|'));
  return (text) => any.exec(bare(text))?.[0];
}
