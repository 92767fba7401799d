/**
 * Builds what the slim host itself needs, once per content: the shared dependencies, the browser core, the
 * stand-ins of the host's own plugins, and the `@osd/*` packages that a server bundle requires. The result lies
 * in the cache; with unchanged sources and dependencies nothing is compiled.
 */
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { cachedFolder } from '../cache';
import { SHARED_MODULES, sharedExpressions } from './shared_modules';

const HOST = __dirname;
const CHECKOUT = resolve(HOST, '../..');
const DATE_MATH = join(CHECKOUT, 'node_modules/@elastic/eui/packages/opensearch-datemath/index.js');
const THEMES = join(CHECKOUT, 'node_modules/@elastic/eui/dist');

export interface HostAssets {
  /** Defines `__osdBoot__`. */
  readonly bootScript: string;
  /** Served under `/<buildNum>/bundles/`. */
  readonly bundlesDir: string;
  /** What a server bundle finds as `OSD_HOME/node_modules/@osd`. */
  readonly osdModulesDir: string;
}

/** Seconds the first time, then nothing. Safe to call from several processes at once. */
export async function buildHostAssets(): Promise<HostAssets> {
  const folder = await cachedFolder(`host/${await fingerprint()}`, async (target) => {
    const bundles = join(target, 'bundles');
    await Promise.all([
      ...Object.entries(OSD_MODULES).map(([name, source]) =>
        buildOsdModule(source, join(target, '@osd', name)),
      ),
      build({
        ...BROWSER,
        entryPoints: [join(HOST, 'browser/boot.ts')],
        globalName: '__osdBoot__',
        outfile: join(target, 'boot.js'),
      }),
      buildSharedDeps(join(bundles, 'osd-ui-shared-deps/osd-ui-shared-deps.js')),
      ...Object.entries(BROWSER_ENTRIES).map(([name, source]) => buildEntry(source, join(bundles, name))),
      copyThemes(join(bundles, 'osd-ui-shared-deps')),
    ]);
  });
  return {
    bootScript: await readFile(join(folder, 'boot.js'), 'utf8'),
    bundlesDir: join(folder, 'bundles'),
    osdModulesDir: join(folder, '@osd'),
  };
}

const OSD_MODULES = {
  'config-schema/index.js': 'osd_modules/config_schema.ts',
  'i18n/index.js': 'osd_modules/i18n.ts',
};

const BROWSER_ENTRIES = {
  'core/core.entry.js': 'browser/core_entry.ts',
  'plugin/data/data.plugin.js': 'browser/data/data_entry.ts',
  'plugin/opensearchDashboardsUtils/opensearchDashboardsUtils.plugin.js': 'browser/data/utils_entry.ts',
};

const OSD_ALIASES = {
  '@osd/i18n/react': join(HOST, 'osd_modules/i18n_react.ts'),
  '@osd/i18n': join(HOST, 'osd_modules/i18n.ts'),
  '@osd/ui-shared-deps/theme': join(HOST, 'browser/theme.ts'),
  '@opensearch/datemath': DATE_MATH,
};

const BROWSER: BuildOptions = {
  bundle: true,
  absWorkingDir: CHECKOUT,
  platform: 'browser',
  target: 'es2020',
  format: 'iife',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
};

const buildSharedDeps = (outfile: string) =>
  build({
    ...BROWSER,
    stdin: {
      contents: Object.entries(SHARED_MODULES)
        .map(([member, module]) => `exports.${member} = require(${JSON.stringify(module)});`)
        .join('\n'),
      resolveDir: CHECKOUT,
    },
    // Only the ES build of the component library names its icons in a way that a bundler can follow.
    mainFields: ['browser', 'module', 'main'],
    plugins: [withoutSecondNames],
    alias: { ...OSD_ALIASES, '@elastic/eui/lib/services': '@elastic/eui/es/services' },
    globalName: '__osdSharedDeps__',
    outfile,
  });

/**
 * The component library holds every component twice, as `EuiX` and as `OuiX`. Plugins of 2.19 use the first names;
 * leaving out the second ones halves what each page has to parse.
 */
const withoutSecondNames: Plugin = {
  name: 'without-second-names',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@elastic[\\/]eui[\\/]es[\\/]components[\\/]index\.js$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return { contents: text.replace(/^export \{[^}]*\bOui\w+[^}]*\} from '\.\/[^']*';$/gm, '') };
    });
  },
};

const buildEntry = (source: string, outfile: string) =>
  build({
    ...BROWSER,
    entryPoints: [join(HOST, source)],
    alias: { '@opensearch/datemath': DATE_MATH },
    plugins: [fromSharedDeps],
    outfile,
  });

const buildOsdModule = (source: string, outfile: string) =>
  build({
    absWorkingDir: CHECKOUT,
    entryPoints: [join(HOST, source)],
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    logLevel: 'warning',
    outfile,
  });

/** Core and the stand-ins take shared modules from `__osdSharedDeps__`, like every plugin does. */
const fromSharedDeps: Plugin = {
  name: 'shared-deps',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path }) =>
      path in sharedExpressions ? { path, namespace: 'shared' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'shared' }, ({ path }) => ({
      contents: `module.exports = ${sharedExpressions[path]};`,
    }));
  },
};

async function copyThemes(target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const theme of ['light', 'dark']) {
    await copyFile(
      join(THEMES, `eui_theme_${theme}.min.css`),
      join(target, `osd-ui-shared-deps.v7.${theme}.css`),
    );
  }
}

/** Of the host's own sources and of the dependencies as they are locked. */
async function fingerprint(): Promise<string> {
  const entries = await readdir(HOST, { recursive: true, withFileTypes: true });
  const sources = entries
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => /^(browser|osd_modules|[^/\\]+$)/.test(relative(HOST, file)));
  const hash = createHash('sha256');
  for (const file of [...sources, join(CHECKOUT, 'package-lock.json')].sort()) {
    hash.update(relative(dirname(CHECKOUT), file)).update(await readFile(file));
  }
  return hash.digest('hex').slice(0, 16);
}
