/**
 * Keys, passwords and personal data in what was sent in or what came back: the detectors that mask content, put to
 * use as a hint. Two indicators, since a key in an answer is an incident and an address in a support chat is daily
 * business.
 */
import { DETECTORS } from '../sensitive/registry';
import type { SensitiveGroup, SensitiveMatch } from '../sensitive/detector';
import type { Evidence } from './evidence';
import { NOT_SEEN, type Category, type Indicator, type Pattern } from './indicator';
import { SENSITIVE_INFORMATION_DISCLOSURE } from './owasp';

const DIRECTIONS = ['input', 'output'] as const;
const PLACE: Readonly<Record<(typeof DIRECTIONS)[number], string>> = {
  input: 'in a question or the result of a tool',
  output: 'in an answer or in what a tool is called with',
};

const idOf = (kind: string, direction: (typeof DIRECTIONS)[number]): string => `${kind}_in_${direction}`;

const idsOf = (
  matches: readonly SensitiveMatch[],
  group: SensitiveGroup,
  direction: (typeof DIRECTIONS)[number],
): string[] => matches.filter((match) => match.group === group).map(({ kind }) => idOf(kind, direction));

function patternsOf(group: SensitiveGroup): readonly Pattern[] {
  const kinds = [...new Set(DETECTORS.filter((one) => one.group === group).map(({ kind }) => kind))];
  return kinds.flatMap((kind) =>
    DIRECTIONS.map((direction) => ({
      id: idOf(kind, direction),
      meaning: `${kind.replaceAll('_', ' ')} ${PLACE[direction]}`,
    })),
  );
}

const indicatorOf = (
  group: SensitiveGroup,
  id: string,
  category: Category,
  looksFor: string,
  limits: string,
): Indicator => ({
  id,
  category,
  owasp: SENSITIVE_INFORMATION_DISCLOSURE,
  looksFor,
  limits,
  patterns: patternsOf(group),
  find: ({ sensitive: { input, output } }: Evidence) =>
    input.length + output.length === 0
      ? NOT_SEEN
      : [...idsOf(input, group, 'input'), ...idsOf(output, group, 'output')],
});

export const exposedSecret = indicatorOf(
  'secret',
  'exposed_secret',
  'secret',
  'Keys, tokens, passwords and connection strings, in either direction.',
  'What the detectors of the mode `redacted` know. Examples from documentation look like the real thing.',
);

export const personalData = indicatorOf(
  'pii',
  'personal_data',
  'personal_data',
  'E-mail addresses, telephone numbers, cards, accounts and national identity numbers, in either direction.',
  'In support and office work these are daily business: watch a category or single signatures instead of everything. Names and postal addresses are not seen.',
);
