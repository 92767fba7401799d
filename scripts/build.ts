/**
 * `npm run build -- --osd-version 2.19.4`: the installable zip for one version of OpenSearch Dashboards.
 * Also the door for whoever needs the bundles without the zip. Says what it does on stderr only.
 */
import { rmSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { PLUGIN_ID } from '../common/plugin';
import { replaceFile } from './bundles/freshness';
import { root, zipFile } from './bundles/layout';
import { defaultOsdVersion, OsdVersion, pluginVersion } from './bundles/manifest';
import { buildPublicBundles } from './bundles/public_bundles';
import { buildServerBundles, SERVER_BUNDLES, serverBundlePath } from './bundles/server_bundles';
import { stage } from './bundles/stage';
import { zipOf } from './bundles/zip_writer';

export { stage, type Staged } from './bundles/stage';

/** Builds what is stale of plugin, worker and collector. */
export async function buildServer(): Promise<void> {
  await buildServerBundles(SERVER_BUNDLES);
}

/** Builds what is stale of loader, app and chunks. */
export async function buildPublic(): Promise<void> {
  await buildPublicBundles();
}

/** Builds what is stale of the stand-alone collector and its worker; answers the path of the collector's bundle. */
export async function buildCollector(): Promise<string> {
  await buildServerBundles(['collector', 'worker']);
  return serverBundlePath('collector');
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
  const path = await buildZip(asked.data);
  process.stderr.write(`${relative(root, path)} ${(statSync(path).size / 1e6).toFixed(2)} MB\n`);
}

if (require.main === module) {
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
