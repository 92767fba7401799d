import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildUnlessFresh, type Built, type Place } from './freshness';

let folder: string;
let place: Place;
let builds: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'freshness-test-'));
  place = {
    checkout: join(folder, 'checkout'),
    stage: join(folder, 'stage'),
    stamps: join(folder, 'stamps'),
  };
  builds = 0;
  for (const file of ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/bundles/x.ts'])
    source(file, '{}');
  source('common/a.ts', 'a');
  source('common/deep/b.ts', 'b');
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

function source(path: string, text: string): void {
  const file = join(place.checkout, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const build = async (): Promise<Built> => {
  builds += 1;
  return {
    files: new Map([['server/out.js', Buffer.from(`build ${builds}`)]]),
    packages: [{ name: 'a', folder: 'node_modules/a' }],
  };
};
const run = (name = 'server') => buildUnlessFresh(name, ['common'], build, place);
const output = () => readFileSync(join(place.stage, 'server/out.js'), 'utf8');

test('a second run builds nothing and answers the same', async () => {
  const first = await run();
  const second = await run();
  expect(builds).toBe(1);
  expect(second).toEqual(first);
  expect(second.packages).toEqual([{ name: 'a', folder: 'node_modules/a' }]);
  expect(Object.keys(second.files)).toEqual(['server/out.js']);
});

test('a touched file is not a changed file', async () => {
  await run();
  utimesSync(join(place.checkout, 'common/a.ts'), new Date(2030, 1, 1), new Date(2030, 1, 1));
  await run();
  expect(builds).toBe(1);
});

test.each(['common/a.ts', 'common/deep/b.ts', 'common/new.ts', 'package-lock.json', 'scripts/bundles/x.ts'])(
  'a change of %s builds again',
  async (path) => {
    await run();
    source(path, 'changed');
    await run();
    expect(builds).toBe(2);
    expect(output()).toBe('build 2');
  },
);

test('a file that was renamed or removed builds again', async () => {
  await run();
  rmSync(join(place.checkout, 'common/deep/b.ts'));
  source('common/deep/c.ts', 'b');
  await run();
  expect(builds).toBe(2);
});

test('tests are no input', async () => {
  await run();
  source('common/a.test.ts', 'test');
  await run();
  expect(builds).toBe(1);
});

test('an output that was edited or lost is built again', async () => {
  await run();
  writeFileSync(join(place.stage, 'server/out.js'), 'edited by hand');
  await run();
  expect(output()).toBe('build 2');
  rmSync(join(place.stage, 'server/out.js'));
  await run();
  expect(output()).toBe('build 3');
});

test('a broken stamp is no stamp', async () => {
  await run();
  writeFileSync(join(place.stamps, 'server.json'), '{"fingerprint":');
  await run();
  expect(builds).toBe(2);
});

test('a failed build leaves no stamp and the old output', async () => {
  await run();
  source('common/a.ts', 'changed');
  await expect(
    buildUnlessFresh('server', ['common'], () => Promise.reject(new Error('does not compile')), place),
  ).rejects.toThrow('does not compile');
  expect(output()).toBe('build 1');
  await run();
  expect(builds).toBe(2);
});

test('no half-written files stay behind', async () => {
  await run();
  expect(readdirSync(join(place.stage, 'server'))).toEqual(['out.js']);
});
