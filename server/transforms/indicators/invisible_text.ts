/**
 * Text that people do not see and models read: tags, selectors and joiners that carry a message, and reversed
 * reading order. Emoji, flags, and the joiners of Arabic, Persian, Indic and Thai writing stay silent.
 */
import type { Evidence } from './evidence';
import { NOT_SEEN, type Indicator, type Pattern, type Place } from './indicator';
import { PROMPT_INJECTION } from './owasp';

const INCOMING: readonly Place[] = ['asked', 'tool_result'];
const OUTGOING: readonly Place[] = ['answer', 'tool_call'];

const SELECTOR = '[\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}]';
const JOINER = '[\\u200b-\\u200f\\u2060-\\u2064\\ufeff\\u00ad\\u180e]';

interface Sight extends Pattern {
  readonly expression: RegExp;
}

const SIGHTS: readonly Sight[] = [
  {
    id: 'tags',
    weight: 0.9,
    meaning: 'four and more characters of the tag block (U+E0000–E007F) that are no flag of a region',
    // England, Scotland and Wales: a black flag, the region in tags, and the tag that ends it.
    expression: /(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]{0,8})[\u{e0000}-\u{e007f}]{4}/u,
  },
  {
    id: 'selectors',
    weight: 0.9,
    meaning: 'three and more variation selectors in a row; one belongs to a character, more carry a message',
    expression: new RegExp(`${SELECTOR}{3}`, 'u'),
  },
  {
    id: 'joiner_run',
    weight: 0.7,
    meaning: 'six and more zero-width characters in a row',
    expression: new RegExp(`${JOINER}{6}`, 'u'),
  },
  {
    id: 'split_words',
    weight: 0.5,
    meaning: 'a Latin word with zero-width characters between four and more of its letters',
    expression: new RegExp(`(?:[A-Za-z]${JOINER}{1,3}){3}[A-Za-z]`, 'u'),
  },
  {
    id: 'reversed',
    weight: 0.5,
    meaning: 'Latin letters or digits after a right-to-left override (U+202E)',
    expression: /\u202e[^\u202c\n]{0,80}?[A-Za-z0-9]/u,
  },
];

const SMUGGLED_OUT: Pattern = {
  id: 'smuggled_out',
  meaning: 'any of these in an answer or in what a tool is called with',
};

function* sightsIn({ seen, texts }: Evidence, places: readonly Place[]): Iterable<string> {
  for (const place of places) {
    if (!seen[place].invisible) continue;
    for (const { id, expression } of SIGHTS) if (expression.test(texts[place])) yield id;
  }
}

const hasInvisible = ({ seen }: Evidence): boolean =>
  seen.asked.invisible || seen.tool_result.invisible || seen.answer.invisible || seen.tool_call.invisible;

function* sightsOf(evidence: Evidence): Iterable<string> {
  yield* sightsIn(evidence, INCOMING);
  for (const _sight of sightsIn(evidence, OUTGOING)) yield SMUGGLED_OUT.id;
}

export const invisibleText: Indicator = {
  id: 'invisible_text',
  category: 'obfuscation',
  owasp: PROMPT_INJECTION,
  score: 'prompt_injection',
  looksFor: 'Characters that people do not see and models read, in quantities no writing needs.',
  limits:
    'What is hidden is not decoded. Single zero-width characters, as web pages leave them in copied text, stay silent, and so does a message of fewer characters than the thresholds.',
  patterns: [...SIGHTS, SMUGGLED_OUT],
  find: (evidence) => (hasInvisible(evidence) ? sightsOf(evidence) : NOT_SEEN),
};
