/**
 * Writes the zips. Whoever unpacks one gives files the unix mode recorded in it (none would be mode 000). Same files
 * in, same bytes out.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ZipFile } from 'yazl';
import type { Staged } from './stage';

/** Zips know local time only: built from local parts, it is written the same in every time zone. */
const TIME = new Date(2026, 0, 1);

const FILE = 0o100644;
const PROGRAM = 0o100755;

/** The installable plugin: the host's installer needs the manifest under `opensearch-dashboards/<folder>/`. */
export const zipOf = (pluginId: string, { directory, files }: Staged): Promise<Buffer> =>
  packed(files.map((file) => [join(directory, file), `opensearch-dashboards/${pluginId}/${file}`, FILE]));

/** A folder as it is, with one program in it. */
export const zipOfFolder = (name: string, directory: string, files: readonly string[], program: string) =>
  packed(files.map((file) => [join(directory, file), `${name}/${file}`, file === program ? PROGRAM : FILE]));

async function packed(
  entries: readonly (readonly [path: string, name: string, mode: number])[],
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, name, mode] of entries) {
    zip.addBuffer(readFileSync(path), name, {
      mode,
      mtime: TIME,
      forceDosTimestamp: true,
      compressionLevel: 9,
    });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
