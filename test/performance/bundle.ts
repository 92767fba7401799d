/**
 * What the plugin costs a browser: the bytes that every page of the host pays because the plugin is installed,
 * and the gzipped bytes of our own first page. Counted in the very zip that is installed.
 */
import { buildZip } from '../../scripts/build';
import { readPlugin } from '../../scripts/zip_contract/archive';
import { MAX_FIRST_PAGE_BYTES } from '../../scripts/zip_contract/browser_rules';
import { firstPageBytes, loaderPath } from '../../scripts/zip_contract/chunks';
import { MAX_LOADER_BYTES } from '../../scripts/zip_contract/loader_rules';

export interface Figure {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  readonly ok: boolean;
}

/** Builds what is stale, counts, and prints a table and one JSON line per figure. */
export async function bundle(): Promise<readonly Figure[]> {
  const plugin = await readPlugin(await buildZip());
  const figures = [
    bytes('every_host_page', plugin.files.get(loaderPath(plugin.folder))?.length ?? 0, MAX_LOADER_BYTES),
    bytes('first_page_gzipped', firstPageBytes(plugin), MAX_FIRST_PAGE_BYTES),
  ];
  for (const { metric, value, limit, ok } of figures) {
    console.log(
      `${metric.padEnd(20)} ${String(value).padStart(9)} bytes  limit ${limit}  ${ok ? 'ok' : 'OVER'}`,
    );
  }
  for (const figure of figures) console.log(JSON.stringify(figure));
  return figures;
}

const bytes = (metric: string, value: number, limit: number): Figure => ({
  bench: 'bundle',
  metric,
  value,
  unit: 'bytes',
  limit,
  ok: value > 0 && value <= limit,
});
