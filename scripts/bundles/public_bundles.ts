/**
 * The bundles that run in the browser. Two compilations, because they are cached differently: the loader script
 * is kept by browsers for a year under the host's build number and therefore names nothing that changes;
 * `app.js` is never cached and names the chunks by content hash, which are kept for a year again.
 */
import { rspack, type Configuration, type StatsModule } from '@rspack/core';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PLUGIN_ID } from '../../common/plugin';
import { packagesOf } from './bundled_packages';
import { buildUnlessFresh, type BundledPackage, type Built, type Stamp } from './freshness';
import { APP_FILE, buildDir, CACHED_FOLDER, LOADER_FILE, root, stageDir } from './layout';
import { browserExternals, SHARED_PACKAGES } from './shared_by_host';

/** Builds loader, app and chunks where they are stale, and removes chunks of earlier builds. */
export async function buildPublicBundles(): Promise<Stamp> {
  const stamp = await buildUnlessFresh('public', ['common', 'public'], compile);
  for (const name of readdirSync(join(stageDir, CACHED_FOLDER))) {
    if (!(`${CACHED_FOLDER}/${name}` in stamp.files)) rmSync(join(stageDir, CACHED_FOLDER, name));
  }
  return stamp;
}

async function compile(): Promise<Built> {
  mkdirSync(buildDir, { recursive: true });
  const output = mkdtempSync(join(buildDir, 'public-'));
  try {
    const modules = await run([loader(join(output, 'loader')), app(join(output, 'app'))]);
    const files = new Map<string, Uint8Array>();
    // Chunks first: whoever reads the app that is being replaced must find what it names.
    for (const name of readdirSync(join(output, 'app'))
      .filter((file) => file !== 'app.js')
      .sort()) {
      files.set(`${CACHED_FOLDER}/${name}`, readFileSync(join(output, 'app', name)));
    }
    files.set(APP_FILE, readFileSync(join(output, 'app', 'app.js')));
    files.set(LOADER_FILE, readFileSync(join(output, 'loader', `${PLUGIN_ID}.plugin.js`)));
    return { files, packages: withoutShared(packagesOf(modules)) };
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function withoutShared(packages: BundledPackage[]): BundledPackage[] {
  const shared = packages.filter(({ name }) => SHARED_PACKAGES.includes(name)).map(({ name }) => name);
  if (shared.length > 0) {
    throw new Error(
      `The host shares ${shared.join(', ')}, but a file of it would be bundled: import it by the exact name that is shared (scripts/bundles/shared_by_host.ts).`,
    );
  }
  return packages;
}

const base: Configuration = {
  context: root,
  mode: 'production',
  target: ['web', 'es2020'],
  node: false,
  devtool: false,
  resolve: { extensions: ['.ts', '.tsx', '.js'] },
  performance: { hints: false },
  externals: [browserExternals()],
  module: {
    // An import of something that is not exported is a bug, not a warning.
    parser: { javascript: { exportsPresence: 'error' } },
    rules: [
      {
        test: /\.tsx?$/,
        exclude: /node_modules/,
        loader: 'builtin:swc-loader',
        type: 'javascript/auto',
        options: {
          jsc: {
            target: 'es2020',
            parser: { syntax: 'typescript', tsx: true },
            // The automatic runtime is not among what the host shares.
            transform: { react: { runtime: 'classic' } },
          },
        },
      },
    ],
  },
};

const loader = (path: string): Configuration => ({
  ...base,
  name: 'loader',
  entry: { [PLUGIN_ID]: './public/entry.cjs' },
  // Any public path but the empty one is worked out when the script is evaluated, which can fail every page.
  output: { path, filename: '[name].plugin.js', publicPath: '', uniqueName: `${PLUGIN_ID}Loader` },
});

const app = (path: string): Configuration => ({
  ...base,
  name: 'app',
  entry: { app: './public/app.ts' },
  optimization: { moduleIds: 'deterministic', chunkIds: 'deterministic' },
  output: {
    path,
    filename: 'app.js',
    chunkFilename: `${PLUGIN_ID}.chunk.[id].[contenthash:12].js`,
    // An ES module, so that every way of failing to load rejects the import, yet with classic chunks: module
    // chunks would be looked for beside app.js, whatever the public path says.
    module: true,
    library: { type: 'module' },
    chunkFormat: 'array-push',
    chunkLoading: 'jsonp',
    scriptType: false,
    chunkLoadingGlobal: `${PLUGIN_ID}_bundle_jsonpfunction`,
    publicPath: '',
    uniqueName: `${PLUGIN_ID}App`,
  },
});

/** Compiles and answers the absolute path of every module that went in. */
function run(configurations: Configuration[]): Promise<string[]> {
  const compiler = rspack(configurations);
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      compiler.close((closeError) => {
        if (error ?? closeError) return reject(error ?? closeError);
        if (!stats) return reject(new Error('Rspack ended without an answer.'));
        const problems = stats.toString({ all: false, errors: true, warnings: true, colors: false });
        if (stats.hasErrors()) return reject(new Error(`The browser bundles do not build:\n${problems}`));
        if (stats.hasWarnings()) process.stderr.write(`${problems}\n`);
        const { children = [] } = stats.toJson({ all: false, modules: true, nestedModules: true });
        resolve(children.flatMap(({ modules = [] }) => pathsOf(modules)));
      });
    });
  });
}

const pathsOf = (modules: readonly StatsModule[]): string[] =>
  modules.flatMap((module) => [
    ...(module.nameForCondition ? [module.nameForCondition] : []),
    ...pathsOf(module.modules ?? []),
  ]);
