import fc from 'fast-check';
import { hashOf, pack, type Seen, unpack } from './folder_memory';

const began = Date.UTC(2026, 10, 22, 12);
const seenOf = (entries: readonly (readonly [number, number])[]): Seen => new Map(entries);

test('comes back as it was', () => {
  const entry = fc.tuple(fc.nat(2 ** 48 - 1), fc.integer({ min: 1, max: 2 ** 32 - 1 }));
  fc.assert(
    fc.property(fc.array(entry), (entries) => {
      const seen = seenOf(entries);
      expect(unpack(pack(seen, 0, 1_000, began).seen)).toEqual(seen);
    }),
  );
});

test('forgets the oldest past its limit, and counts what it forgot as read', () => {
  const first = began / 1_000 - 10_000;
  const seen = seenOf(Array.from({ length: 100 }, (_, at) => [at, first + at] as const));
  const memory = pack(seen, 0, 30, began);
  const kept = unpack(memory.seen);
  expect(kept.size).toBe(30);
  for (const [hash, seconds] of seen) {
    expect(kept.has(hash) || seconds * 1_000 <= memory.floor).toBe(true);
  }
});

test('never forgets what is recent, since more of that time may still appear', () => {
  const seen = seenOf(Array.from({ length: 100 }, (_, at) => [at, began / 1_000 - at] as const));
  const memory = pack(seen, 0, 10, began);
  expect(unpack(memory.seen).size).toBe(100);
  expect(memory.floor).toBeLessThan(began - 5 * 60_000 + 1);
});

test('another version of an object is another object', () => {
  const object = { key: 'k', etag: 'a', size: 1, lastModified: 0 };
  expect(hashOf(object)).toBe(hashOf({ ...object, size: 2 }));
  expect(hashOf(object)).not.toBe(hashOf({ ...object, etag: 'b' }));
  expect(hashOf(object)).not.toBe(hashOf({ ...object, key: 'ka', etag: '' }));
});
