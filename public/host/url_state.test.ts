import fc from 'fast-check';
import { readState, withState } from './url_state';

test('state is read from the place and in the notation of the host', () => {
  const hash = "#?_g=(time:(from:now-1h,to:now))&_a=(models:!('a%20b%26c'))";
  expect(readState(hash, '_g')).toEqual({ time: { from: 'now-1h', to: 'now' } });
  expect(readState(hash, '_a')).toEqual({ models: ['a b&c'] });
});

test('writing one state leaves everything else as it stands', () => {
  expect(withState('#/view/1?_g=(a:1)&x=%zz&_a=(b:2)', '_a', { c: 3 })).toBe(
    '#/view/1?_g=(a:1)&x=%zz&_a=(c:3)',
  );
  expect(withState('', '_a', { c: 'x' })).toBe('#?_a=(c:x)');
  expect(withState('#?_a=(c:x)', '_a', undefined)).toBe('');
  expect(withState('#?_g=(a:1)&_a=(c:x)', '_a', undefined)).toBe('#?_g=(a:1)');
});

test.each(['', '#', '#?', '#?_a=', '#?_a=(', '#?_a=%E0%A4%A', '#?_ab=(a:1)', '#_a=(a:1)'])(
  'a link without readable state (%p) has none',
  (hash) => {
    expect(readState(hash, '_a')).toBeUndefined();
  },
);

test('any text survives the way through a URL', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      const hash = withState(withState('', '_g', { one }), '_a', { other });
      const url = new URL(`http://localhost/app/bedrock${hash}`);
      expect(readState(url.hash, '_g')).toEqual({ one });
      expect(readState(url.hash, '_a')).toEqual({ other });
    }),
  );
});
