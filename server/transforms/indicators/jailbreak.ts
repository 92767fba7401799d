/** Asking for a model without rules: the well-known personas, modes and pretexts. */
import type { Indicator } from './indicator';
import { PROMPT_INJECTION } from './owasp';
import { any, phrase } from './phrase';

const FREE = any(
  'unrestricted',
  'uncensored',
  'unfiltered',
  'amoral',
  'unethical',
  'unaligned',
  'jailbroken',
);
const ITSELF = any(
  '(?:ai|a i)\\b',
  'assistant',
  'chat ?bot',
  '(?:large )?language model',
  'model',
  'version of (?:yourself|you|chatgpt|claude|the ai)',
  'chatgpt',
  'claude',
  'persona',
);

export const jailbreak: Indicator = {
  id: 'jailbreak',
  category: 'jailbreak',
  owasp: PROMPT_INJECTION,
  score: 'jailbreak',
  looksFor: 'Well-known personas, modes and pretexts for an answer without rules ("do anything now", "DAN").',
  limits:
    'Known wordings only, and only in English but for a few. Fiction, many-shot examples and step-by-step persuasion are not seen; quotations of known wordings are.',
  phrases: [
    phrase('do_anything_now', 0.9, '"do anything now"', ['do anything now'], 'do anything now\\b'),
    phrase(
      'dan',
      0.9,
      'you are DAN',
      [
        'you are dan',
        "you're dan",
        'you are now dan',
        'act as dan',
        'be dan ',
        'become dan',
        'dan mode',
        'play dan',
      ],
      `(?:dan mode|(?:you are(?: now)?|you're|act as|be|become|play) dan(?: mode)?(?:[,.]| ).{0,40}?\\b(?:rules?|anything|restrictions?|free|unrestricted|ai|limits?|guidelines|broken|confirm)\\b)`,
    ),
    phrase(
      'no_rules',
      0.7,
      'you have no rules, restrictions or filters',
      [
        'you have no ',
        'you now have no',
        'you follow no',
        'you obey no',
        'you are not bound by',
        'you are free from',
      ],
      `you ${any('(?:now )?(?:have|follow|obey)(?: absolutely)? no', 'are (?:not bound by|free from)(?: any| all)?')}(?: (?:ethical|moral|content|safety|more|longer|any|such)){0,3} (?:rules|restrictions|limitations|guidelines|filters?|boundaries|constraints|ethics|morals|polic(?:y|ies))(?! (?:on|for|in|at)\\b)`,
    ),
    phrase(
      'without_restrictions',
      0.6,
      'an answer or assistant without ethical restrictions',
      [
        'without any',
        'without ethic',
        'without moral',
        'without safety',
        'without content',
        'without restric',
        'without censor',
      ],
      `without(?: (?:any|ethical|moral|safety|content|or|and)){1,5} (?:restrictions|guidelines|filters?|filtering|constraints|limitations|considerations|safeguards|censorship)\\b(?<=(?:ethic|moral|safety|content|censor).{0,60})`,
    ),
    phrase(
      'unrestricted_model',
      0.7,
      'an unrestricted, uncensored or amoral assistant',
      ['unrestricted', 'uncensored', 'unfiltered', 'amoral', 'unethical', 'unaligned', 'jailbroken'],
      `${FREE}(?: (?:and|or|evil|${FREE})){0,4} ${ITSELF}`,
    ),
    phrase(
      'special_mode',
      0.7,
      'switching the model itself into developer, god or jailbreak mode',
      [
        ...[
          'developer mode enabled',
          'developer mode output',
          'god mode enabled',
          'jailbreak mode',
          'with developer mode',
        ],
        ...[
          'you are in developer',
          'you are now in ',
          'unrestricted mode',
          'simulate developer',
          'simulate chatgpt with',
        ],
      ],
      any(
        '(?:developer|god) mode (?:enabled|output)',
        'jailbreak mode',
        'unrestricted mode',
        'you are(?: now)? in(?: the| a)? (?:developer|god|jailbreak|unrestricted|dan|sudo|opposite|debug) mode',
        '(?:with|simulate|simulate chatgpt with) developer mode',
      ),
    ),
    phrase(
      'never_refuse',
      0.5,
      'never refuse, never say you cannot',
      [
        'never refuse',
        'do not refuse',
        "don't refuse",
        'cannot refuse',
        "can't refuse",
        'never say you can',
        'must not refuse',
      ],
      `(?:(?:never|do not|don't|must not|cannot|can't) refuse(?: to answer)?(?: (?:a|any|my|this|the|to)){0,3} (?:requests?|questions?|answer|prompts?|commands?|anything|orders)|never say you (?:can't|cannot))\\b`,
    ),
    phrase(
      'relative_pretext',
      0.6,
      'the grandmother who used to tell secrets',
      [
        'act as my ',
        'act like my',
        'pretend to be my',
        'pretend you are my',
        'behave like my',
        'roleplay as my',
        'be my deceased',
      ],
      `(?:(?:act|behave|roleplay) (?:as|like)|pretend (?:to be|you are)|be) my (?:deceased|late|dead|passed away) (?:grand|mother|father|uncle|aunt)`,
    ),
    phrase(
      'jailbreak_yourself',
      0.7,
      'you have been jailbroken',
      [
        'jailbreak yourself',
        'you are jailbroken',
        'you are now jailbroken',
        'you have been jailbroken',
        'has been jailbroken',
      ],
      `(?:jailbreak yourself|(?:you (?:are(?: now)?|have been)|(?:model|assistant|ai) has been) jailbroken)`,
    ),
    phrase(
      'chinese',
      0.7,
      '你没有任何限制',
      ['你没有任何', '你不受任何', '没有任何道德', '不受任何限制', '越狱模式', '开发者模式'],
      `(?:你(?:现在)?(?:没有|不受)任何(?:道德|规则|伦理|内容|的){0,3}(?:限制|约束|规则)|没有任何道德(?:的){0,1}(?:限制|约束)|不受任何限制的(?:ai|人工智能|助手|模型)|越狱模式|(?:进入|开启)?开发者模式(?:已)?(?:启用|开启))`,
    ),
  ],
};
