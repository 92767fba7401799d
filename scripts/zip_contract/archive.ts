/** Reads a zip as the host's installer does: the manifest names the plugin, its folder decides what is installed. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fromBufferPromise } from 'yauzl';

export interface Entry {
  /** As in the zip, `/` between folders. */
  readonly path: string;
  /** Unix mode with the file type; 0 when the zip does not say. */
  readonly mode: number;
  readonly bytes: Buffer;
}

/** One plugin in one zip. */
export interface Plugin {
  readonly zipName: string;
  readonly zipBytes: number;
  readonly entries: readonly Entry[];
  /** Name of the folder under `opensearch-dashboards/` in which the manifest lies. */
  readonly folder: string;
  /** Content by path inside that folder. */
  readonly files: ReadonlyMap<string, Buffer>;
  readonly manifest: Readonly<Record<string, unknown>>;
}

const MANIFEST = /^opensearch-dashboards\/([^/]+)\/opensearch_dashboards\.json$/;

/** Fails with a message where there is no plugin to look at. */
export async function readPlugin(path: string): Promise<Plugin> {
  const zip = readFileSync(path);
  const entries = await readEntries(zip);
  const manifests = entries.filter((entry) => MANIFEST.test(entry.path));
  const [found] = manifests;
  if (!found || manifests.length > 1) {
    throw new Error(
      `The installer looks for exactly one opensearch-dashboards/<folder>/opensearch_dashboards.json, the zip has ${manifests.length}.`,
    );
  }
  const folder = MANIFEST.exec(found.path)?.[1] ?? '';
  const prefix = `opensearch-dashboards/${folder}/`;
  return {
    zipName: basename(path),
    zipBytes: zip.length,
    entries,
    folder,
    files: new Map(
      entries
        .filter((entry) => entry.path.startsWith(prefix))
        .map((entry) => [entry.path.slice(prefix.length), entry.bytes]),
    ),
    manifest: parseManifest(found.bytes),
  };
}

function parseManifest(bytes: Buffer): Record<string, unknown> {
  const manifest: unknown = JSON.parse(bytes.toString('utf8'));
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) {
    throw new Error('opensearch_dashboards.json must hold a JSON object.');
  }
  return { ...manifest };
}

async function readEntries(zip: Buffer): Promise<Entry[]> {
  const file = await fromBufferPromise(zip);
  const entries: Entry[] = [];
  for await (const entry of file.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await file.openReadStreamPromise(entry)) chunks.push(Buffer.from(chunk));
    entries.push({
      path: entry.fileName,
      mode: entry.externalFileAttributes >>> 16,
      bytes: Buffer.concat(chunks),
    });
  }
  return entries;
}
