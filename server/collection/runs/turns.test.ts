import { Turns } from './turns';

test('so many at once, the others in their order, whatever fails', async () => {
  const turns = new Turns(2);
  const begun: number[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const work = (number: number) => () =>
    new Promise<number>((resolve, reject) => {
      begun.push(number);
      ends.push((error) => (error ? reject(error) : resolve(number)));
    });
  const results = Promise.allSettled([0, 1, 2, 3].map((number) => turns.take(work(number))));
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  await turn();
  expect(begun).toEqual([0, 1]);
  ends[1]?.(new Error('failed'));
  await turn();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.();
  await turn();
  ends[2]?.();
  ends[3]?.();
  expect((await results).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
  expect(await turns.take(async () => 'later')).toBe('later');
});
