/** Roles that carry an attack: a new self without rules, or words that pretend to come from the system. */
import type { Indicator } from './indicator';
import { PROMPT_INJECTION } from './owasp';
import { any, phrase } from './phrase';

const LAWLESS = any(
  ...[
    'unrestricted',
    'uncensored',
    'unfiltered',
    'evil',
    'malicious',
    'amoral',
    'unethical',
    'rogue',
    'jailbroken',
  ],
  'not bound by',
  'no longer (?:an? )?(?:ai|assistant|bound|claude|chatgpt|restricted)',
  'no (?:(?:legal|ethical|moral|content|safety|corporate|or|and) ){0,4}(?:rules|restrictions|constraints|limits|limitations|filters?|guidelines|ethics|morals)\\b(?! (?:on|for)\\b)',
  'without (?:any )?(?:rules|restrictions|filters?|guidelines|ethics|morals)',
  'free (?:of|from) (?:all |any )?(?:rules|restrictions|filters?|guidelines)',
);

export const rolePlay: Indicator = {
  id: 'role_play',
  category: 'jailbreak',
  owasp: PROMPT_INJECTION,
  score: 'jailbreak',
  looksFor:
    'A new role that lifts rules ("from now on you are …", "pretend you have no restrictions"), and words that pretend to be a system message or the marks of a prompt template.',
  limits:
    'Roles that break no rule (a travel agent, an interviewer) are left alone on purpose, so slow role play that never says what it is for is not seen. Applications that fill templates themselves and log them unparsed show their marks.',
  phrases: [
    phrase(
      'from_now_on',
      0.5,
      'from now on you are another assistant',
      ['from now on'],
      `from now on (?:you(?:'re| are| will be| will act as| will play| must act as)|act as|your name is)\\b.{0,60}?\\b(?:${LAWLESS}|dan\\b|(?:ai|assistant|chat ?bot|character|persona|hacker)\\b)`,
    ),
    phrase(
      'you_are_now',
      0.6,
      'you are now something without rules',
      ['you are now', "you're now"],
      `(?:you are|you're) now\\b.{0,60}?\\b${LAWLESS}`,
    ),
    phrase(
      'no_longer',
      0.6,
      'you are no longer an assistant',
      [
        'you are no longer',
        "you're no longer",
        'forget that you are',
        "forget that you're",
        'forget you are',
      ],
      `(?:you are|you're) no longer (?:(?:an?|the) )?(?:ai\\b|assistant|chatgpt|claude|gpt|language model|chat ?bot|bound|restricted|limited by)|forget (?:that )?(?:you are|you're) (?:(?:an?|the) )?(?:ai\\b|assistant|chatgpt|claude|gpt|language model|chat ?bot)`,
    ),
    phrase(
      'pretend',
      0.6,
      'pretend to be without rules',
      [
        'pretend',
        'imagine you',
        'act as if you',
        'act as an ',
        'act as a ',
        'role play',
        'roleplay',
        'role-play',
        'behave as if',
      ],
      `(?:pretend|imagine you|(?:act|behave) as (?:if you|an?)|role ?-?play)\\b.{0,80}?\\b${LAWLESS}`,
    ),
    phrase(
      'fake_system_message',
      0.5,
      'a line that pretends to come from the system',
      ['system:', 'system :', '[system]', '<system>', '### system', 'system message:', 'system override'],
      `(?<=^|[\\n.!?>\\]}"#*]\\s{0,3}|\\\\n)${any(
        '(?:\\[system\\]|<system>|#{2,4} ?system|system(?: message)? ?:)[^\\n]{0,80}?\\b(?:you (?:are|must|will|shall|can|may)|your|ignore|disregard|override|polic(?:y|ies)|instructions?|rules?|restrictions|unrestricted|admin|developer mode)\\b',
        'system override\\b',
      )}`,
    ),
    phrase(
      'fake_override',
      0.6,
      'an override in brackets, as if a system knew such a thing',
      ['[admin', '[hidden', '[inject', '[system', '[overrid', '[new inst', '[end of'],
      '\\[(?:admin|hidden|system|override|new|end of)[\\s_:-]{0,2}(?:override|inject(?:ion)?|instructions?|prompt|text|system)\\b[^\\]\\n]{0,80}\\]|\\[inject(?:ion)?:',
    ),
    phrase(
      'template_marks',
      0.6,
      'marks of a prompt template inside a text',
      [
        '<|im_start|>',
        '<|start_header_id|>',
        '<|system|>',
        '<<sys>>',
        '<|endoftext|>',
        '<start_of_turn>',
        '<|eot_id|>',
      ],
      `(?:<\\|(?:im_start|start_header_id|system|endoftext|eot_id)\\|>|<<sys>>|<start_of_turn>)`,
    ),
  ],
};
