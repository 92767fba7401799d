import fc from 'fast-check';
import { fold } from './folding';

function folded(text: string) {
  const units = Uint16Array.from({ length: text.length }, (_, n) => text.charCodeAt(n));
  const bytes = new Uint8Array(text.length);
  const { length, ...rest } = fold(units, text.length, bytes);
  return {
    text: String.fromCharCode(...units.subarray(0, length)),
    bytes: bytes.subarray(0, length),
    ...rest,
  };
}

test.each([
  ['case', 'IgNoRe', 'ignore'],
  ['accents', 'Überschreiß ÉÈÊÇñ', 'uberschreiß eeecn'],
  ['combining accents', 'pre\u0301ce\u0301dentes', 'precedentes'],
  ['full width', 'ＡＢＣ：！', 'abc:!'],
  ['circled', 'ⓐⒷ', 'ab'],
  ['Cyrillic and Greek look-alikes', 'ѕуѕтем ΑΒοτ', 'system abot'],
  ['mathematical letters', '𝓼𝔂𝓼𝓽𝓮𝓶 𝟙', 'system 1'],
  ['quotes, dashes and spaces', '“a”—‘b’\u00a0c', '"a"-\'b\' c'],
  ['what has no width', 'a\u200bb\u{e0041}c\ufe0fd\u00ade', 'abcde'],
  ['what is none of this', '漢字 かが 한국어 עברית 👩', '漢字 かが 한국어 עברית 👩'],
])('%s', (_, text, expected) => {
  expect(folded(text).text).toBe(expected);
});

test('says what it met', () => {
  expect(folded('naïve')).toMatchObject({ invisible: false, eastAsian: false });
  expect(folded('a\u200b漢')).toMatchObject({ invisible: true, eastAsian: true });
});

test('any text: bytes are its ASCII, folding twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = folded(text);
      expect([...once.bytes]).toEqual(
        Array.from({ length: once.text.length }, (_, n) => {
          const unit = once.text.charCodeAt(n);
          return unit < 0x80 ? unit : 0;
        }),
      );
      expect(folded(once.text).text).toBe(once.text);
    }),
  );
});
