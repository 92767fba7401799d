import { findSensitive } from './find_sensitive';
import { SearchedTexts } from './searched_texts';

const LONG = `Please write to jane@example.com ${'and wait for an answer '.repeat(4)}`;
const AS_LONG = LONG.replace('jane@example.com', 'jane at her mail');

test.each(['', 'jane@example.com', LONG, AS_LONG])('finds what is in: %s', (text) => {
  const searched = new SearchedTexts();
  expect(searched.find(text)).toEqual(findSensitive(text));
  expect(searched.find(text)).toEqual(findSensitive(text));
});

test('a text that comes again is not looked through again, whoever made it', () => {
  const searched = new SearchedTexts();
  const matches = searched.find(LONG);
  expect(searched.find([...LONG].join(''))).toBe(matches);
});

test('texts of the same length are told apart', () => {
  const searched = new SearchedTexts();
  expect(AS_LONG).toHaveLength(LONG.length);
  for (const text of [LONG, AS_LONG, LONG]) expect(searched.find(text)).toEqual(findSensitive(text));
});
