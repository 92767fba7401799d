/**
 * Reads `opensearch_dashboards.json` as strictly as OpenSearch Dashboards 2.19 does, because a manifest that only
 * a tolerant stand-in accepts would stop a real host at boot.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

const Names = z.array(z.string()).default([]);
const Manifest = z.object({
  id: z.string().min(1),
  version: z.string().min(1),
  opensearchDashboardsVersion: z.string().optional(),
  configPath: z.union([z.string(), z.array(z.string())]).optional(),
  requiredPlugins: Names,
  optionalPlugins: Names,
  requiredBundles: Names,
  requiredEnginePlugins: z.record(z.string(), z.string()).default({}),
  ui: z.boolean().default(false),
  server: z.boolean().default(false),
  extraPublicDirs: z.array(z.string()).optional(),
  supportedOSDataSourceVersions: z.string().optional(),
  requiredOSDataSourcePlugins: Names,
});

export type PluginManifest = Omit<z.output<typeof Manifest>, 'configPath'> & {
  /** Keys from the root of the yml to the plugin's part. */
  readonly configPath: readonly string[];
};

const ANY_VERSION = 'opensearchDashboards';

/** @throws ManifestError for whatever makes the host exit; the message says what to change. */
export async function readManifest(pluginDir: string, hostVersion: string): Promise<PluginManifest> {
  const path = join(pluginDir, 'opensearch_dashboards.json');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ManifestError(
      `There is no plugin in ${pluginDir}: opensearch_dashboards.json cannot be read.`,
      {
        cause,
      },
    );
  });
  return parseManifest(text, hostVersion);
}

export function parseManifest(text: string, hostVersion: string): PluginManifest {
  const raw = jsonObject(text);
  const parsed = Manifest.safeParse(raw);
  if (!parsed.success)
    throw new ManifestError(`Plugin manifest is not valid: ${z.prettifyError(parsed.error)}`);
  const manifest = parsed.data;
  const { id } = manifest;
  if (id.includes('.')) throw new ManifestError('Plugin "id" must not include `.` characters.');

  const unknownKeys = Object.keys(raw).filter((key) => !(key in Manifest.shape));
  if (unknownKeys.length > 0) {
    throw new ManifestError(
      `Manifest for plugin "${id}" contains the following unrecognized properties: ${unknownKeys.join(',')}.`,
    );
  }
  if (!manifest.ui && !manifest.server) {
    throw new ManifestError(
      `Both "server" and "ui" are missing or set to "false" in plugin manifest for "${id}", but at least one of these must be set to "true".`,
    );
  }
  const wanted = manifest.opensearchDashboardsVersion || manifest.version;
  if (wanted !== ANY_VERSION && threeNumbers(wanted) !== threeNumbers(hostVersion)) {
    throw new ManifestError(
      `Plugin "${id}" is only compatible with OpenSearch Dashboards version "${wanted}", but used OpenSearch Dashboards version is "${hostVersion}".`,
    );
  }
  return { ...manifest, configPath: [manifest.configPath ?? snakeCase(id)].flat() };
}

function jsonObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (cause) {
    throw new ManifestError('Plugin manifest is not JSON.', { cause });
  }
  throw new ManifestError('Plugin manifest must contain a JSON encoded object.');
}

/** `2.19.4`, `2.19.4.0` and `2.19.4-SNAPSHOT` are the same version to the host. */
const threeNumbers = (version: string): string | undefined => /\d+\.\d+\.\d+/.exec(version)?.[0];

export const snakeCase = (camelCase: string): string =>
  camelCase.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
