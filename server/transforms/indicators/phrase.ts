/**
 * Writes phrases down: a space of the notation stands for whatever people put between words, and is bounded like
 * everything else in a phrase.
 */
import type { Phrase, Place } from './indicator';

/** Blanks, line breaks (also those that JSON escapes), quotes, Markdown and punctuation that ends no sentence. */
const GAP = String.raw`(?:\\[nrt]|[\s"'*_,:;()\[\]~>|/\\-]){1,5}`;

/** Texts that came from outside may hold instructions: what a person asked, and what tools answered. */
const INCOMING: readonly Place[] = ['asked', 'tool_result'];

export interface PhraseOptions {
  readonly places?: readonly Place[];
  readonly outsideCode?: boolean;
}

const sticky = (notation: string): RegExp => new RegExp(notation.replaceAll(' ', GAP), 'y');

/**
 * @param notation of a regular expression that begins where a trigger does. Over folded text: lower case, no
 * accents. Unbounded quantifiers are refused.
 */
export function phrase(
  id: string,
  weight: number,
  meaning: string,
  triggers: readonly string[],
  notation: string,
  { places = INCOMING, outsideCode = false }: PhraseOptions = {},
): Phrase {
  return { id, weight, meaning, triggers, expression: sticky(notation), places, outsideCode };
}

/** One of several words or notations. */
export const any = (...choices: readonly string[]): string => `(?:${choices.join('|')})`;
