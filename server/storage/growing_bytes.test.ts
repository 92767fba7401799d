import fc from 'fast-check';
import { GrowingBytes } from './growing_bytes';

test('whatever is written, and however much, stands there in UTF-8 one after the other', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('x'.repeat(200_000), 'é€😀'.repeat(100_000)),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
      const bytes = new GrowingBytes();
      for (const each of texts) bytes.write(each);
      const expected = Buffer.concat(texts.map((each) => Buffer.from(each)));
      expect(bytes.length).toBe(expected.length);
      expect(bytes.take().equals(expected)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('forgets what is cut off', () => {
  const bytes = new GrowingBytes();
  bytes.write('kept');
  const { length } = bytes;
  bytes.write('x'.repeat(1_000_000));
  bytes.cutTo(length);
  bytes.write('!');
  expect(bytes.take().toString()).toBe('kept!');
});

test('what was taken is its own memory and never changes again', () => {
  const first = new GrowingBytes();
  first.write('first');
  const taken = first.take();
  expect(taken.buffer.byteLength).toBe(5);
  expect(first.length).toBe(0);
  first.write('other');
  const second = new GrowingBytes();
  second.write('second');
  expect([taken, first.take(), second.take()].map(String)).toEqual(['first', 'other', 'second']);
});
