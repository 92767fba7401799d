/** Instructions that are to be read by the model and by nobody else: encoded, or to be decoded first. */
import { decodedTexts } from './decoded_texts';
import type { Evidence } from './evidence';
import { NOT_SEEN, type Indicator, type Place } from './indicator';
import { PROMPT_INJECTION } from './owasp';
import { phrase } from './phrase';

const INCOMING: readonly Place[] = ['asked', 'tool_result'];

const hasRuns = ({ seen }: Evidence): boolean => seen.asked.runs.length + seen.tool_result.runs.length > 0;

function* decodedIn({ seen, phrasesIn }: Evidence): Iterable<string> {
  for (const place of INCOMING) {
    for (const { encoding, text } of decodedTexts(seen[place].runs)) {
      if (phrasesIn(text).size > 0) yield encoding;
    }
  }
}

export const encodedInstructions: Indicator = {
  id: 'encoded_instructions',
  category: 'obfuscation',
  owasp: PROMPT_INJECTION,
  score: 'prompt_injection',
  looksFor:
    'Base64 or hexadecimal text that decodes to a phrase of another indicator, its ROT13 and spaced-out forms, and being told to decode something and to do what it says.',
  limits:
    'The first eight encoded runs of a text, a kilobyte of each. Nested, compressed, or home-made encodings are not undone, nor are words split over several runs.',
  phrases: [
    phrase(
      'decode_and_follow',
      0.6,
      'decode this and do what it says',
      ['decode', 'decipher', 'decrypt'],
      `(?:decode|decipher|decrypt)\\b[^\\n]{0,160}?\\b(?:and|then)(?: then)? (?:follow|obey|execute|act on|comply with|carry out|do|perform|respond to|answer)(?: exactly)? (?:what it says|what is (?:written|asked)|it\\b|its|the (?:decoded|resulting|hidden|instructions?|commands?|message)|these|those)`,
    ),
    phrase(
      'rot13',
      0.8,
      '"ignore all previous …" in ROT13',
      ['vtaber', 'qvfertneq', 'sbetrg'],
      '(?:vtaber|qvfertneq|sbetrg) (?:nyy|nal|gur|lbhe|cerivbhf|cevbe|rirelguvat)\\b',
    ),
    phrase(
      'spaced_letters',
      0.6,
      '"i g n o r e" and the like',
      [
        'i g n o r e',
        'd i s r e g a r d',
        's y s t e m',
        'i-g-n-o-r-e',
        'j a i l b r e a k',
        'i n s t r u c t',
      ],
      '(?:i g n o r e|d i s r e g a r d|s y s t e m|j a i l b r e a k|i n s t r u c t)\\b',
    ),
  ],
  patterns: [
    { id: 'base64', weight: 0.9, meaning: 'base64 that decodes to a phrase of another indicator' },
    { id: 'hexadecimal', weight: 0.9, meaning: 'hexadecimal that decodes to a phrase of another indicator' },
  ],
  find: (evidence) => (hasRuns(evidence) ? decodedIn(evidence) : NOT_SEEN),
};
