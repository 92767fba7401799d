/**
 * The bundles that run in Node: the plugin, its worker and the stand-alone collector. One CommonJS file each and
 * no `node_modules` in the zip, for the Node 18 that OpenSearch Dashboards 2.19 brings along. `@osd/*` stays
 * outside: it is the host's own, in the host's version.
 */
import { build, formatMessages } from 'esbuild';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { packagesOf } from './bundled_packages';
import { type BundledPackage, buildUnlessFresh, type Built, type Stamp } from './freshness';
import { root, SERVER_FOLDER, stageDir } from './layout';

const ENTRIES = {
  index: 'server/index.ts',
  worker: 'server/worker.ts',
  collector: 'server/collector_main.ts',
} as const;
export type ServerBundle = keyof typeof ENTRIES;

export const SERVER_BUNDLES: readonly ServerBundle[] = ['index', 'worker', 'collector'];

/** Absolute path of a bundle once it is built. */
export const serverBundlePath = (name: ServerBundle): string => join(stageDir, SERVER_FOLDER, `${name}.js`);

/** Builds what is stale of the named bundles. */
export const buildServerBundles = (names: readonly ServerBundle[]): Promise<Stamp[]> =>
  Promise.all(
    names.map((name) => buildUnlessFresh(`server_${name}`, ['common', 'server'], () => bundle(name))),
  );

/** What the host has itself, or has no use for. */
const COLLECTOR_ALONE: ReadonlySet<string> = new Set([
  '@opensearch-project/opensearch',
  'yaml',
  'prom-client',
]);

/** Refuses packages that only the collector may carry in a bundle that Dashboards loads. */
export function refuseCollectorsOwn(bundle: ServerBundle, packages: readonly BundledPackage[]): void {
  if (bundle === 'collector') return;
  const found = packages.filter(({ name }) => COLLECTOR_ALONE.has(name)).map(({ name }) => name);
  if (found.length > 0)
    throw new Error(
      `${ENTRIES[bundle]} imports ${found.join(', ')}, which only the stand-alone collector may carry: import it below server/headless or server/commands.`,
    );
}

async function bundle(name: ServerBundle): Promise<Built> {
  const entry = join(root, ENTRIES[name]);
  if (!existsSync(entry))
    throw new Error(`The server bundle «${name}» has no source: ${ENTRIES[name]} is missing.`);
  const result = await build({
    absWorkingDir: root,
    entryPoints: { [name]: entry },
    outdir: join(stageDir, SERVER_FOLDER),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    external: ['@osd/*'],
    // ES modules first: a third smaller than `main` alone, since unused code can be dropped.
    mainFields: ['module', 'main'],
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    minifySyntax: true,
    logLevel: 'silent',
  });
  const warnings = await formatMessages(result.warnings, { kind: 'warning' });
  for (const warning of warnings) process.stderr.write(warning);
  const used = Object.values(result.metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([path]) => join(root, path)),
  );
  const packages = packagesOf(used);
  refuseCollectorsOwn(name, packages);
  return {
    files: new Map(
      result.outputFiles.map((file) => [`${SERVER_FOLDER}/${basename(file.path)}`, file.contents]),
    ),
    packages,
  };
}
