/**
 * What the plugin costs a browser: the bytes that every page of the host pays because the plugin is installed,
 * and the gzipped bytes of our own first page. Counted in the very zip that is installed.
 */
import { buildZip } from '../../scripts/build';
import { readPlugin } from '../../scripts/zip_contract/archive';
import { MAX_FIRST_PAGE_BYTES } from '../../scripts/zip_contract/browser_rules';
import { firstPageBytes, loaderPath } from '../../scripts/zip_contract/chunks';
import { MAX_LOADER_BYTES } from '../../scripts/zip_contract/loader_rules';
import { type Bench, type Figure, figure } from './figure';

/** Builds what is stale, and counts. */
export const bundle: Bench = async () => {
  const plugin = await readPlugin(await buildZip());
  return [
    bytes('every_host_page', plugin.files.get(loaderPath(plugin.folder))?.length ?? 0, MAX_LOADER_BYTES),
    bytes('first_page_gzipped', firstPageBytes(plugin), MAX_FIRST_PAGE_BYTES),
  ];
};

const bytes = (metric: string, value: number, limit: number): Figure =>
  figure('bundle', metric, { value, unit: 'bytes', limit });
