/**
 * The stand-alone collector as a folder that needs nothing but Node: the program, its worker, and the licences of what
 * they carry. The same bundles as in the plugin's zip.
 */
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from './freshness';
import { COLLECTOR_PROGRAM, collectorDir, root } from './layout';
import { buildServerBundles, serverBundlePath } from './server_bundles';
import { thirdPartyLicences } from './third_party';

export interface CollectorFolder {
  readonly directory: string;
  /** Paths inside it, the program first. */
  readonly files: readonly string[];
  /** Absolute path of the program, which may be executed. */
  readonly program: string;
}

/** Builds what is stale. */
export async function collectorFolder(): Promise<CollectorFolder> {
  const stamps = await buildServerBundles(['collector', 'worker']);
  mkdirSync(collectorDir, { recursive: true });
  const program = join(collectorDir, COLLECTOR_PROGRAM);
  // Copied beside and moved: another process may be starting from the file that is replaced.
  const temporary = `${program}.${process.pid}.part`;
  copyFileSync(serverBundlePath('collector'), temporary);
  chmodSync(temporary, 0o755);
  renameSync(temporary, program);

  const worker = readFileSync(serverBundlePath('worker'));
  const texts: Readonly<Record<string, string | Uint8Array>> = {
    'worker.js': worker,
    'collector.js.map': readFileSync(`${serverBundlePath('collector')}.map`),
    'worker.js.map': readFileSync(`${serverBundlePath('worker')}.map`),
    LICENSE: readFileSync(join(root, 'LICENSE')),
    NOTICE: readFileSync(join(root, 'NOTICE')),
    'THIRD_PARTY_LICENSES.txt': thirdPartyLicences(stamps.flatMap(({ packages }) => packages)),
  };
  for (const [path, text] of Object.entries(texts)) replaceFile(join(collectorDir, path), text);
  const files = [COLLECTOR_PROGRAM, ...Object.keys(texts)];
  for (const name of readdirSync(collectorDir))
    if (!files.includes(name) && !name.endsWith('.part'))
      rmSync(join(collectorDir, name), { recursive: true });
  return { directory: collectorDir, files, program };
}
