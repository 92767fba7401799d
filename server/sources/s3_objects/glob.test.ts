import fc from 'fast-check';
import { compileGlob } from './glob';

test.each([
  ['a/b.json', 'a/b.json', true],
  ['a/*.json', 'a/b.json', true],
  ['a/*.json', 'a/b/c.json', false],
  ['a/**.json', 'a/b/c.json', true],
  ['**/c.json', 'c.json', true],
  ['**/c.json', 'a/b/c.json', true],
  ['**/c.json', 'a/bc.json', false],
  ['a/**/c', 'a/c', true],
  ['a/**/c', 'a/b/b/c', true],
  ['a/**/c', 'abc', false],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['a?c', 'a😀c', true],
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['a.c', 'abc', false],
  ['**', 'any/thing', true],
])('%s matches %s: %s', (pattern, key, matches) => {
  expect(compileGlob(pattern)(key)).toBe(matches);
});

/** The same rules as plainly as they can be said; takes exponential time. */
function matchesPlainly(pattern: readonly string[], key: readonly string[], atFolder: boolean): boolean {
  const [first, second, third] = pattern;
  if (first === undefined) return key.length === 0;
  const rests = key.map((_char, at) => key.slice(at)).concat([[]]);
  if (first === '*' && second === '*') {
    if (third === '/' && atFolder)
      return rests.some(
        (rest) =>
          (rest.length === key.length || key[key.length - rest.length - 1] === '/') &&
          matchesPlainly(pattern.slice(3), rest, true),
      );
    return rests.some((rest) => matchesPlainly(pattern.slice(2), rest, false));
  }
  if (first === '*')
    return rests.some(
      (rest) =>
        !key.slice(0, key.length - rest.length).includes('/') &&
        matchesPlainly(pattern.slice(1), rest, false),
    );
  const [char] = key;
  if (char === undefined || (first === '?' ? char === '/' : first !== char)) return false;
  return matchesPlainly(pattern.slice(1), key.slice(1), first === '/');
}

test('matches what the rules say', () => {
  const pattern = fc.array(fc.constantFrom('a', 'b', '/', '*', '**', '**/', '?'), { maxLength: 8 });
  const key = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 });
  fc.assert(
    fc.property(pattern, key, (parts, chars) => {
      const text = parts.join('');
      // Three stars in a row mean two and one; which comes first makes no difference.
      fc.pre(!text.includes('***'));
      expect(compileGlob(text)(chars.join(''))).toBe(matchesPlainly([...text], chars, true));
    }),
    { numRuns: 2_000 },
  );
});

test('a pattern made to explode takes its time in proportion', () => {
  const key = 'a'.repeat(1_024);
  expect(compileGlob(`${'*a'.repeat(300)}b`)(key)).toBe(false);
  expect(compileGlob(`${'**/*a'.repeat(200)}b`)(key)).toBe(false);
});
