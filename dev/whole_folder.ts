/**
 * A folder that is either whole or not there: it is filled under another name and renamed at the end, so neither a
 * killed process nor two at once can leave half of one. Of two that fill the same folder, the later one throws its copy away.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from './process/error_code';

const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1_000;

/**
 * @param target absolute path; left alone when it exists
 * @param fill puts the content into an empty folder; when it throws, nothing is kept
 */
export async function wholeFolder(target: string, fill: (folder: string) => Promise<void>): Promise<void> {
  if (existsSync(target)) return;
  const partial = `${target}.partial-${process.pid}-${randomUUID().slice(0, 8)}`;
  await mkdir(partial, { recursive: true });
  try {
    await removeAbandoned(target);
    await fill(partial);
    await rename(partial, target).catch((error: unknown) => {
      if (!['ENOTEMPTY', 'EEXIST'].includes(String(errorCode(error)))) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** What a killed process left half filled. Nothing takes a day to fill. */
async function removeAbandoned(target: string): Promise<void> {
  const folder = dirname(target);
  const isPartial = (name: string): boolean => name.startsWith(`${basename(target)}.partial-`);
  for (const partial of (await readdir(folder)).filter(isPartial).map((name) => join(folder, name))) {
    const found = await stat(partial).catch((error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error; // whoever was filling it has just finished
    });
    if (found && Date.now() - found.mtimeMs > ABANDONED_AFTER_MS) {
      await rm(partial, { recursive: true, force: true });
    }
  }
}
