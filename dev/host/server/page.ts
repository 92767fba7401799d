/**
 * The one page of the host and the script that boots it, in the host's order: shared dependencies, core, then
 * every plugin's loader. Page and boot script are never cached; what they load is kept for a year.
 */
import type { Capabilities } from 'osd/core/public';
import { BUILD_NUMBER, OSD_VERSION } from '../host_version';

export interface UiPlugin {
  readonly id: string;
  readonly requiredPlugins: readonly string[];
  readonly optionalPlugins: readonly string[];
  /** The part of its configuration that every browser gets. */
  readonly config: Readonly<Record<string, unknown>>;
}

export interface InjectedMetadata {
  readonly version: string;
  readonly buildNumber: number;
  readonly basePath: string;
  readonly uiPlugins: readonly UiPlugin[];
  readonly uiSettings: {
    defaults: Readonly<Record<string, unknown>>;
    user: Readonly<Record<string, unknown>>;
  };
  readonly capabilities: Capabilities;
  /** Name of who is logged in, where people log in. */
  readonly username?: string;
}

export const hostMetadata = { version: OSD_VERSION, buildNumber: BUILD_NUMBER };

export function renderPage(metadata: InjectedMetadata, darkMode: boolean): string {
  const { basePath } = metadata;
  const background = darkMode ? '#1d1e24' : '#fff';
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>OpenSearch Dashboards</title>
<link rel="icon" href="data:,">
<style>html{background:${background}} body{margin:0}</style>
</head>
<body>
<osd-injected-metadata data="${escapeAttribute(JSON.stringify(metadata))}"></osd-injected-metadata>
<script src="${basePath}/bootstrap.js"></script>
</body>
</html>`;
}

/** `bootScript` defines `__osdBoot__` (browser/boot.ts, built). */
export function renderBootstrap(
  bootScript: string,
  basePath: string,
  pluginIds: readonly string[],
  darkMode: boolean,
): string {
  const bundles = `${basePath}/${BUILD_NUMBER}/bundles`;
  const shared = `${bundles}/osd-ui-shared-deps/osd-ui-shared-deps`;
  const plan = {
    themeTag: darkMode ? 'v7dark' : 'v7light',
    publicPath: Object.fromEntries(pluginIds.map((id) => [id, `${bundles}/plugin/${id}/`])),
    styleSheet: `${shared}.v7.${darkMode ? 'dark' : 'light'}.css`,
    scripts: [
      `${shared}.js`,
      `${bundles}/core/core.entry.js`,
      ...pluginIds.map((id) => `${bundles}/plugin/${id}/${id}.plugin.js`),
    ],
  };
  return `${bootScript}\n__osdBoot__.boot(${JSON.stringify(plan)});`;
}

const escapeAttribute = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
