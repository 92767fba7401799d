import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { findSensitive, type SensitiveMatch } from './find_sensitive';
import { DETECTORS, SENSITIVE_KINDS } from './registry';
import { INNOCENT, SAMPLES } from './samples.test_support';
import { findSigns } from './signs';
import { charactersVisited } from './visited.test_support';

const inText = (text: string): string[] =>
  findSensitive(text).map(({ kind, start, end }) => `${kind}: ${text.slice(start, end)}`);

const isOrdered = (matches: readonly SensitiveMatch[], length: number): boolean =>
  matches.every(
    ({ start, end }, index) => (matches[index - 1]?.end ?? 0) <= start && start < end && end <= length,
  );

test('every kind has an example, and each is found as what it is', () => {
  expect(SAMPLES.map(({ kind }) => kind).sort()).toEqual([...SENSITIVE_KINDS].sort());
  for (const { kind, text, secret } of SAMPLES) {
    const found = findSensitive(text).map((match) => [match.kind, text.slice(match.start, match.end)]);
    expect(found).toEqual([[kind, expect.stringContaining(secret)]]);
  }
});

test.each(INNOCENT)('nothing in: %s', (text) => expect(inText(text)).toEqual([]));

test('prose has no signs: no detector sees it', () => {
  expect(
    findSigns('Call me Ishmael. Some years ago - never mind how long - in 1851; “whale”, he said.'),
  ).toBe(undefined);
});

describe('escapes of JSON', () => {
  test.each([
    ['{"to":"jane\\u0040example.com"}', ['email: jane\\u0040example.com']],
    ['\\njane@example.com\\n', ['email: jane@example.com']],
    ['"{\\"n\\":\\"\\\\tAKIAIOSFODNN7EXAMPLE\\"}"', ['aws_access_key: AKIAIOSFODNN7EXAMPLE']],
    ['\\u0034111111111111111', ['payment_card: \\u0034111111111111111']],
    ['CORP\\npm@example.com', ['email: pm@example.com']],
    ['a \\ b \\q \\u12 c', []],
  ])('%s', (text, expected) => expect(inText(text)).toEqual(expected));
});

test('what overlaps is one, under the name of the longest', () => {
  expect(inText('x postgres://app:pw@db.example.com/x?mail=jane@example.com y')).toEqual([
    'connection_string: postgres://app:pw@db.example.com/x?mail=jane@example.com',
  ]);
  expect(inText('a@example.com b@example.com')).toEqual(['email: a@example.com', 'email: b@example.com']);
});

/** Texts made of what detectors look for and of what they stumble over. */
const pieces = fc.constantFrom(
  ...SAMPLES.map(({ text }) => text),
  ...SAMPLES.map(({ text }) => text.slice(0, 12)),
  ...[
    '@',
    '%40',
    '.',
    '-',
    '_',
    ' ',
    '\\',
    '\\u0040',
    '"',
    ':',
    '=',
    ';',
    '+',
    '0',
    '4',
    'eyJ',
    '://',
    'A',
    '😀',
  ],
);
const hostile = fc
  .array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 30 })
  .map((all) => all.join(''));

test('whatever the text, matches are in order, within it, never overlap, and are always the same', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const matches = findSensitive(text);
      expect(isOrdered(matches, text.length)).toBe(true);
      expect(findSensitive(text)).toEqual(matches);
    }),
    { numRuns: 500 },
  );
});

test('an example is found wherever it stands among words', () => {
  const words = fc.array(fc.constantFrom(...INNOCENT), { maxLength: 3 }).map((all) => all.join(' '));
  fc.assert(
    fc.property(fc.constantFrom(...SAMPLES), words, words, ({ kind, text, secret }, before, after) => {
      const around = `${before}\n"${text}"\n${after}`;
      const at = around.indexOf(text) + text.indexOf(secret);
      const covering = findSensitive(around).filter(
        ({ start, end }) => start <= at && at + secret.length <= end,
      );
      expect(covering.map((match) => match.kind)).toEqual([kind]);
    }),
  );
});

describe('no text makes it slow', () => {
  const LENGTH = 200_000;
  /** Beginnings of everything, over and over: what looks again and again at the same text does not end here. */
  const repeated = [
    ...SAMPLES.map(({ text }) => text),
    ...SAMPLES.map(({ text }) => text.slice(0, -1)),
    ...[
      '@',
      'a@',
      'a@b.',
      '@a.b',
      'a-',
      'x://a:b@',
      '://:@',
      'sk-',
      'eyJ-',
      'eyJa.eyJa',
      'eyJ.eyJ/',
      'ghp_',
      'hf_',
    ],
    ...[
      '-----BEGIN ',
      '-----BEGIN PRIVATE KEY-----',
      'A: b\n',
      'password=',
      '"password": "',
      'Password=;',
      '&pwd=',
    ],
    ...[
      '1 ',
      '1',
      '12-',
      '+1',
      '4111 ',
      'A1',
      'AB12',
      'bearer ',
      'Bearer a.',
      '\\',
      '\\\\',
      '\\u0040',
      'github_pat_',
    ],
  ];

  const filledWith = (unit: string, length: number): string =>
    unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

  test.each(repeated)('%j', (unit) => {
    const text = filledWith(unit, LENGTH);
    expect(isOrdered(findSensitive(text), text.length)).toBe(true);
  });

  /** Many times what is looked at around a place: four times as much text is hardly more than four times the work. */
  const BASE = 12_000;

  test.each([...repeated, '@1', '@é', '@\\u0040', '%40', '1@', 'a@://:@', 'eyJ-%40'])(
    'work grows no faster than the text: %j',
    (unit) => {
      const [little, much] = [BASE, 4 * BASE].map((length) => {
        const text = filledWith(unit, length);
        return charactersVisited(() => findSensitive(text));
      });
      expect(much).toBeLessThanOrEqual(5 * (little ?? 0) + BASE);
    },
  );

  test('detectors are called at most once for each sign, and signs do not overlap', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const signs = findSigns(text);
        for (const places of Object.values(signs ?? {})) expect(isOrdered(places, text.length)).toBe(true);
      }),
    );
  });

  /** A repeated group that repeats inside itself is what backtracks without end. */
  test('no pattern of a detector repeats a repetition', () => {
    const sources = readdirSync(__dirname).filter((name) => name.endsWith('.ts') && !name.includes('.test'));
    const patterns = sources.flatMap((name) =>
      [
        ...readFileSync(join(__dirname, name), 'utf8').matchAll(
          /(?<=[=(,]\s*)\/((?:[^/\n\\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/[a-z]*/g,
        ),
      ].map(([, pattern]) => pattern ?? ''),
    );
    expect(patterns.length).toBeGreaterThan(DETECTORS.length);
    for (const pattern of patterns) {
      const bare = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
      expect(bare).not.toMatch(/[+*}]\)(?:[+*]|\{\d+,\})/);
    }
  });
});
