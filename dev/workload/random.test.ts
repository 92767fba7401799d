import { Random } from './random';

const numbers = (random: Random, count = 8) => Array.from({ length: count }, () => random.uint32());

test('the same name gives the same numbers, another name others', () => {
  expect(numbers(Random.of('seed', 'calls', 7))).toEqual(numbers(Random.of('seed', 'calls', 7)));
  expect(numbers(Random.of('seed', 'calls', 7))).not.toEqual(numbers(Random.of('seed', 'calls', 8)));
  expect(numbers(Random.of('ab', 'c'))).not.toEqual(numbers(Random.of('a', 'bc')));
});

test('numbers fill their range evenly', () => {
  const random = Random.of('evenly');
  const bins = new Array<number>(10).fill(0);
  for (let i = 0; i < 20_000; i++) {
    const bin = random.int(0, 9);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  for (const count of bins) expect(Math.abs(count - 2000)).toBeLessThan(250);
});

test('the median of `around` is its first argument', () => {
  const random = Random.of('around');
  const values = Array.from({ length: 5_001 }, () => random.around(100, 0.5)).sort((a, b) => a - b);
  expect(values[2_500]).toBeGreaterThan(95);
  expect(values[2_500]).toBeLessThan(105);
  expect(Math.min(...values)).toBeGreaterThan(0);
});

test('weights decide how often an item is picked, and weight 0 never is', () => {
  const random = Random.of('weights');
  const items = [
    { name: 'often', weight: 3 },
    { name: 'seldom', weight: 1 },
    { name: 'never', weight: 0 },
  ];
  const picked = Array.from({ length: 4_000 }, () => random.weighted(items).name);
  const often = picked.filter((name) => name === 'often').length;
  expect(picked).not.toContain('never');
  expect(Math.abs(often - 3_000)).toBeLessThan(150);
});

test('uuids have the layout of version 4 and do not repeat', () => {
  const random = Random.of('uuid');
  const ids = Array.from({ length: 1_000 }, () => random.uuid());
  expect(new Set(ids).size).toBe(1_000);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('picking from nothing is a mistake that is told', () => {
  expect(() => Random.of('x').pick([])).toThrow(RangeError);
});
