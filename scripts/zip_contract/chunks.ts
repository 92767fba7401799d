/** Which chunk files a browser loads, worked out from the bundles alone: what `app.js` names and what pages ask for. */
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import type { Plugin } from './archive';
import { readCode } from './code_facts';

export interface ChunkGraph {
  /** Files that are named but not in the zip. */
  readonly missing: readonly string[];
  /** Files that are in the zip but that nothing names. */
  readonly unused: readonly string[];
  /** For every place in `app.js` that loads a page: the files it may need in the end, its own lazy parts included. */
  readonly pages: readonly (readonly string[])[];
}

const CACHED = 'target/public/';

export const loaderPath = (id: string): string => `${CACHED}${id}.plugin.js`;
export const APP_PATH = 'public/assets/app.js';

export function chunkGraph({ files, folder: id }: Plugin): ChunkGraph {
  const prefix = `${id}.chunk.`;
  const app = readCode(files.get(APP_PATH)?.toString('utf8') ?? '', prefix);
  const present = [...files.keys()].filter((path) => path.startsWith(CACHED + prefix));
  const named = new Map<string, string>();
  const missing = new Set<string>();
  const loadsOf = new Map<string, readonly (readonly string[])[]>();

  const follow = (chunk: string): void => {
    if (named.has(chunk)) return;
    const path = CACHED + nameOf(app.chunkNamer, chunk);
    named.set(chunk, path);
    const code = files.get(path);
    if (!code) {
      missing.add(path);
      return;
    }
    const { chunkLoads } = readCode(code.toString('utf8'), prefix);
    loadsOf.set(chunk, chunkLoads);
    chunkLoads.flat().forEach(follow);
  };
  app.chunkLoads.flat().forEach(follow);

  const reach = (chunk: string, seen: Set<string>): Set<string> => {
    if (seen.has(chunk)) return seen;
    seen.add(chunk);
    for (const next of loadsOf.get(chunk)?.flat() ?? []) reach(next, seen);
    return seen;
  };
  const used = new Set(named.values());
  return {
    missing: [...missing],
    unused: present.filter((path) => !used.has(path)),
    pages: app.chunkLoads.map((load) => {
      const reached = load.reduce((seen, chunk) => reach(chunk, seen), new Set<string>());
      return [...reached].map((chunk) => named.get(chunk) ?? '').sort();
    }),
  };
}

/** Bytes as the host sends them: it compresses on the fly, at zlib's usual level. */
export const gzippedBytes = (content: Uint8Array): number => gzipSync(content).length;

/** Gzipped bytes of loader, app and the chunks of the heaviest page: people arrive at any page by a link. */
export function firstPageBytes(plugin: Plugin): number {
  const size = (path: string): number => gzippedBytes(plugin.files.get(path) ?? Buffer.alloc(0));
  const pages = chunkGraph(plugin).pages.map((paths) => paths.reduce((sum, path) => sum + size(path), 0));
  return size(loaderPath(plugin.folder)) + size(APP_PATH) + Math.max(0, ...pages);
}

function nameOf(namer: string | undefined, chunk: string): string {
  if (namer === undefined) return `(no name for chunk ${chunk})`;
  return String(runInNewContext(`(${namer})(${JSON.stringify(chunk)})`, {}, { timeout: 1_000 }));
}
