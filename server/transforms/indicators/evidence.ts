/**
 * What an indicator gets to see of an invocation: the texts as they were written, and what one scan over each of
 * them found, so that no indicator walks ordinary text by itself.
 */
import type { SensitiveMatch } from '../sensitive/detector';
import type { Phrase, Place } from './indicator';
import type { Texts } from './texts';

export interface Sightings {
  readonly phrases: ReadonlySet<Phrase>;
  /** Characters that leave no trace on a screen were among the text. */
  readonly invisible: boolean;
  /** Runs of 24 and more characters of the base64 alphabet, the first few, each cut. */
  readonly runs: readonly string[];
}

export interface Evidence {
  readonly texts: Texts;
  readonly seen: Readonly<Record<Place, Sightings>>;
  /** Personal data and secrets in what was sent in, and in what came back. */
  readonly sensitive: Readonly<Record<'input' | 'output', readonly SensitiveMatch[]>>;
  /** Phrases in a text that an indicator decoded. */
  readonly phrasesIn: (text: string) => ReadonlySet<Phrase>;
}
