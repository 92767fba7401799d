import { systemClock } from '../../clock';
import { BucketModel } from '../s3_objects/bucket_model.test_support';
import { Denials } from '../s3_objects/denials';
import { listedObjects } from './listed_objects';

const { signal } = new AbortController();
const listed = (key: string) => ({ key, etag: 'e', size: 1, lastModified: 1 });

function bench(...denied: string[]) {
  const objects = new BucketModel({ now: () => 10, denied: (key) => denied.includes(key) });
  for (const key of ['a', 'b', 'c']) objects.put(key, key, 1);
  const context = {
    bucket: 'records',
    opening: { objects, clock: systemClock, random: () => 0.5 },
    denials: new Denials(),
  };
  const open = (found: string[], neighbours: string[] = []) =>
    listedObjects(found.map(listed), neighbours.map(listed), context).map((object) => object.open(signal));
  return { objects, open };
}

test('one that is denied beside others is rejected with a pointer, whichever is opened first', async () => {
  const { open } = bench('a');
  const [a, b] = open(['a', 'b', 'c']);
  expect(await a).toMatchObject({ reasons: ['access_denied'], pointer: { key: 'a' } });
  expect(await b).toMatchObject({ pointer: { key: 'b' } });
});

test('a neighbour that was read long ago is proof enough', async () => {
  const { open } = bench('a');
  expect(await open(['a'], ['c'])[0]).toMatchObject({ reasons: ['access_denied'] });
});

test('where none can be read, nothing is given up', async () => {
  const { open } = bench('a', 'b', 'c');
  for (const opening of open(['a', 'b'], ['c']))
    await expect(opening).rejects.toMatchObject({ code: 'access_denied' });
});

test('an object with nothing beside it waits for a person, too', async () => {
  const { open } = bench('a');
  await expect(open(['a'])[0]).rejects.toMatchObject({ code: 'access_denied' });
});

test('once something was read, no neighbour is asked', async () => {
  const { open, objects } = bench('b');
  for (const opening of open(['a'])) await opening;
  expect(await open(['b', 'c'])[0]).toMatchObject({ reasons: ['access_denied'] });
  expect(objects.gets.filter(({ key }) => key === 'c')).toHaveLength(1);
});
