import { readFileSync } from 'node:fs';
import { LOCKFILE, missingOptionals, readLockfile } from './complete_lockfile';

test('the lockfile holds every platform, so that npm ci accepts it (npx tsx scripts/complete_lockfile.ts)', () => {
  expect(missingOptionals(readLockfile())).toEqual([]);
});

test('the lockfile names no download address, so that any mirror serves', () => {
  expect(readFileSync(LOCKFILE, 'utf8')).not.toMatch(/"resolved": *"https?:/);
});

test('a package is found where Node finds it: beside its parent or in any folder above', () => {
  const lockfile = {
    packages: {
      '': {},
      'node_modules/a': { optionalDependencies: { near: '1.0.0', above: '1.0.0', gone: '1.0.0' } },
      'node_modules/a/node_modules/near': {},
      'node_modules/above': {},
    },
  };
  expect(missingOptionals(lockfile)).toEqual([
    { name: 'gone', version: '1.0.0', dev: false, license: undefined },
  ]);
});
