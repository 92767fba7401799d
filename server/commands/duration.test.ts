import { duration } from './duration';

test.each([
  [0, '0 s'],
  [400, '0 s'],
  [5_000, '5 s'],
  [125_000, '2 min 5 s'],
  [3_600_000, '1 h'],
  [3_605_000, '1 h'],
  [90_000_000, '1 d 1 h'],
])('%d ms are %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});
