/** Instructions where only data should be: in what a tool answered (a page, a mail, a file, a ticket). */
import type { Evidence } from './evidence';
import { NOT_SEEN, type Indicator } from './indicator';
import { PROMPT_INJECTION } from './owasp';
import { any, phrase } from './phrase';

const IN_RESULTS = { places: ['tool_result'] } as const;
const MODEL = '(?:ai|llm|(?:large )?language model|chat ?bot|assistant|agent)';

/** Phrases that anybody may send are worse where only data should be. */
function find({ seen }: Evidence): readonly string[] {
  for (const { places } of seen.tool_result.phrases) if (places.includes('asked')) return ['known_phrase'];
  return NOT_SEEN;
}

export const indirectInjection: Indicator = {
  id: 'indirect_injection',
  category: 'indirect_prompt_injection',
  owasp: PROMPT_INJECTION,
  score: 'prompt_injection',
  looksFor:
    'A phrase of the other indicators inside the result of a tool, and words in it that speak to a model: notes to AI assistants, hiding something from the user, sending conversations or secrets elsewhere.',
  limits:
    'Documents put into the question instead of a tool result count as asked. Search results about prompt injection quote what they are about.',
  patterns: [
    { id: 'known_phrase', weight: 0.8, meaning: 'a phrase of another indicator inside the result of a tool' },
  ],
  phrases: [
    phrase(
      'addressed_to_model',
      0.7,
      'a note to AI assistants',
      [
        ...[
          'note to ',
          'message to ',
          'message for ',
          'instructions for ',
          'instruction for ',
          'instructions to ',
        ],
        ...['attention', 'important', 'dear ai', 'hey ai ', 'if you are a', "if you're a"],
      ],
      any(
        `(?:note|message|instructions?|attention|important)(?: (?:message|note|notice|instructions?))?(?: (?:to|for))?(?: (?:the|any|all|every)){0,2} ${MODEL}s?(?: (?:assistants?|agents?|models?))?(?: (?:reading|processing|summari[sz]ing|parsing|viewing) [^\\n]{0,40}|)[:,.-]`,
        `(?:dear|hey) ai (?:assistant|agent|model)`,
        `(?:if you are|if you're) an? (?:${MODEL} |automated |large ){0,2}${MODEL}\\b[^\\n]{0,80}?\\b(?:must|please|ignore|do not|should|include|send|respond|rate|recommend|say|add|open|visit|reply)\\b`,
      ),
      IN_RESULTS,
    ),
    phrase(
      'hide_from_user',
      0.8,
      'do not tell the user',
      [
        'do not tell',
        "don't tell",
        'do not mention',
        "don't mention",
        'do not inform',
        'never tell',
        'never mention',
        'without telling',
        'without informing',
        'do not reveal',
        'do not notify',
        'do not let',
      ],
      `(?:(?:do not|don't|never) (?:tell|mention|inform|reveal|notify|let)|without (?:telling|informing))(?: (?:this|it|that|anything|of|about|any|these|steps?|instructions?|to)){0,4} (?:to )?the (?:user|human|customer|person you)\\b`,
      IN_RESULTS,
    ),
    phrase(
      'send_away',
      0.8,
      'send the conversation, credentials or files to an address',
      [
        ...[
          'send the',
          'send all',
          'send a copy',
          'send your',
          'send any',
          'send their',
          'forward the',
          'forward all',
        ],
        ...[
          'upload the',
          'upload all',
          'post the',
          'post all',
          'email the',
          'email all',
          'exfiltrate',
          'transmit',
        ],
      ],
      `(?:send|forward|upload|post|email|exfiltrate|transmit)\\b[^\\n.]{0,80}?\\b(?:conversation|chat history|credentials?|passwords?|api keys?|secrets?|system prompt|private keys?|access keys?|tokens|contact list|inbox|environment variables)\\b[^\\n]{0,60}?(?:https?:|[a-z0-9._-]{1,40}@[a-z0-9-])`,
      IN_RESULTS,
    ),
  ],
  find,
};
