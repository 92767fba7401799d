/** The id of one installation: it stays the same over restarts, where there is a folder to keep it in. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './error_code';

export async function instanceUuid(dataDir: string | undefined): Promise<string> {
  if (dataDir === undefined) return randomUUID();
  const file = join(dataDir, 'uuid');
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    const uuid = randomUUID();
    await mkdir(dataDir, { recursive: true });
    await writeFile(file, `${uuid}\n`);
    return uuid;
  }
}
