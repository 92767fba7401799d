/** What `npm run fuzz` tries for as long as one likes, tried for a moment; another seed each time. */
import { randomInt } from 'node:crypto';
import { ALL_FUZZ } from './all';

test.each(ALL_FUZZ.map((fuzz) => [fuzz.name, fuzz] as const))('%s', async (_name, fuzz) => {
  const { failure } = await fuzz.check({ seed: randomInt(2 ** 31), runs: fuzz.quick });
  expect(failure).toBeUndefined();
});
