/** Files of the plugin and of the host, with the host's caching rules; a missing chunk is a plain 404. */
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { schema } from '../osd_modules/config_schema';
import type { IRouter } from 'osd/core/server';
import { errorCode } from './error_code';

/** The address holds the host's build number, so browsers may keep these for a year. */
export const CACHED_FOR_A_YEAR = 'max-age=31536000';
export const NEVER_CACHED = 'private, no-cache, no-store, must-revalidate';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'application/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export function serveFolder(
  router: IRouter,
  urlPath: string,
  folder: string,
  options: { cacheControl: string; authRequired: boolean },
): void {
  router.get(
    {
      path: `${urlPath}/{path*}`,
      validate: { params: schema.object({ path: schema.string({ defaultValue: '' }) }) },
      options: { authRequired: options.authRequired },
    },
    async (_context, { params }, response) => {
      const body = await readInside(folder, params.path);
      if (body === undefined) return response.notFound();
      return response.ok({
        body,
        headers: {
          'content-type': CONTENT_TYPES[extname(params.path)] ?? 'application/octet-stream',
          'cache-control': options.cacheControl,
        },
      });
    },
  );
}

const ABSENT = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ERR_INVALID_ARG_VALUE'];

/** The file's content; nothing for what is absent, a folder, or outside of the folder (also through a link). */
async function readInside(folder: string, path: string): Promise<Buffer | undefined> {
  try {
    const [root, file] = await Promise.all([realpath(folder), realpath(join(folder, path))]);
    return file.startsWith(root + sep) ? await readFile(file) : undefined;
  } catch (error) {
    // A null byte in a path is an invalid argument.
    if (ABSENT.includes(errorCode(error) ?? '')) return undefined;
    throw error;
  }
}
