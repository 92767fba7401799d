import * as fc from 'fast-check';
import { compareKeys } from './key_order';

test('orders any two keys as their UTF-8 bytes', () => {
  const key = fc.string({ unit: 'binary', maxLength: 6 });
  fc.assert(
    fc.property(key, key, (a, b) => {
      expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
    {
      examples: [
        ['\uFF5E', '\u{1F600}'],
        ['a', 'a'],
        ['', 'a'],
      ],
    },
  );
});
