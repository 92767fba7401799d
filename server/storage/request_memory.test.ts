import { RequestMemory } from './request_memory';

const parts = (...texts: string[]) => texts.map((text) => Buffer.from(text));

test('parts are gathered in order, in memory that is used again once it was given back', () => {
  const memory = new RequestMemory(1);
  const first = memory.gather(parts('one\n', 'two\n'));
  expect(first.body.toString()).toBe('one\ntwo\n');
  memory.giveBack(first.lent);
  const second = memory.gather(parts('a', 'b'));
  expect(second.body.toString()).toBe('ab');
  expect(second.lent).toBe(first.lent);
});

test('what is lent out is nobody else’s, and too small memory is not used', () => {
  const memory = new RequestMemory(2);
  const first = memory.gather(parts('a', 'b'));
  const second = memory.gather(parts('c', 'd'));
  expect(second.lent).not.toBe(first.lent);
  memory.giveBack(first.lent);
  const larger = memory.gather(parts('larger than', ' before'));
  expect(larger.lent).not.toBe(first.lent);
  expect(larger.body.toString()).toBe('larger than before');
});

test('a single part is sent as it lies', () => {
  const [only = Buffer.alloc(0)] = parts('alone');
  expect(new RequestMemory(1).gather([only])).toEqual({ body: only });
});
