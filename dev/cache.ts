/**
 * What is downloaded or compiled once and kept between runs, outside of what git tracks. A cached folder is filled under
 * another name and renamed when whole, so nobody ever sees half of one; of two processes that fill the same folder
 * at once, the later one throws its copy away. `BEDROCK_CACHE_DIR` moves the cache.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorCode } from './process/error_code';
import { SetupProblem } from './process/setup_problem';

const CHECKOUT = resolve(__dirname, '..');

export function cacheDir(environment: NodeJS.ProcessEnv = process.env): string {
  const chosen = environment.BEDROCK_CACHE_DIR;
  return chosen ? resolve(chosen) : resolve(CHECKOUT, '.cache');
}

/**
 * The path of a cached folder, filled first if it is not there.
 * @param name path below the cache; changes with whatever its content depends on
 * @param fill puts the content into an empty folder; when it throws, nothing is kept
 * @throws SetupProblem `cache_not_writable`
 */
export async function cachedFolder(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const target = resolve(cacheDir(), name);
  if (existsSync(target)) return target;
  const partial = `${target}.partial-${process.pid}-${randomUUID().slice(0, 8)}`;
  try {
    await mkdir(partial, { recursive: true });
  } catch (cause) {
    throw new SetupProblem(
      'cache_not_writable',
      `The cache folder ${dirname(target)} cannot be written.`,
      'Give this user the right to write it, or name another folder: BEDROCK_CACHE_DIR=<folder>',
      { cause },
    );
  }
  try {
    await fill(partial);
    await rename(partial, target).catch((error: unknown) => {
      if (!['ENOTEMPTY', 'EEXIST'].includes(String(errorCode(error)))) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return target;
}
