import { pooled } from './random_pool';

test('hands out every byte once, in the sizes asked for', () => {
  let next = 0;
  const counter = (size: number) => Buffer.from(Array.from({ length: size }, () => next++ % 251));
  const take = pooled(counter);
  let expected = 0;
  for (const size of [1, 16, 16_000, 16, 12]) {
    const portion = take(size);
    expect(portion).toHaveLength(size);
    expect(portion[0]).toBe(expected % 251);
    expected += size;
  }
});

test('asks its source once for many small portions, and at once for a large one', () => {
  const asked: number[] = [];
  const take = pooled((size) => {
    asked.push(size);
    return Buffer.alloc(size);
  });
  for (let portion = 0; portion < 500; portion++) take(16);
  expect(asked).toHaveLength(1);
  expect(take(100_000)).toHaveLength(100_000);
  expect(asked.slice(1)).toEqual([100_000]);
});
