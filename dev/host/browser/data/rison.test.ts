import fc from 'fast-check';
import { decodeRison, encodeRison } from './rison';

// Pairs of value and text as the notation's own description and the host's addresses have them.
test.each([
  [{ from: 'now-24h', to: 'now' }, '(from:now-24h,to:now)'],
  [
    { filters: [], refreshInterval: { pause: true, value: 0 } },
    '(filters:!(),refreshInterval:(pause:!t,value:0))',
  ],
  [{ from: '2026-11-22T00:00:00.000Z' }, "(from:'2026-11-22T00:00:00.000Z')"],
  ["it's!", "'it!'s!!'"],
  [[1, -2.5, null, false, ''], "!(1,-2.5,!n,!f,'')"],
  ['a/b', 'a/b'],
  ['-x', "'-x'"],
])('%j is %s', (value, text) => {
  expect(encodeRison(value)).toBe(text);
  expect(decodeRison(text)).toEqual(value);
});

test('whatever was written is read again', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 3 }), (json) => {
      const value: unknown = JSON.parse(JSON.stringify(json));
      fc.pre(!JSON.stringify(value).includes('"__proto__"'));
      expect(decodeRison(encodeRison(value))).toEqual(value);
    }),
  );
});

test.each(['(a:', "'open", '!x', '(a)', 'a b', ''])('%s is no rison', (text) => {
  expect(() => decodeRison(text)).toThrow(SyntaxError);
});
