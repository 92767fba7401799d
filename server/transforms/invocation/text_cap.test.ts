import { cutText, TextCap } from './text_cap';

test.each([
  ['a€b', 4, 'a€', true],
  ['a€b', 3, 'a', true],
  ['😀😀', 7, '😀', true],
  ['a€b', 5, 'a€b', false],
  ['', 0, '', false],
])('%j cut to %i bytes', (text, bytes, cut, wasCut) => {
  expect(cutText(text, bytes)).toEqual({ text: cut, cut: wasCut });
});

test('a cap remembers that it cut', () => {
  const cap = new TextCap(2);
  expect([cap.apply('ab'), cap.cut]).toEqual(['ab', false]);
  expect([cap.apply('abc'), cap.cut]).toEqual(['ab', true]);
  expect([cap.apply('a'), cap.cut]).toEqual(['a', true]);
});
