/** Puts the plugin together as a host has it installed: bundles, stamped manifest, licences, and nothing else. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { replaceFile, type Stamp } from './freshness';
import { root, stageDir } from './layout';
import { defaultOsdVersion, stampedManifest, stampedPackage } from './manifest';
import { buildPublicBundles } from './public_bundles';
import { buildServerBundles, SERVER_BUNDLES } from './server_bundles';
import { thirdPartyLicences } from './third_party';

export interface Staged {
  /** Absolute path; what a host would have as `plugins/<id>`. */
  readonly directory: string;
  /** Paths inside it, the manifest first. */
  readonly files: readonly string[];
}

/** Builds what is stale, for a host of that version (`x.y.z`). */
export async function stage(osdVersion: string = defaultOsdVersion()): Promise<Staged> {
  const stamps: Stamp[] = [...(await buildServerBundles(SERVER_BUNDLES)), await buildPublicBundles()];
  const texts: Readonly<Record<string, string>> = {
    'opensearch_dashboards.json': stampedManifest(osdVersion),
    'package.json': stampedPackage(),
    LICENSE: readFileSync(join(root, 'LICENSE'), 'utf8'),
    NOTICE: readFileSync(join(root, 'NOTICE'), 'utf8'),
    'THIRD_PARTY_LICENSES.txt': thirdPartyLicences(stamps.flatMap(({ packages }) => packages)),
  };
  for (const [path, text] of Object.entries(texts)) replaceFile(join(stageDir, path), text);

  const files = [...Object.keys(texts), ...stamps.flatMap((stamp) => Object.keys(stamp.files)).sort()];
  removeOthers(new Set(files));
  return { directory: stageDir, files };
}

/** What earlier builds left behind must not be served, nor be missed once it is gone. */
function removeOthers(expected: ReadonlySet<string>): void {
  for (const entry of readdirSync(stageDir, { recursive: true, withFileTypes: true })) {
    const path = relative(stageDir, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (entry.isFile() && !expected.has(path) && !path.endsWith('.part')) rmSync(join(stageDir, path));
  }
}
