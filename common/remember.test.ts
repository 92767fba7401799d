import { remembered } from './remember';

test('computes once for a name that comes again', () => {
  const asked: string[] = [];
  const length = remembered((name) => {
    asked.push(name);
    return name.length;
  });
  expect([length('a'), length('bb'), length('a'), length('bb')]).toEqual([1, 2, 1, 2]);
  expect(asked).toEqual(['a', 'bb']);
});

test('remembers that there is no answer', () => {
  let asked = 0;
  const nothing = remembered(() => {
    asked += 1;
    return undefined;
  });
  expect([nothing('a'), nothing('a')]).toEqual([undefined, undefined]);
  expect(asked).toBe(1);
});

test('any number of names, and names of any length, are answered right', () => {
  let asked = 0;
  const same = remembered((name) => {
    asked += 1;
    return name;
  });
  const names = Array.from({ length: 5_000 }, (_, n) => String(n));
  expect(names.map(same)).toEqual(names);
  expect(asked).toBe(names.length);
  expect(same('4999')).toBe('4999');
  expect(asked).toBe(names.length);
  const long = 'x'.repeat(10_000);
  expect([same(long), same(long)]).toEqual([long, long]);
  expect(asked).toBe(names.length + 2);
});
