import { node18 } from './node18';

test('a platform without such a package is told', async () => {
  await expect(node18('aix-ppc64')).rejects.toMatchObject({
    code: 'node18_missing',
    problem: expect.stringContaining('aix-ppc64'),
  });
});
