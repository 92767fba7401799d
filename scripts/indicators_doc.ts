/**
 * `npx tsx scripts/indicators_doc.ts`: writes docs/indicators.md from the registry of indicators, so that the page
 * can never leave one out.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Indicator, Place } from '../server/transforms/indicators/indicator';
import { INDICATORS } from '../server/transforms/indicators/registry';
import { MOST_LOOKED_AT } from '../server/transforms/indicators/texts';

export const INDICATORS_PAGE = join(__dirname, '..', 'docs', 'indicators.md');

const PLACES: Readonly<Record<Place, string>> = {
  asked: 'question',
  tool_result: 'tool result',
  answer: 'answer',
  tool_call: 'tool call',
};

/** A vertical bar would end the cell. */
const cell = (text: string): string => text.replaceAll('|', '\\|');

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

function rowsOf({ id, score, phrases = [], patterns = [] }: Indicator): string[] {
  const weightOf = (weight: number | undefined): string => (score && weight ? String(weight) : '');
  return [
    ...phrases.map((phrase) => [
      `\`${id}.${phrase.id}\``,
      phrase.meaning,
      phrase.places.map((place) => PLACES[place]).join(', '),
      weightOf(phrase.weight),
    ]),
    ...patterns.map((pattern) => [`\`${id}.${pattern.id}\``, pattern.meaning, '', weightOf(pattern.weight)]),
  ].map(row);
}

function section(indicator: Indicator): string {
  const { id, category, owasp, score, looksFor, limits } = indicator;
  return [
    `## \`${id}\``,
    looksFor,
    `Category \`${category}\`; ${owasp.id} ${owasp.description}${score ? `; adds to \`gen_ai.security.${score}_score\`` : ''}.`,
    `Known limits: ${limits}`,
    [
      '| signature | what it looks for | where | weight |',
      '| --- | --- | --- | --- |',
      ...rowsOf(indicator),
    ].join('\n'),
  ].join('\n\n');
}

export function indicatorsPage(): string {
  return `# Indicators of attacks and leaks

Written by \`npx tsx scripts/indicators_doc.ts\` from \`server/transforms/indicators\`; do not edit it by hand.

An indicator is a hint that one invocation was an attack or a leak. It is computed from that record alone by fixed
patterns: no model is asked, nothing is sent anywhere, nothing is remembered. A hint is no verdict: read what was said
before acting on it. What was seen stands in the invocation's document as ids of patterns, never as text, and so it is
there in every content mode, \`none\` included.

| field | what |
| --- | --- |
| \`gen_ai.threat.detected\` | \`true\` where anything was seen, \`false\` where text was looked at and nothing seen; absent where there was no text (bodies not logged or not readable, pictures) |
| \`gen_ai.threat.category\` | kinds of what was seen |
| \`gen_ai.threat.signature\` | \`<indicator>.<pattern>\`, as listed below |
| \`gen_ai.security.prompt_injection_score\`, \`gen_ai.security.jailbreak_score\` | 0 to 1, of what was sent in: the weights of the distinct patterns seen, as independent hints: 1 − (1 − w₁) · (1 − w₂) · …; absent where nothing that was sent in could be read |
| \`gen_ai.owasp.id\`, \`gen_ai.owasp.description\` | items of the OWASP Top 10 for LLM Applications **2026** (its numbers differ from those of 2025) |

\`threat.detected\` counts every category. Personal data is daily business in many applications: to watch for attacks,
filter by category or by signature.

## What is looked at

Every request repeats the conversation before it. Looking at all of it would tell of one attempt again with each turn
that follows, so only what is new in a record is looked at: what was said since the model's last turn (**question**: what
people or their applications wrote; **tool result**: what tools answered), and what came back (**answer**: its visible
text; **tool call**: the texts that tools are called with).

Not looked at: earlier turns, also those that a caller makes up (many-shot attacks); the system prompt, which is its
application's own and forbids every day what an attack asks for, except to compare the answer with it; reasoning;
descriptions of the tools on offer; pictures and documents. Of each place at most ${MOST_LOOKED_AT.toLocaleString('en')} characters are read, the head
(three quarters) and the tail of longer ones.

Before phrases are looked for, cheap disguises are undone: case, accents, full-width, circled and mathematical letters,
Cyrillic and Greek look-alikes, typographic quotes and dashes, characters without width, and line breaks that JSON
escapes. Between words may stand blanks, quotes, Markdown and most punctuation.

Texts that quote an attack (security documentation, training material, test cases) look like one. That is a known limit
and on purpose: nothing in a text can prove that it is only quoted.

${INDICATORS.map(section).join('\n\n')}
`;
}

if (require.main === module) writeFileSync(INDICATORS_PAGE, indicatorsPage());
