/** Rules about the zip as a container: what is in it, where, how readable, how big. */
import { unless, type Rule } from './rule';

const MAX_ZIP_BYTES = 3_000_000;
const FILE_0644 = 0o100644;

const REQUIRED = [
  'LICENSE',
  'NOTICE',
  'THIRD_PARTY_LICENSES.txt',
  'package.json',
  'server/index.js',
  'server/worker.js',
  'server/collector.js',
  'public/assets/app.js',
];

const EXPECTED = [
  /^(LICENSE|NOTICE|THIRD_PARTY_LICENSES\.txt|package\.json|opensearch_dashboards\.json|\.i18nrc\.json)$/,
  /^translations\/[\w-]+\.json$/,
  /^server\/\w+\.js(\.map)?$/,
  /^public\/assets\/[\w.-]+$/,
  /^target\/public\/\w+\.(plugin|chunk\.\w+\.[0-9a-f]{12})\.js$/,
];

export const layoutRule: Rule = ({ entries, files, folder, manifest }) => {
  const prefix = `opensearch-dashboards/${String(manifest['id'])}/`;
  const paths = entries.map(({ path }) => path);
  return [
    ...unless(
      folder === manifest['id'],
      `The folder in the zip is «${folder}», the plugin's id is «${String(manifest['id'])}»: they must be the same.`,
    ),
    ...unless(
      paths[0] === `opensearch-dashboards/${folder}/opensearch_dashboards.json`,
      `The manifest must be the first entry of the zip, which begins with ${paths[0]}.`,
    ),
    ...paths
      .filter((path) => !path.startsWith(prefix))
      .map((path) => `${path} is outside ${prefix}: the installer leaves it out without a word.`),
    ...paths
      .filter((path, index) => paths.indexOf(path) !== index)
      .map((path) => `${path} is in the zip twice.`),
    ...paths
      .filter((path) => path.split('/').includes('node_modules'))
      .map((path) => `${path}: dependencies are bundled, node_modules must not be in the zip.`),
    ...REQUIRED.filter((path) => !files.has(path)).map((path) => `${path} is missing.`),
    ...[...files.keys()]
      .filter((path) => !path.includes('node_modules') && !EXPECTED.some((expected) => expected.test(path)))
      .map((path) => `${path} does not belong into the zip.`),
  ];
};

export const modeRule: Rule = ({ entries }) =>
  entries
    .filter(({ mode }) => mode !== FILE_0644)
    .map(({ path, mode }) =>
      mode === 0
        ? `${path} has no unix mode: it would be installed as mode 000, unreadable for the host.`
        : `${path} has the unix mode ${mode.toString(8)}, it must be a file of mode 644.`,
    );

export const sizeRule: Rule = ({ zipBytes }) =>
  unless(
    zipBytes <= MAX_ZIP_BYTES,
    `The zip has ${zipBytes} bytes, ${MAX_ZIP_BYTES} are the limit: look at what the bundles carry.`,
  );
