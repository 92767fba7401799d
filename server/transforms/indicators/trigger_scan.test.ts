import fc from 'fast-check';
import { TriggerScan } from './trigger_scan';

const TRIGGERS = ['ignore', 'ignore all', 'system prompt', '<script', 'or 1=1--', 'abcabc', 'bcabca'];
const SCAN = new TriggerScan(TRIGGERS);

function sightings(text: string): string[] {
  const bytes = Buffer.from(text, 'latin1');
  const seen: string[] = [];
  SCAN.scan(bytes, bytes.length, (trigger, at) => seen.push(`${at} ${TRIGGERS[trigger]}`));
  return seen.sort();
}

function sightingsByHand(text: string): string[] {
  const lower = text.toLowerCase();
  const seen: string[] = [];
  for (const trigger of TRIGGERS) {
    for (let at = lower.indexOf(trigger); at >= 0; at = lower.indexOf(trigger, at + 1)) {
      const insideWord = /[a-z]/.test(trigger.charAt(0)) && /(?<!\\)[a-z]$/.test(lower.slice(0, at));
      if (!insideWord) seen.push(`${at} ${trigger}`);
    }
  }
  return seen.sort();
}

test('words begin where no letter stands before them, or a line break that JSON escapes', () => {
  expect(sightings('Signore, IGNORE all\\nignore')).toEqual(['21 ignore', '9 ignore', '9 ignore all'].sort());
});

test('finds what a plain search finds, and nothing else', () => {
  const piece = fc.constantFrom(
    ...TRIGGERS,
    'IGNORE ',
    'ab',
    'c',
    ' ',
    '\\n',
    'igno',
    '\u007f',
    '-',
    'system ',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('');
      expect(sightings(text)).toEqual(sightingsByHand(text));
    }),
    { numRuns: 500 },
  );
});

test('a trigger is told of at most once for each place', () => {
  const text = 'abcabc'.repeat(200);
  const seen = sightings(text);
  expect(new Set(seen).size).toBe(seen.length);
});

test('triggers shorter than the window are refused', () => {
  expect(() => new TriggerScan(['short'])).toThrow(RangeError);
});
