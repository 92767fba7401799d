/** What every indicator keeps to, so that a new one can be written without knowing how the search works. */
import { fold } from './folding';
import { INDICATORS } from './registry';
import { SHORTEST_TRIGGER } from './trigger_scan';

const ID = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
const PHRASES = INDICATORS.flatMap(({ id, phrases = [] }) =>
  phrases.map((phrase) => [`${id}.${phrase.id}`, phrase] as const),
);

const folded = (text: string): string => {
  const units = Uint16Array.from(text, (character) => character.charCodeAt(0));
  const { length } = fold(units, units.length, new Uint8Array(units.length));
  return String.fromCharCode(...units.subarray(0, length));
};

/** The expression without escapes and sets of characters: what is left of `*`, `+` and `{n,}` repeats without end. */
const withoutLiterals = (source: string): string => source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');

test('ids are snake case and stand once', () => {
  const ids = INDICATORS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, phrases = [], patterns = [] } of INDICATORS) {
    const inside = [...phrases, ...patterns].map((pattern) => pattern.id);
    expect(inside.length).toBeGreaterThan(0);
    expect(new Set(inside).size).toBe(inside.length);
    for (const one of [id, ...inside]) expect(one).toMatch(ID);
  }
});

test('weights are shares, and every pattern of a score has one', () => {
  for (const { score, phrases = [], patterns = [] } of INDICATORS) {
    for (const { weight } of [...phrases, ...patterns]) {
      if (weight !== undefined) expect(weight >= 0 && weight < 1).toBe(true);
    }
    if (score) for (const { weight } of phrases) expect(weight).toBeGreaterThan(0);
  }
});

test.each(PHRASES)('%s: triggers are folded, and long enough where they are Latin', (_, { triggers }) => {
  expect(triggers.length).toBeGreaterThan(0);
  for (const trigger of triggers) {
    expect(trigger).toBe(folded(trigger));
    if (/^[ -~]*$/.test(trigger)) expect(trigger.length).toBeGreaterThanOrEqual(SHORTEST_TRIGGER);
  }
});

test.each(PHRASES)('%s: the expression is sticky and bounded', (_, { expression }) => {
  expect(expression.sticky).toBe(true);
  expect(withoutLiterals(expression.source)).not.toMatch(/[*+]|\{\d+,\}/);
});
