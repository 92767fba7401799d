/**
 * `npx tsx scripts/complete_lockfile.ts`, after every change of dependencies. npm leaves binaries of other platforms
 * out of the lockfile where its registry does not offer them, and then refuses its own lockfile in `npm ci`. This
 * names each of them, by the version its parent asks for, so that the lockfile installs on every platform.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './bundles/layout';

const Package = z.looseObject({
  version: z.string().optional(),
  dev: z.boolean().optional(),
  license: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const Lockfile = z.looseObject({ packages: z.record(z.string(), Package) });
export type Lockfile = z.infer<typeof Lockfile>;

/** Keeps what is not looked at as npm wrote it, in its order. */
const Written = z.record(z.string(), z.unknown());

export const LOCKFILE = join(root, 'package-lock.json');

export const readLockfile = (): Lockfile => Lockfile.parse(JSON.parse(readFileSync(LOCKFILE, 'utf8')));

export interface Missing {
  readonly name: string;
  /** Exact, as platform packages are always asked for. */
  readonly version: string;
  readonly dev: boolean;
  readonly license: string | undefined;
}

/** Optional dependencies that the lockfile asks for and does not hold. */
export function missingOptionals({ packages }: Lockfile): Missing[] {
  return Object.entries(packages).flatMap(([path, { dev = false, license, optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !placesFor(path, name).some((place) => place in packages))
      .map(([name, version]) => ({ name, version, dev, license })),
  );
}

/** Where Node would look for a package that `from` requires, the nearest first. */
function placesFor(from: string, name: string): string[] {
  const places: string[] = [];
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    places.push(folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`);
    if (folder === '') return places;
  }
}

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = ['arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64', 'arm'];

function completed(text: string): string {
  const added = missingOptionals(Lockfile.parse(JSON.parse(text))).map(({ name, version, dev, license }) => {
    // Platform packages are named for their platform; npm installs them on no other.
    const words = name.split(/[/-]/);
    const system = SYSTEMS.find((word) => words.includes(word));
    const processor = PROCESSORS.find((word) => words.includes(word));
    return [
      `node_modules/${name}`,
      {
        version,
        ...(processor === undefined ? {} : { cpu: [processor] }),
        ...(dev ? { dev } : {}),
        ...(license === undefined ? {} : { license }),
        optional: true,
        ...(system === undefined ? {} : { os: [system] }),
      },
    ] as const;
  });
  const lockfile = Written.parse(JSON.parse(text));
  const packages = [...Object.entries(Written.parse(lockfile['packages'])), ...added].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return `${JSON.stringify({ ...lockfile, packages: Object.fromEntries(packages) }, null, 2)}\n`;
}

if (require.main === module) writeFileSync(LOCKFILE, completed(readFileSync(LOCKFILE, 'utf8')));
