/**
 * A folder laid out like an installed host: the plugin under `plugins/<id>`, the packages it may require under
 * `node_modules`. Copied and not linked, because Node resolves `require` from a file's real place, and in its
 * worker threads there is nothing else to say where `@osd/*` is.
 */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface OsdHome {
  readonly pluginDir: string;
  remove(): Promise<void>;
}

export async function createOsdHome(id: string, pluginDir: string, osdModulesDir: string): Promise<OsdHome> {
  const home = await mkdtemp(join(tmpdir(), 'slim-host-'));
  await mkdir(join(home, 'node_modules'));
  await cp(osdModulesDir, join(home, 'node_modules', '@osd'), { recursive: true });
  await cp(pluginDir, join(home, 'plugins', id), { recursive: true });
  return {
    pluginDir: join(home, 'plugins', id),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}
