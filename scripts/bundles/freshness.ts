/**
 * Skips builds whose inputs and outputs have not changed, by content and not by time: a fresh checkout, a
 * switched branch or a touched file then cost nothing, and a hand-edited or missing output is built again.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { buildDir, root, stageDir } from './layout';

/** The folders a build reads and writes. */
export interface Place {
  readonly checkout: string;
  readonly stage: string;
  readonly stamps: string;
}

const here: Place = { checkout: root, stage: stageDir, stamps: join(buildDir, 'stamps') };

/** A package whose code is inside a bundle. `folder` is relative to the checkout. */
export interface BundledPackage {
  readonly name: string;
  readonly folder: string;
}

/** What a build produced: text by path inside the staged plugin, and whose code is in it. */
export interface Built {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly packages: readonly BundledPackage[];
}

const Stamp = z.object({
  fingerprint: z.string(),
  files: z.record(z.string(), z.string()),
  packages: z.array(z.object({ name: z.string(), folder: z.string() })),
});
export type Stamp = z.infer<typeof Stamp>;

/** Everything outside the source folders that decides what comes out: tools, dependencies, these scripts. */
const COMMON_INPUTS = ['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/bundles'];

/**
 * Runs `build` unless the stamp of `name` says that its files are there and made of what `sources` hold now.
 * Paths are relative to the checkout; tests do not count. Files are replaced one by one, each whole.
 */
export async function buildUnlessFresh(
  name: string,
  sources: readonly string[],
  build: () => Promise<Built>,
  place: Place = here,
): Promise<Stamp> {
  const fingerprint = fingerprintOf([...COMMON_INPUTS, ...sources], place.checkout);
  const stampFile = join(place.stamps, `${name}.json`);
  const previous = readStamp(stampFile);
  if (previous?.fingerprint === fingerprint && isStaged(previous, place.stage)) return previous;

  const began = performance.now();
  const { files, packages } = await build();
  for (const [path, bytes] of files) replaceFile(join(place.stage, path), bytes);
  const stamp: Stamp = {
    fingerprint,
    files: Object.fromEntries([...files].map(([path, bytes]) => [path, digest(bytes)])),
    packages: [...packages],
  };
  replaceFile(stampFile, JSON.stringify(stamp, null, 1));
  process.stderr.write(`built ${name} in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
  return stamp;
}

/** Another process may read the old file at this moment: it gets the old one or the new one, never a half. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.part`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

export const digest = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

function fingerprintOf(paths: readonly string[], checkout: string): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap((path) => filesUnder(path, checkout)).sort()) {
    hash.update(`${path}\0${digest(readFileSync(join(checkout, path)))}\n`);
  }
  return hash.digest('hex');
}

function filesUnder(path: string, checkout: string): string[] {
  if (!statSync(join(checkout, path)).isDirectory()) return [path];
  return readdirSync(join(checkout, path), { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(join(path, entry.name), checkout) : [join(path, entry.name)],
    )
    .filter((file) => !/\.test\.tsx?$/.test(file));
}

function readStamp(file: string): Stamp | undefined {
  try {
    return Stamp.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined; // no stamp, or a broken one: either way there is nothing to rely on, so it is built
  }
}

function isStaged({ files }: Stamp, stage: string): boolean {
  return Object.entries(files).every(([path, expected]) => {
    try {
      return digest(readFileSync(join(stage, path))) === expected;
    } catch {
      return false; // missing or unreadable: not staged
    }
  });
}
