import fc from 'fast-check';
import { isTooCostly, structureBytes } from './parse_cost';

test('strings cost no structure, whatever stands in them', () => {
  expect(structureBytes(JSON.stringify('[{:,\\"[{'))).toBe(0);
  expect(structureBytes(JSON.stringify(['[', '\\', '\\"', ','.repeat(100)]))).toBe(
    structureBytes('["","","",""]'),
  );
});

test('more of anything costs more', () => {
  const costs = ['1', '[]', '[[]]', '[[],[]]', '[[],[],{"a":1}]', '[[],[],{"a":1,"b":2}]'].map(
    structureBytes,
  );
  expect(costs).toEqual([...costs].sort((a, b) => a - b));
  expect(new Set(costs).size).toBe(costs.length);
});

/** Containers, properties and elements, counted in the value. */
function counted(value: unknown): { containers: number; commas: number; properties: number } {
  const sum = { containers: 0, commas: 0, properties: 0 };
  if (typeof value !== 'object' || value === null) return sum;
  const inner: unknown[] = Object.values(value);
  sum.containers = 1;
  sum.commas = Math.max(0, inner.length - 1);
  sum.properties = Array.isArray(value) ? 0 : inner.length;
  for (const item of inner.map(counted)) {
    sum.containers += item.containers;
    sum.commas += item.commas;
    sum.properties += item.properties;
  }
  return sum;
}

test('the cost is that of the value, however it is written', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), fc.constantFrom(0, 2), (value, indent) => {
      const json = JSON.stringify(value, undefined, indent);
      const { containers, commas, properties } = counted(JSON.parse(json));
      expect(structureBytes(json)).toBe(64 * containers + 16 * commas + 104 * properties);
    }),
  );
});

test('any text has a cost, also what is cut off', () => {
  fc.assert(fc.property(fc.string(), (text) => structureBytes(text) >= 0));
  expect(structureBytes('["a')).toBe(64);
  expect(structureBytes('["a\\"')).toBe(64);
});

test('long texts are fine, millions of empty lists are not', () => {
  expect(isTooCostly(JSON.stringify({ text: 'a, [b]: {c} '.repeat(500_000) }))).toBe(false);
  expect(isTooCostly(`[${'0.125,'.repeat(1_000_000)}0]`)).toBe(false);
  expect(isTooCostly(`[${'[],'.repeat(5_000_000)}0]`)).toBe(true);
  expect(isTooCostly('['.repeat(6_000_000))).toBe(true);
});
