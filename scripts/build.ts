/**
 * `npm run build -- --osd-version 2.19.4`: the installable zip for one version of OpenSearch Dashboards, and the
 * stand-alone collector as a folder and a zip. Also the door for whoever needs the bundles without the zip. Says what it does on stderr only.
 */
import { rmSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { PLUGIN_ID } from '../common/plugin';
import { replaceFile } from './bundles/freshness';
import { COLLECTOR_PROGRAM, collectorZipFile, root, zipFile } from './bundles/layout';
import { defaultOsdVersion, OsdVersion, pluginVersion } from './bundles/manifest';
import { buildPublicBundles } from './bundles/public_bundles';
import { collectorFolder } from './bundles/collector_folder';
import { buildServerBundles, SERVER_BUNDLES } from './bundles/server_bundles';
import { stage } from './bundles/stage';
import { zipOf, zipOfFolder } from './bundles/zip_writer';

export { stage, type Staged } from './bundles/stage';

/** Builds what is stale of plugin, worker and collector. */
export async function buildServer(): Promise<void> {
  await buildServerBundles(SERVER_BUNDLES);
}

/** Builds what is stale of loader, app and chunks. */
export async function buildPublic(): Promise<void> {
  await buildPublicBundles();
}

/** Builds what is stale of the stand-alone collector and its worker; answers the path of the program. */
export async function buildCollector(): Promise<string> {
  return (await collectorFolder()).program;
}

/** Builds the stand-alone collector and writes its zip; answers its path. */
export async function buildCollectorZip(): Promise<string> {
  const version = pluginVersion();
  const path = collectorZipFile(version);
  rmSync(path, { force: true });
  const { directory, files } = await collectorFolder();
  const name = `${COLLECTOR_PROGRAM}-${version}`;
  replaceFile(path, await zipOfFolder(name, directory, files, COLLECTOR_PROGRAM));
  return path;
}

/** Builds, stages and writes the zip; answers its path. */
export async function buildZip(osdVersion: string = defaultOsdVersion()): Promise<string> {
  const path = zipFile(pluginVersion(), osdVersion);
  // A build that fails must not leave an older zip behind that looks like its own.
  rmSync(path, { force: true });
  replaceFile(path, await zipOf(PLUGIN_ID, await stage(osdVersion)));
  return path;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { 'osd-version': { type: 'string' } } });
  const asked = OsdVersion.optional().safeParse(values['osd-version']);
  if (!asked.success) throw new Error(`--osd-version: ${asked.error.issues[0]?.message ?? 'not a version'}`);
  for (const path of [await buildZip(asked.data), await buildCollectorZip()])
    process.stderr.write(`${relative(root, path)} ${(statSync(path).size / 1e6).toFixed(2)} MB\n`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
