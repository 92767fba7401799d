import fc from 'fast-check';
import { RisonError, decodeRison, encodeRison, type RisonValue } from './rison';

test.each<[string, RisonValue]>([
  [
    '(filters:!(),refreshInterval:(pause:!t,value:0),time:(from:now-24h,to:now))',
    {
      filters: [],
      refreshInterval: { pause: true, value: 0 },
      time: { from: 'now-24h', to: 'now' },
    },
  ],
  [
    "(time:(from:'2026-11-22T06:00:00.000Z',to:now))",
    { time: { from: '2026-11-22T06:00:00.000Z', to: 'now' } },
  ],
  ["'111122223333'", '111122223333'],
  ["'it!'s !!'", "it's !"],
  ["!(!n,!f,-1.5,1e-7,'')", [null, false, -1.5, 1e-7, '']],
  ['()', {}],
])('%s', (text, value) => {
  expect(encodeRison(value)).toBe(text);
  expect(decodeRison(text)).toEqual(value);
});

test('what is written is read back', () => {
  const { value } = fc.letrec<{ value: RisonValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constant(null),
      fc.boolean(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
      fc.string({ unit: 'grapheme' }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string({ minLength: 1 }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(fc.property(value, (original) => expect(decodeRison(encodeRison(original))).toEqual(original)));
});

test.each(['', '(', "'open", '(a:)', '!x', 'a b', '!(1', '(a:1)x', "'!x'", '-', `${'!('.repeat(50)}`])(
  '%p is refused',
  (text) => {
    expect(() => decodeRison(text)).toThrow(RisonError);
  },
);

test('a hostile key is only a key', () => {
  const value = decodeRison('(__proto__:(polluted:!t))');
  expect(Object.keys(value ?? {})).toEqual(['__proto__']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
