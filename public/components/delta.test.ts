import fc from 'fast-check';
import { compare } from './delta';

const lessIsGood = { good: 'down', as: 'ratio' } as const;

test.each([
  [120, 100, { kind: 'changed', text: '20%', direction: 'up', verdict: 'worse' }],
  [4_000, 1, { kind: 'changed', text: 'more than 999%', direction: 'up', verdict: 'worse' }],
  [50, 100, { kind: 'changed', text: '50%', direction: 'down', verdict: 'better' }],
  [100.01, 100, { kind: 'same' }],
  [0, 0, { kind: 'same' }],
  [5, 0, { kind: 'none' }],
  [null, 5, { kind: 'none' }],
  [5, null, { kind: 'none' }],
])('%p after %p', (current, previous, delta) => {
  expect(compare(current, previous, lessIsGood)).toEqual(delta);
});

test('shares are compared in points', () => {
  expect(compare(0.021, 0.0135, { good: 'down', as: 'points' })).toEqual({
    kind: 'changed',
    text: '0.75 pp',
    direction: 'up',
    verdict: 'worse',
  });
});

test('more traffic is neither good nor bad', () => {
  expect(compare(2, 1, { good: 'neither', as: 'ratio' })).toMatchObject({ verdict: 'neutral' });
});

test('no two figures make a text without digits', () => {
  const figure = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(figure, figure, (current, previous) => {
      const delta = compare(current, previous, lessIsGood);
      if (delta.kind === 'changed') expect(delta.text).toMatch(/^(more than )?\d{1,3}(\.\d)?%$/);
    }),
  );
});
