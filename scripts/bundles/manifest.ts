/** The plugin's manifest and package facts as the repository has them, before stamping. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from './layout';

const Manifest = z.looseObject({
  id: z.string(),
  version: z.string(),
  opensearchDashboardsVersion: z.string(),
});
const Package = z.looseObject({ version: z.string(), license: z.string() });

const readJson = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'));

/** `x.y.z`: the host compares this text with its own, so nothing looser installs. */
export const OsdVersion = z
  .string()
  .regex(/^\d+\.\d+\.\d+$/, 'the version of OpenSearch Dashboards has three numbers, for example 2.19.4');

export const pluginVersion = (): string => Package.parse(readJson('package.json')).version;

/** The host version that is built for when none is asked for. */
export const defaultOsdVersion = (): string =>
  OsdVersion.parse(Manifest.parse(readJson('opensearch_dashboards.json')).opensearchDashboardsVersion);

/** Text of `opensearch_dashboards.json` for one host version. */
export function stampedManifest(osdVersion: string): string {
  const manifest = Manifest.parse(readJson('opensearch_dashboards.json'));
  return asJson({ ...manifest, version: pluginVersion(), opensearchDashboardsVersion: osdVersion });
}

/** Text of the `package.json` inside the zip: nothing that anybody could install or run. */
export function stampedPackage(): string {
  const { id } = Manifest.parse(readJson('opensearch_dashboards.json'));
  const { version, license } = Package.parse(readJson('package.json'));
  return asJson({ name: id, version, license, private: true });
}

const asJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
