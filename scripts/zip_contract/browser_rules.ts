/** Rules about app.js and its chunks: complete, no second copy of what the host shares, light enough. */
import { SHARED_MEMBERS } from '../bundles/shared_by_host';
import type { Plugin } from './archive';
import { APP_PATH, chunkGraph, firstPageBytes } from './chunks';
import { readCode } from './code_facts';
import { unless, type Rule } from './rule';

/** Gzipped: loader, app and everything the heaviest page may need. */
export const MAX_FIRST_PAGE_BYTES = 400_000;

/** Texts that survive minification and stand only in the library's own code. */
const SIGNATURES: Readonly<Record<string, RegExp>> = {
  React: /\.prototype\.isReactComponent\s*=/,
  'React DOM': /_reactRootContainer|__reactFiber\$|__reactInternalInstance\$/,
  'React Router': /["'`]Router-History["'`]/,
  'styled-components': /data-styled-version/,
  OUI: /["'`]eui[A-Z]\w+\.[a-z]\w+["'`]/,
  Moment: /momentjs\.com/,
  Lodash: /__lodash_hash_undefined__/,
  RxJS: /ObjectUnsubscribedError/,
  jQuery: /jQuery requires a window/,
};

export const browserFiles = ({ files }: Plugin): [string, string][] =>
  [...files]
    .filter(([path]) => /^(target\/public|public\/assets)\/.*\.js$/.test(path))
    .map(([path, bytes]) => [path, bytes.toString('utf8')]);

export const appRule: Rule = (plugin) => {
  const app = plugin.files.get(APP_PATH);
  if (!app) return [`${APP_PATH} is missing: no page could be opened.`];
  const { exports } = readCode(app.toString('utf8'), `${plugin.folder}.chunk.`);
  const { missing, unused } = chunkGraph(plugin);
  return [
    ...unless(exports.includes('mount'), `${APP_PATH} must be an ES module that exports «mount».`),
    ...missing.map((path) => `The app names ${path}, which is not in the zip.`),
    // One line, for there may be hundreds: an earlier build, or an import whose address is put together at run time.
    ...unless(
      unused.length === 0,
      `${unused.length} chunk(s) are in the zip, but no import names them, for example ${unused[0]}.`,
    ),
  ];
};

export const externalsRule: Rule = (plugin) =>
  browserFiles(plugin).flatMap(([path, text]) => {
    const { imports, requires, sharedMembers } = readCode(text, `${plugin.folder}.chunk.`);
    return [
      ...Object.entries(SIGNATURES)
        .filter(([, signature]) => signature.test(text))
        .map(
          ([library]) =>
            `${path} carries a copy of ${library}, which the host shares: import it by its exact name.`,
        ),
      ...[...imports, ...requires].map(
        (module) => `${path} imports «${module}», which no browser can resolve.`,
      ),
      ...sharedMembers
        .filter((member) => !SHARED_MEMBERS.has(member))
        .map((member) => `${path} reads __osdSharedDeps__.${member}, which the host does not have.`),
    ];
  });

export const firstPageRule: Rule = (plugin) => {
  const bytes = firstPageBytes(plugin);
  return unless(
    bytes <= MAX_FIRST_PAGE_BYTES,
    `The first page costs ${bytes} bytes gzipped, ${MAX_FIRST_PAGE_BYTES} are the limit.`,
  );
};
