/**
 * The texts of one record that were looked through, with what was found in them: hints of what is in it and masking
 * meet the same texts, and each is looked through once. Lives as long as the work on a record; changes no answer.
 */
import type { SensitiveMatch } from './detector';
import { findSensitive } from './find_sensitive';

/** Shorter texts are looked through again sooner than found. */
const WORTH_REMEMBERING = 64;

interface Searched {
  readonly text: string;
  readonly matches: readonly SensitiveMatch[];
}

export class SearchedTexts {
  /** By length, of each the last: a text that comes again is found by one comparison, without hashing any. */
  private readonly byLength = new Map<number, Searched>();

  /** As `findSensitive` of the text. */
  find(text: string): readonly SensitiveMatch[] {
    const { length } = text;
    if (length < WORTH_REMEMBERING) return findSensitive(text);
    const known = this.byLength.get(length);
    if (known?.text === text) return known.matches;
    const matches = findSensitive(text);
    this.byLength.set(length, { text, matches });
    return matches;
  }
}
