/**
 * Finds long unbroken runs of the base64 alphabet, which hexadecimal digits are part of. A run of the least length
 * covers at least one of the places that are sampled, so ordinary text costs little more than the samples.
 */

export const SHORTEST_RUN = 24;
const MOST_RUNS = 8;
/** Characters of a run that are kept: enough for its first sentences. */
const MOST_OF_A_RUN = 1_024;

const ALPHABET = new Uint8Array(0x10000);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_=') {
  ALPHABET[character.charCodeAt(0)] = 1;
}

/**
 * @param units the text's UTF-16 units, or its bytes where it is ASCII
 * @returns from and to of the first few runs, to cut where a run is longer than what is kept
 */
export function encodedRuns(
  units: Uint8Array | Uint16Array,
  length: number,
): readonly (readonly [number, number])[] {
  let runs: [number, number][] | undefined;
  for (let sample = SHORTEST_RUN - 1; sample < length; sample += SHORTEST_RUN) {
    if (ALPHABET[units[sample] ?? 0] === 0) continue;
    let [from, to] = [sample, sample + 1];
    while (to < length && ALPHABET[units[to] ?? 0] === 1) to += 1;
    while (from > 0 && ALPHABET[units[from - 1] ?? 0] === 1) from -= 1;
    // Nothing else of this run is to be sampled.
    if (to > sample + SHORTEST_RUN) sample = to - 1 - ((to - 1 - sample) % SHORTEST_RUN);
    if (to - from < SHORTEST_RUN) continue;
    (runs ??= []).push([from, Math.min(to, from + MOST_OF_A_RUN)]);
    if (runs.length === MOST_RUNS) break;
  }
  return runs ?? [];
}
