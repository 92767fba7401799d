import * as fc from 'fast-check';
import { LONGEST_METADATA_PART, metadataPair, metadataPairPrefix } from './metadata_pairs';

const part = fc.string({ maxLength: 12, unit: fc.constantFrom('a', '=', '%', '3', 'D', ' ') });

test('usual keys and all values stand as they are', () => {
  expect(metadataPair('cost.center', 'a=b%3D')).toBe('cost.center=a=b%3D');
  expect(metadataPair('team=x', '1')).toBe('team%3Dx=1');
});

test('a pair begins with the prefix of its own key and of no other', () => {
  fc.assert(
    fc.property(part, part, part, (key, other, value) => {
      const pair = metadataPair(key, value);
      expect(pair.startsWith(metadataPairPrefix(key))).toBe(true);
      expect(pair.startsWith(metadataPairPrefix(other))).toBe(key === other);
    }),
  );
});

test('the longest pair is indexed', () => {
  const longest = metadataPair('='.repeat(LONGEST_METADATA_PART), 'v'.repeat(LONGEST_METADATA_PART));
  expect(longest).toHaveLength(1024);
});
