/**
 * Writes the installable zip. The host's installer gives files the unix mode recorded in the zip (none would be
 * mode 000) and needs the manifest under `opensearch-dashboards/<folder>/`. Same files in, same bytes out.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ZipFile } from 'yazl';
import type { Staged } from './stage';

/** Zips know local time only: built from local parts, it is written the same in every time zone. */
const TIME = new Date(2026, 0, 1);

export async function zipOf(pluginId: string, { directory, files }: Staged): Promise<Buffer> {
  const zip = new ZipFile();
  for (const file of files) {
    zip.addBuffer(readFileSync(join(directory, file)), `opensearch-dashboards/${pluginId}/${file}`, {
      mode: 0o100644,
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
