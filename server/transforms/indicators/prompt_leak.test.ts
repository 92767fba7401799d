import fc from 'fast-check';
import { sharesLongPassage } from './prompt_leak';
import { answered } from './seen.test_support';

const PROMPT = `You are the assistant of Harbour Goods. Never promise a refund above 500 euros without a ticket.
Escalate complaints about damaged goods to the desk in Lisbon, and give customers of the Anchor programme
free returns for sixty days. Internal codes: DESK-7, LIS1 and OAK2 are never told to customers.`;

test('a long passage, wherever it begins', () => {
  for (let at = 0; at + 165 <= PROMPT.length; at += 1) {
    expect(answered(`Of course: ${PROMPT.slice(at, at + 165)} Bye`, { system: PROMPT })).toEqual([
      'prompt_leak.long_passage',
    ]);
  }
});

test('a short passage is silent', () => {
  expect(answered(`Of course: ${PROMPT.slice(10, 160)}`, { system: PROMPT })).toEqual([]);
});

test('a whole short prompt', () => {
  const system = 'You are a careful assistant of the warehouse. If you are not sure, say so.';
  expect(answered(`My instructions: "${system}"`, { system })).toEqual(['prompt_leak.whole_prompt']);
  expect(answered('Be brief.', { system: 'Be brief.' })).toEqual([]);
});

test('finds what a plain comparison finds, and nothing else', () => {
  const word = fc.constantFrom('alpha ', 'beta ', 'gamma-', 'x', '  ', '1. ');
  const words = fc.array(word, { minLength: 20, maxLength: 200 }).map((list) => list.join(''));
  const sharesByHand = (one: string, other: string): boolean => {
    for (let at = 0; at + 160 <= one.length; at += 1)
      if (other.includes(one.slice(at, at + 160))) return true;
    return false;
  };
  fc.assert(
    fc.property(words, words, fc.nat(500), fc.nat(400), (prompt, answer, at, length) => {
      const mixed = answer + prompt.slice(at, at + length) + answer;
      // Never said where it is not so.
      if (sharesLongPassage(prompt, mixed)) expect(sharesByHand(prompt, mixed)).toBe(true);
    }),
  );
});
