/** Finds out from the files that went into a bundle whose code it carries. */
import { relative, sep } from 'node:path';
import type { BundledPackage } from './freshness';
import { root } from './layout';

/** The package of one input, by its innermost `node_modules`; nothing for our own files. */
function packageOf(file: string): BundledPackage | undefined {
  const path = relative(root, file).split(sep).join('/');
  const match = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(path);
  const [, folder, name] = match ?? [];
  return folder !== undefined && name !== undefined ? { folder, name } : undefined;
}

/** Absolute paths in; each package once, sorted. */
export function packagesOf(files: Iterable<string>): BundledPackage[] {
  const found = new Map<string, BundledPackage>();
  for (const file of files) {
    const bundled = packageOf(file);
    if (bundled) found.set(bundled.folder, bundled);
  }
  return [...found.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}
