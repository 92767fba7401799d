/**
 * Where a text holds personal data or secrets. Linear in the length of the text, whatever stands in it, and little
 * more than one look at each character where nothing does. Also finds what JSON escapes hide (`\u0040` for an @,
 * line ends of a key as `\n`), as text inside text inside JSON has them.
 */
import { isAlphanumeric } from './characters';
import type { Detector, SensitiveMatch, Sign } from './detector';
import { DETECTORS } from './registry';
import { findSigns, isPlain, type Place, type Signs } from './signs';
import { unescapeOnce } from './unescape';

export type { SensitiveGroup, SensitiveMatch } from './detector';

/** Escapes inside escapes: each level of JSON in JSON doubles them, so few levels are ever seen. */
const MAX_LEVELS = 4;

const bySign = (sign: Sign): readonly Detector[] =>
  DETECTORS.filter((detector) => detector.sign === sign && detector.prefixes === undefined);

const BY_SIGN: readonly (readonly [Sign, readonly Detector[]])[] = (
  ['at', 'number', 'lettered', 'token', 'assignment', 'armor'] as const
).map((sign) => [sign, bySign(sign)] as const);

interface Prefix {
  readonly prefix: string;
  readonly detector: Detector;
}

/** By first character, the longer first. */
const PREFIXES: readonly (readonly Prefix[] | undefined)[] = DETECTORS.flatMap((detector) =>
  (detector.prefixes ?? []).map((prefix) => ({ prefix, detector })),
)
  .sort((one, other) => other.prefix.length - one.prefix.length)
  .reduce<Prefix[][]>((byCode, entry) => {
    (byCode[entry.prefix.charCodeAt(0)] ??= []).push(entry);
    return byCode;
  }, []);

const NOTHING: readonly SensitiveMatch[] = [];
const RANK: ReadonlyMap<string, number> = new Map(DETECTORS.map(({ kind }, index) => [kind, index]));

/** Gathers matches of one detector, and knows up to where it has found already: what lies inside is not looked at. */
class Finder {
  until = 0;
  constructor(
    private readonly detector: Detector,
    private readonly matches: SensitiveMatch[],
  ) {}
  readonly found = (start: number, end: number): void => {
    const { kind, group } = this.detector;
    this.matches.push({ kind, group, start, end });
    this.until = Math.max(this.until, end);
  };
}

function lookWith(
  detector: Detector,
  text: string,
  places: readonly Place[],
  matches: SensitiveMatch[],
): void {
  const { minDigits = 0 } = detector;
  // Made when there is something to look at: most numbers are too short for most detectors.
  let finder: Finder | undefined;
  for (const { start, end, digits } of places) {
    if (digits < minDigits) continue;
    finder ??= new Finder(detector, matches);
    if (start >= finder.until) detector.find(text, start, end, finder.found);
  }
}

/** Where nothing that belongs to a word stands before. */
function lookForPrefixes(text: string, { start, end }: Place, matches: SensitiveMatch[]): void {
  let inWord = false;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const begins = inWord ? undefined : PREFIXES[code];
    inWord = isAlphanumeric(code);
    if (begins === undefined) continue;
    for (const { prefix, detector } of begins) {
      if (!text.startsWith(prefix, at)) continue;
      const finder = new Finder(detector, matches);
      detector.find(text, at, end, finder.found);
      if (finder.until === 0) continue;
      // What was found is not looked through again.
      at = Math.max(at, Math.min(finder.until, end) - 1);
      inWord = false;
      break;
    }
  }
}

function lookAt(text: string, signs: Signs): SensitiveMatch[] {
  const matches: SensitiveMatch[] = [];
  for (const [sign, detectors] of BY_SIGN) {
    const places = signs[sign];
    if (places.length === 0) continue;
    for (const detector of detectors) lookWith(detector, text, places, matches);
  }
  for (const place of signs.token) lookForPrefixes(text, place, matches);
  return matches;
}

const isBefore = (one: SensitiveMatch, other: SensitiveMatch): number =>
  one.start - other.start || other.end - one.end || rankOf(one) - rankOf(other);
const rankOf = ({ kind }: SensitiveMatch): number => RANK.get(kind) ?? 0;

/** The longer of two, of equals the more specific. */
const stronger = (one: SensitiveMatch, other: SensitiveMatch): SensitiveMatch => {
  const lengths = one.end - one.start - (other.end - other.start);
  return lengths > 0 || (lengths === 0 && rankOf(one) <= rankOf(other)) ? one : other;
};

/** Matches that overlap become one, so that no rest of any of them is left standing. */
function settle(matches: SensitiveMatch[]): SensitiveMatch[] {
  if (matches.length < 2) return matches;
  matches.sort(isBefore);
  const settled: SensitiveMatch[] = [];
  let strongest = matches[0];
  if (!strongest) return settled;
  let { start, end } = strongest;
  for (const match of matches.slice(1)) {
    if (match.start < end) {
      strongest = stronger(strongest, match);
      end = Math.max(end, match.end);
      continue;
    }
    settled.push({ ...strongest, start, end });
    strongest = match;
    ({ start, end } = match);
  }
  settled.push({ ...strongest, start, end });
  return settled;
}

function findAsWritten(text: string): readonly SensitiveMatch[] {
  const signs = findSigns(text);
  return signs === undefined ? NOTHING : settle(lookAt(text, signs));
}

/** Of both lists in order; where they overlap, what was found without escapes knows better where it begins. */
function withoutOverlaps(
  read: readonly SensitiveMatch[],
  written: readonly SensitiveMatch[],
): readonly SensitiveMatch[] {
  if (read.length === 0) return written;
  let index = 0;
  const others = written.filter(({ start, end }) => {
    while ((read[index]?.end ?? Infinity) <= start) index += 1;
    return (read[index]?.start ?? Infinity) >= end;
  });
  return others.length === 0 ? read : [...read, ...others].sort(isBefore);
}

function findWithin(text: string, levels: number): readonly SensitiveMatch[] {
  const written = findAsWritten(text);
  if (levels === 0) return written;
  const unescaped = unescapeOnce(text);
  if (!unescaped) return written;
  const read = findWithin(unescaped.text, levels - 1).map(({ start, end, ...match }) => ({
    ...match,
    start: unescaped.startInOriginal(start),
    end: unescaped.endInOriginal(end),
  }));
  return withoutOverlaps(read, written);
}

/** In order of place, none overlapping another. The same text always gives the same matches. */
export const findSensitive = (text: string): readonly SensitiveMatch[] =>
  isPlain(text) ? NOTHING : findWithin(text, MAX_LEVELS);
