import fc from 'fast-check';
import { sparklinePath } from './sparkline';

test('a gap breaks the line and a lone point is a dash', () => {
  expect(sparklinePath([0, 1, null, 1, null])).toBe('M0.0 26.0L25.0 2.0M75.0 2.0h1');
});

test('nothing to draw is an empty path', () => {
  expect(sparklinePath([])).toBe('');
  expect(sparklinePath([1])).toBe('');
  expect(sparklinePath([null, null])).toBe('');
});

test('no values make a path that cannot be drawn', () => {
  const value = fc.option(fc.double({ min: 0, max: 1e12, noNaN: true }), { nil: null });
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), (values) => {
      expect(sparklinePath(values)).toMatch(/^([ML][\d.]+ [\d.]+(h1)?)*$/);
    }),
  );
});
