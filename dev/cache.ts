/**
 * What is downloaded or compiled once and kept between runs, outside of what git tracks: `.cache` in the checkout,
 * or the folder that `BEDROCK_CACHE_DIR` names, which checkouts and processes may share. A cached folder is whole or not there.
 */
import { access, constants, mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SetupProblem } from './process/setup_problem';
import { wholeFolder } from './whole_folder';

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
  const parent = dirname(target);
  try {
    await mkdir(parent, { recursive: true });
    await access(parent, constants.W_OK);
  } catch (cause) {
    throw new SetupProblem(
      'cache_not_writable',
      `The cache folder ${parent} cannot be written.`,
      'Give this user the right to write it, or name another folder: BEDROCK_CACHE_DIR=<folder>',
      { cause },
    );
  }
  await wholeFolder(target, fill);
  return target;
}
