import { join } from 'node:path';
import { packagesOf } from './bundled_packages';
import { root } from './layout';

const file = (path: string): string => join(root, path);

test('the innermost package counts, our own files do not, each package once', () => {
  expect(
    packagesOf([
      file('node_modules/zod/mini/index.js'),
      file('node_modules/zod/core/core.js'),
      file('node_modules/@aws-sdk/core/dist/a.js'),
      file('node_modules/@aws-sdk/core/node_modules/uuid/b.js'),
      file('server/index.ts'),
    ]),
  ).toEqual([
    { folder: 'node_modules/@aws-sdk/core', name: '@aws-sdk/core' },
    { folder: 'node_modules/@aws-sdk/core/node_modules/uuid', name: 'uuid' },
    { folder: 'node_modules/zod', name: 'zod' },
  ]);
});
