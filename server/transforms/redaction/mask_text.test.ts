import fc from 'fast-check';
import { INNOCENT, SAMPLES } from '../sensitive/samples.test_support';
import { maskFlow, maskText, type Piece } from './mask_text';
import { Tally } from './tally';

const mask = (text: string): string => maskText(text, new Tally());

test.each([
  ['mail jane@example.com!', 'mail [REDACTED:email]!'],
  ['a@example.com,b@example.com', '[REDACTED:email],[REDACTED:email]'],
  ['{"to":"jane\\u0040example.com"}', '{"to":"[REDACTED:email]"}'],
  ['', ''],
])('%j becomes %j', (text, masked) => expect(mask(text)).toBe(masked));

test.each(INNOCENT)('as it was: %s', (text) => expect(mask(text)).toBe(text));

test('masking again changes nothing', () => {
  const pieces = fc.constantFrom(
    ...SAMPLES.map(({ text }) => text),
    ...SAMPLES.map(({ kind }) => `[REDACTED:${kind}]`),
    ...[
      '@',
      ' ',
      '.',
      '-',
      '+',
      '://',
      ':',
      '\\n',
      '\\u0040',
      '1',
      '4111',
      'x',
      'Password=',
      'tel: ',
      '"',
      'bearer ',
    ],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (all) => {
      const once = mask(all.join(''));
      const tally = new Tally();
      expect(maskText(once, tally)).toBe(once);
      expect(tally.fields().total).toBe(0);
    }),
    { numRuns: 1000 },
  );
});

const flow = (...texts: readonly (readonly [string, boolean])[]): [Piece[], Tally] => {
  const pieces = texts.map(([text, visible]) => ({ text, visible }));
  const tally = new Tally();
  maskFlow(pieces, tally);
  return [pieces, tally];
};

test('a mask stands where its secret began, once, and the rest is gone from the other pieces', () => {
  const [pieces, tally] = flow(['mail ja', true], ['ne@exam', true], ['ple.com now', true]);
  expect(pieces.map(({ text }) => text)).toEqual(['mail [REDACTED:email]', '', ' now']);
  expect(tally.fields()).toMatchObject({ total: 1, by_kind: [{ kind: 'email', count: 1 }] });
});

test('what looks whole in a piece and goes on in the next is one', () => {
  const [pieces, tally] = flow(['AKIAIOSFODNN7EXAMPLE jane@example.co', true], ['m.br', true]);
  expect(pieces.map(({ text }) => text)).toEqual(['[REDACTED:aws_access_key] [REDACTED:email]', '']);
  expect(tally.fields().total).toBe(2);
});

test('what stands alone in a piece is found, though its neighbours touch it', () => {
  const [pieces] = flow(['abc', true], ['AKIAIOSFODNN7EXAMPLE', true], ['abc', true]);
  expect(pieces.map(({ text }) => text)).toEqual(['abc', '[REDACTED:aws_access_key]', 'abc']);
});

test('a thought may stand inside what was said', () => {
  const [pieces] = flow(['AKIAIOSF', true], ['hm', false], ['ODNN7EXAMPLE', true]);
  expect(pieces.map(({ text }) => text)).toEqual(['[REDACTED:aws_access_key]', 'hm', '']);
});

test('what is whole in a thought takes nothing of the answer with it', () => {
  const [pieces] = flow(['it is jane@example.com', false], ['Call her', true]);
  expect(pieces.map(({ text }) => text)).toEqual(['it is [REDACTED:email]', 'Call her']);
});
