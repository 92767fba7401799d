/**
 * Rules about `opensearch_dashboards.json`. The host stops at boot over an unknown key or another version, and
 * sends the whole configuration to every browser when the yml root is the id in snake case.
 */
import { snakeCase } from 'lodash';
import { z } from 'zod';
import { unless, type Rule } from './rule';

/** Keys of 2.19 (plugin_manifest_parser.ts); later hosts know more, but a zip must not use what 2.19 refuses. */
const Manifest = z.strictObject({
  id: z.string().regex(/^[a-z][a-zA-Z0-9]+$/, 'must be camelCase, or the installer refuses it'),
  version: z.string().min(1),
  opensearchDashboardsVersion: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, "must be x.y.z: the installer compares it with the host's version as text"),
  configPath: z.union([z.string(), z.array(z.string())]),
  requiredPlugins: z.array(z.string()).optional(),
  optionalPlugins: z.array(z.string()).optional(),
  requiredBundles: z.array(z.string()).optional(),
  requiredEnginePlugins: z.record(z.string(), z.string()).optional(),
  extraPublicDirs: z.array(z.string()).optional(),
  supportedOSDataSourceVersions: z.string().optional(),
  requiredOSDataSourcePlugins: z.array(z.string()).optional(),
  server: z.literal(true),
  ui: z.literal(true),
});

export const manifestRule: Rule = ({ manifest }) => {
  const { error } = Manifest.safeParse(manifest);
  return (error?.issues ?? []).map((issue) =>
    issue.code === 'unrecognized_keys'
      ? `Manifest: ${issue.keys.join(', ')} is not a key that OpenSearch Dashboards 2.19 knows; it would stop at boot.`
      : `Manifest: ${issue.path.join('.')}: ${issue.message}.`,
  );
};

export const versionRule: Rule = ({ manifest, files, zipName }) => {
  const { version, opensearchDashboardsVersion: host } = manifest;
  const pkg: unknown = JSON.parse(files.get('package.json')?.toString('utf8') ?? '{}');
  const pkgVersion = typeof pkg === 'object' && pkg !== null && 'version' in pkg ? pkg.version : undefined;
  return [
    ...unless(
      pkgVersion === version,
      `package.json says version ${String(pkgVersion)}, the manifest says ${String(version)}.`,
    ),
    ...unless(
      zipName.endsWith(`-${String(version)}_${String(host)}.zip`),
      `${zipName} must end with the plugin's and the host's version of its manifest: -${String(version)}_${String(host)}.zip.`,
    ),
  ];
};

export const configLeakRule: Rule = ({ manifest }) => {
  const id = String(manifest['id']);
  const { configPath } = manifest;
  const base: unknown = Array.isArray(configPath) ? configPath[0] : configPath;
  return unless(
    typeof base === 'string' && base !== snakeCase(id),
    `Manifest: with the yml root «${snakeCase(id)}», the id in snake case, the host sends the whole configuration, passwords included, to every browser. Set configPath to another root.`,
  );
};
