/**
 * What an indicator is: a hint of an attack or a leak, computed from one record by fixed patterns. No model is
 * asked, no network, no history. Patterns have ids that never change, since saved searches and monitors name them;
 * what they matched is never kept.
 */
import type { Evidence } from './evidence';
import type { OwaspItem } from './owasp';

/** Where a text stands in an invocation. `texts.ts` says which texts are looked at. */
export type Place = 'asked' | 'tool_result' | 'answer' | 'tool_call';

/** What somebody tries, or what has happened; stands in `gen_ai.threat.category`. */
export type Category =
  | 'prompt_injection'
  | 'indirect_prompt_injection'
  | 'jailbreak'
  | 'obfuscation'
  | 'data_exfiltration'
  | 'secret'
  | 'personal_data'
  | 'system_prompt_extraction'
  | 'system_prompt_leak'
  | 'unsafe_output';

/** Which of the two scores a pattern adds to. */
export type Score = 'prompt_injection' | 'jailbreak';

export const NOT_SEEN: readonly string[] = [];

export interface Pattern {
  /** Snake case, unique within its indicator. */
  readonly id: string;
  /** What it looks for, for people. */
  readonly meaning: string;
  /** 0–1: how much a single sighting says; adds to the indicator's score. */
  readonly weight?: number;
}

/** A pattern that begins with one of a few literal texts, so that ordinary text is passed over in one scan. */
export interface Phrase extends Pattern {
  /**
   * How it may begin, folded (`folding.ts`). Latin ones have six characters or more; what begins with a letter is
   * found at the beginning of a word only.
   */
  readonly triggers: readonly string[];
  /** Sticky, over folded text, from where a trigger begins. Every quantifier is bounded. */
  readonly expression: RegExp;
  /** Where it is looked for. */
  readonly places: readonly Place[];
  /** Shown as code it says nothing: sightings in Markdown code are passed over. */
  readonly outsideCode?: boolean;
}

export interface Indicator {
  /** Snake case; signatures are `<indicator>.<pattern>`. */
  readonly id: string;
  readonly category: Category;
  readonly owasp: OwaspItem;
  readonly score?: Score;
  /** One sentence each, for docs/indicators.md. */
  readonly looksFor: string;
  readonly limits: string;
  readonly phrases?: readonly Phrase[];
  /** Patterns that are more than a phrase: `find` names those it sees. */
  readonly patterns?: readonly Pattern[];
  /** Never throws, takes time in proportion to the texts. Called for every record: answers `NOT_SEEN` early. */
  readonly find?: (evidence: Evidence) => Iterable<string>;
}
