/**
 * Looks at one invocation with every indicator. Pure and deterministic; never throws, whatever the conversation
 * holds; time is in proportion to the text, of which at most `MOST_LOOKED_AT` characters in each place are read.
 * What is found are ids of patterns: no text gets in.
 */
import type { Conversation } from '../../../common/bodies/conversation';
import type { SensitiveMatch } from '../sensitive/detector';
import { SearchedTexts } from '../sensitive/searched_texts';
import type { Evidence } from './evidence';
import type { Category, Indicator, Phrase, Place, Score } from './indicator';
import type { OwaspItem } from './owasp';
import { PhraseSearch } from './phrase_search';
import { INDICATORS } from './registry';
import { textsOf, type Texts } from './texts';

export interface Indicators {
  /** Something was sent in that could be looked at. */
  readonly lookedAtInput: boolean;
  /** Anything could be looked at. */
  readonly lookedAt: boolean;
  /** `<indicator>.<pattern>`, sorted; empty when nothing was seen. */
  readonly signatures: readonly string[];
  readonly categories: readonly Category[];
  readonly owasp: readonly OwaspItem[];
  /** 0–1, two decimals. */
  readonly scores: Readonly<Record<Score, number>>;
}

const PHRASES: readonly Phrase[] = INDICATORS.flatMap(({ phrases }) => phrases ?? []);
const searchIn = (place: Place): PhraseSearch =>
  new PhraseSearch(PHRASES.filter(({ places }) => places.includes(place)));
const SEARCHES: Readonly<Record<Place, PhraseSearch>> = {
  asked: searchIn('asked'),
  tool_result: searchIn('tool_result'),
  answer: searchIn('answer'),
  tool_call: searchIn('tool_call'),
};

function evidenceOf(texts: Texts, searched: SearchedTexts): Evidence {
  const sensitiveIn = (one: string, other: string): readonly SensitiveMatch[] => {
    const found = one === '' ? [] : searched.find(one);
    return other === '' ? found : [...found, ...searched.find(other)];
  };
  return {
    texts,
    seen: {
      asked: SEARCHES.asked.in(texts.asked),
      tool_result: SEARCHES.tool_result.in(texts.tool_result),
      answer: SEARCHES.answer.in(texts.answer),
      tool_call: SEARCHES.tool_call.in(texts.tool_call),
    },
    sensitive: {
      input: sensitiveIn(texts.asked, texts.tool_result),
      output: sensitiveIn(texts.answer, texts.tool_call),
    },
    phrasesIn: (text) => SEARCHES.asked.in(text).phrases,
  };
}

const NONE: ReadonlySet<string> = new Set();
const NO_PHRASES: ReadonlySet<Phrase> = new Set();

/** Ids of the indicator's patterns that were seen. */
function seenBy(
  { phrases, find }: Indicator,
  evidence: Evidence,
  said: ReadonlySet<Phrase>,
): ReadonlySet<string> {
  let ids: Set<string> | undefined;
  if (find) for (const id of find(evidence)) (ids ??= new Set()).add(id);
  if (said.size > 0 && phrases)
    for (const phrase of phrases) if (said.has(phrase)) (ids ??= new Set()).add(phrase.id);
  return ids ?? NONE;
}

/** Sightings as independent hints: each takes its share of the doubt that the others leave. */
function scored(doubt: number, { phrases = [], patterns = [] }: Indicator, ids: ReadonlySet<string>): number {
  return [...phrases, ...patterns].reduce(
    (left, { id, weight = 0 }) => (ids.has(id) ? left * (1 - weight) : left),
    doubt,
  );
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** @param searched remembers what was found, for who looks through the same texts afterwards */
export function findIndicators(conversation: Conversation, searched = new SearchedTexts()): Indicators {
  const texts = textsOf(conversation);
  const evidence = evidenceOf(texts, searched);
  const { asked, tool_result: results, answer } = evidence.seen;
  const said =
    asked.phrases.size + results.phrases.size + answer.phrases.size === 0
      ? NO_PHRASES
      : new Set([...asked.phrases, ...results.phrases, ...answer.phrases]);
  const signatures: string[] = [];
  const categories = new Set<Category>();
  const owasp = new Map<string, OwaspItem>();
  const doubts: Record<Score, number> = { prompt_injection: 1, jailbreak: 1 };
  for (const indicator of INDICATORS) {
    const ids = seenBy(indicator, evidence, said);
    if (ids.size === 0) continue;
    for (const id of ids) signatures.push(`${indicator.id}.${id}`);
    categories.add(indicator.category);
    owasp.set(indicator.owasp.id, indicator.owasp);
    if (indicator.score) doubts[indicator.score] = scored(doubts[indicator.score], indicator, ids);
  }
  const lookedAtInput = texts.asked !== '' || texts.tool_result !== '';
  return {
    lookedAtInput,
    lookedAt: lookedAtInput || texts.answer !== '' || texts.tool_call !== '',
    signatures: signatures.sort(),
    categories: [...categories].sort(),
    owasp: [...owasp.values()].sort((one, other) => (one.id < other.id ? -1 : 1)),
    scores: {
      prompt_injection: rounded(1 - doubts.prompt_injection),
      jailbreak: rounded(1 - doubts.jailbreak),
    },
  };
}
