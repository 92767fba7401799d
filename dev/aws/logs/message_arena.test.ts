import * as fc from 'fast-check';
import { MessageArena } from './message_arena';

test('gives every message back, whatever was stored after it', () => {
  const message = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 50 }),
    fc.integer({ min: 60_000, max: 70_000 }).map((length) => 'é'.repeat(length / 2)),
  );
  fc.assert(
    fc.property(fc.array(message, { maxLength: 60 }), (messages) => {
      const arena = new MessageArena();
      const stored = messages.map((text) => arena.store(text));
      expect(stored.map((bytes) => bytes.toString('utf8'))).toEqual(messages);
    }),
    { numRuns: 30 },
  );
});
