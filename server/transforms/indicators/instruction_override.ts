/** Being told to drop what one was told before: the oldest way into a prompt, in the languages it is met in. */
import type { Indicator, Phrase } from './indicator';
import { FOREIGN_OVERRIDES } from './instruction_override_languages';
import { PROMPT_INJECTION } from './owasp';
import { any, phrase } from './phrase';

/** Told of, not told: "users who ignore previous instructions", "do not ignore the above instructions". */
const NOT_REPORTED = `(?<!${any(
  '\\bnot',
  "n't",
  '\\bnever',
  '\\bcannot',
  ...['might', 'could', 'would', 'may'].map((word) => `\\b${word}`),
  '\\b(?:try|tries|trying|attempts?|attempting|told|asked|tells?|asks?)(?: (?:it|them|the (?:model|assistant|ai)))? to',
  ...['who', 'which', 'that'].map((word) => `\\b${word}`),
)} )`;
const DROP = '(?:ignore|disregard|forget|neglect|overlook|dismiss|skip)';
const EARLIER = any(
  'previous(?:ly given)?',
  ...['prior', 'above', 'earlier', 'preceding', 'foregoing', 'initial', 'original', 'former', 'past'],
  ...['system', 'safety', 'developer', 'hidden', 'underlying'],
);
const TOLD = any(
  ...['instructions?', 'prompts?', 'directions', 'directives?', 'commands?', 'rules?', 'guidelines?'],
  ...[
    'guardrails?',
    'polic(?:y|ies)',
    'orders',
    'constraints',
    'restrictions',
    'programming',
    'training',
    'context',
  ],
);
const DROP_TRIGGERS = [
  ...['ignore', 'disregard', 'forget', 'neglect', 'overlook', 'dismiss'],
  ...['skip all', 'skip any', 'skip the', 'skip above', 'skip prior', 'skip prev', 'skip your'],
];

const ENGLISH: readonly Phrase[] = [
  phrase(
    'ignore_previous',
    0.8,
    'ignore, disregard or forget earlier or system instructions',
    DROP_TRIGGERS,
    `${NOT_REPORTED}${DROP}(?: (?:about|all|any|every|each|of|the|your|these|those|this|that|our|and|other)){0,5} ${EARLIER}(?: (?:${EARLIER}|and|or|given|set of|content|user)){0,4} ${TOLD}\\b`,
  ),
  phrase(
    'ignore_above',
    0.7,
    'ignore or forget what stands above or was said before',
    DROP_TRIGGERS,
    `${NOT_REPORTED}${DROP}(?: (?:all|everything|anything))?(?: (?:of|in))?(?: (?:the|these|those|that))?(?: (?:instructions|text|rules|content|directions|prompt|guidelines|messages))? ${any(
      'above(?! (?:average|all|the (?:line|fold)|\\d))',
      "(?:that )?you(?:'ve| have| had| were)(?: been)? (?:told|given|instructed|taught)",
      'before (?:this (?:line|message|point|prompt)|that)',
      'said so far',
    )}\\b`,
  ),
  phrase(
    'ignore_yours',
    0.8,
    'ignore, bypass or set aside your instructions, rules or training',
    [...DROP_TRIGGERS, 'override', 'bypass', 'set aside', 'abandon'],
    `${NOT_REPORTED}(?:${DROP}|override|bypass|set aside|abandon)(?: (?:all|any|every|of|about)){0,3} your(?: ${EARLIER})?(?: (?:content|ethical|moral|security|current|existing|own|default)){0,2} (?:${TOLD}|filters?|safeguards)\\b`,
  ),
  phrase(
    'ignore_all',
    0.6,
    'ignore all instructions',
    DROP_TRIGGERS,
    `${NOT_REPORTED}${DROP} (?:all|any|every)(?: (?:of|the|other|and)){0,2} (?:instructions?|prompts?|directives?)\\b(?! (?:of|on|in|from|for|about|that come)\\b)`,
  ),
  phrase(
    'do_not_follow',
    0.6,
    'stop following your or earlier instructions',
    ['do not follow', "don't follow", 'stop following', 'do not obey', "don't obey", 'stop obeying'],
    `(?:(?:do not|don't) (?:follow|obey)|stop (?:following|obeying))(?: (?:any|all|of|the)){0,3} (?:your|${EARLIER})(?: ${EARLIER}){0,2} ${TOLD}\\b`,
  ),
  phrase(
    'rules_are_void',
    0.6,
    'the rules or policy above no longer hold, or count for less than mine',
    [
      ...['polic', 'instructions', 'guidelines', 'restrictions', 'rules'].flatMap((word) =>
        ['the ', 'your ', 'all ', 'previous ', 'earlier ', 'prior '].map((before) => before + word),
      ),
      ...[
        'the earlier',
        'the previous',
        'the prior',
        'all previous',
        'all prior',
        'my instructions',
        'my commands',
      ],
    ],
    any(
      `(?:(?:the|your|all)(?: ${EARLIER})?|${EARLIER}) ${TOLD}(?: (?:above|before|so far|given))?(?: (?:${any(
        '(?:is|are|have been|has been)(?: (?:now|hereby|all))? (?:void|revoked|suspended|lifted|obsolete|superseded|no longer (?:in effect|valid|binding))',
        '(?:do not|no longer|don.t) apply(?: (?:any ?more|to you|here))?',
      )}))\\b`,
      `my (?:instructions|commands) (?:(?:take|have) (?:priority|precedence) over|override|are more important than)(?: (?:any|all|the|your|every)){0,2} (?:${EARLIER}|core|other)\\b`,
    ),
  ),
  phrase(
    'new_instructions',
    0.4,
    'here are your new instructions',
    [
      'your new ',
      'your real ',
      'your actual ',
      'your updated ',
      'new system prompt',
      'new system instruction',
    ],
    `(?:your (?:new|real|actual|updated)|new system)(?: (?:and|only|true|main))? (?:instructions?|prompt|directives?|objective|orders|task is)(?: (?:are|is|from|now))?\\b`,
  ),
];

export const instructionOverride: Indicator = {
  id: 'instruction_override',
  category: 'prompt_injection',
  owasp: PROMPT_INJECTION,
  score: 'prompt_injection',
  looksFor:
    'Being told to drop the instructions that were given before, in English, German, French, Spanish, Portuguese, Italian, Chinese, Japanese and Korean.',
  limits:
    'Texts that quote such a sentence (security documentation, a code review that repeats a test case) look like it. Paraphrases, other languages, and letters spelled out one by one or replaced by digits are not seen.',
  phrases: [...ENGLISH, ...FOREIGN_OVERRIDES],
};
