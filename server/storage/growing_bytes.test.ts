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
      for (const each of texts) bytes.writeLine(each);
      const expected = Buffer.from(texts.map((each) => `${each}\n`).join(''));
      expect(bytes.length).toBe(expected.length);
      expect(bytes.take().equals(expected)).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('forgets what is cut off', () => {
  const bytes = new GrowingBytes();
  bytes.writeLine('kept');
  const { length } = bytes;
  bytes.writeLine('x'.repeat(1_000_000));
  bytes.cutTo(length);
  bytes.writeLine('!');
  expect(bytes.take().toString()).toBe('kept\n!\n');
});

test('what was taken is its own memory and never changes again', () => {
  const first = new GrowingBytes();
  first.writeLine('first');
  const taken = first.take();
  expect(taken.buffer.byteLength).toBe(6);
  expect(first.length).toBe(0);
  first.writeLine('other');
  const second = new GrowingBytes();
  second.writeLine('second');
  expect([taken, first.take(), second.take()].map(String)).toEqual(['first\n', 'other\n', 'second\n']);
});
