/**
 * Writes phrases down: a space of the notation stands for whatever people put between words, and is bounded like
 * everything else in a phrase, so that no text can make one slow.
 */
import type { Phrase, Place } from './indicator';

/** Blanks, line breaks (also those that JSON escapes), quotes, Markdown and punctuation that ends no sentence. */
const GAP = String.raw`(?:\\[nrt]|[\s"'*_,:;()\[\]~>|/\\-]){1,5}`;

/** Where a word begins or ends; an underscore is Markdown's here, not a letter. */
const BOUNDARY = '(?:(?<![a-z0-9])(?=[a-z0-9])|(?<=[a-z0-9])(?![a-z0-9]))';

/** Texts that came from outside may hold instructions: what a person asked, and what tools answered. */
const INCOMING: readonly Place[] = ['asked', 'tool_result'];

export interface PhraseOptions {
  readonly places?: readonly Place[];
  readonly outsideCode?: boolean;
}

const sticky = (notation: string): RegExp =>
  new RegExp(notation.replaceAll(' ', GAP).replaceAll('\\b', BOUNDARY), 'y');

/**
 * @param notation of a regular expression that begins where a trigger does, over folded text (lower case, no
 * accents). Quantifiers are bounded: a test refuses others.
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
