/**
 * The installed plugin as its next version would be: one text of the page differs, every chunk has another content and
 * so another name, `app.js` names the new ones, and the old ones are gone. The loader script stays what it is: it
 * names nothing that changes.
 */
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { APP_FILE, CACHED_FOLDER } from '../../../scripts/bundles/layout';

const CHUNK = /^\w+\.chunk\.\w+\.([0-9a-f]{12})\.js$/;

/** Copies the plugin in `from` to `to`, with `text` of the page replaced by `replacement`; both as the bundles hold them. */
export function nextVersion(from: string, to: string, text: string, replacement: string): void {
  cpSync(from, to, { recursive: true });
  const chunks = join(to, CACHED_FOLDER);
  const appFile = join(to, APP_FILE);
  let app = readFileSync(appFile, 'utf8');
  let replaced = 0;
  for (const name of readdirSync(chunks)) {
    const hash = CHUNK.exec(name)?.[1];
    if (hash === undefined) continue;
    const before = readFileSync(join(chunks, name), 'utf8');
    replaced += before.split(text).length - 1;
    const code = `${before.replaceAll(text, replacement)}\n/* ${replacement} */\n`;
    const newHash = createHash('sha256').update(code).digest('hex').slice(0, 12);
    if (!app.includes(hash)) throw new Error(`${APP_FILE} does not name ${name}`);
    app = app.replaceAll(hash, newHash);
    rmSync(join(chunks, name));
    writeFileSync(join(chunks, name.replace(hash, newHash)), code);
  }
  if (replaced === 0) throw new Error(`no chunk holds «${text}»`);
  writeFileSync(appFile, app);
}
