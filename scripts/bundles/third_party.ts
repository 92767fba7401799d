/**
 * The licences of what is bundled, as their authors ask: every copyright and licence text travels with the zip.
 * A package under a licence that would bind our users' own work stops the build.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { digest, type BundledPackage } from './freshness';
import { root } from './layout';

const ALLOWED: ReadonlySet<string> = new Set([
  'Apache-2.0',
  'MIT',
  'MIT-0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'Unlicense',
  'CC0-1.0',
]);

const PackageJson = z.looseObject({
  version: z.string(),
  license: z.optional(z.string()),
});

/** SPDX: one of the alternatives must be allowed in all its parts. */
export const isAllowedLicence = (expression: string): boolean =>
  expression
    .replace(/[()]/g, ' ')
    .split(/\sOR\s/)
    .some((alternative) => alternative.split(/\sAND\s/).every((part) => ALLOWED.has(part.trim())));

interface Notice {
  readonly title: string;
  readonly texts: readonly string[];
}

/** Text of THIRD_PARTY_LICENSES.txt; packages that share a text share its one printing. */
export function thirdPartyLicences(packages: readonly BundledPackage[], checkout = root): string {
  const byText = new Map<string, { titles: Set<string>; text: string }>();
  for (const { title, texts } of packages.map((bundled) => noticeOf(bundled, checkout))) {
    const text = texts.join('\n\n');
    const same = byText.get(digest(text)) ?? { titles: new Set<string>(), text };
    same.titles.add(title);
    byText.set(digest(text), same);
  }
  const blocks = [...byText.values()]
    .map(({ titles, text }) => `${[...titles].sort().join('\n')}\n\n${text.trim()}\n`)
    .sort();
  return ['The bundles beside this file contain code of the following packages.\n', ...blocks].join(
    `\n${'='.repeat(80)}\n\n`,
  );
}

function noticeOf({ name, folder }: BundledPackage, checkout: string): Notice {
  const directory = join(checkout, folder);
  const { version, license } = PackageJson.parse(
    JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')),
  );
  if (license === undefined || !isAllowedLicence(license)) {
    throw new Error(
      `${name} ${version} is bundled under «${license ?? 'no licence'}», which is not among the licences the project ships (${[...ALLOWED].join(', ')}). Replace it, or decide and extend the list in scripts/bundles/third_party.ts.`,
    );
  }
  const texts = licenceFiles(directory).map((file) => readFileSync(file, 'utf8'));
  // The Apache licence has one text for everybody, which is also ours; the others name their authors in it.
  if (texts.length === 0 && license === 'Apache-2.0') texts.push(readFileSync(join(root, 'LICENSE'), 'utf8'));
  if (texts.length === 0) {
    throw new Error(
      `${name} ${version} (${license}) carries no licence text, but its licence asks us to ship one.`,
    );
  }
  return { title: `${name} ${version} (${license})`, texts };
}

/** LICENSE, NOTICE and the like at the top of a package, and a folder of licences of what it incorporates. */
function licenceFiles(directory: string): string[] {
  const own = readdirSync(directory)
    .filter((file) => /^(licen[cs]e|notice|copying|copyright)/i.test(file))
    .map((file) => join(directory, file));
  return own
    .flatMap((path) =>
      statSync(path).isDirectory() ? readdirSync(path).map((file) => join(path, file)) : [path],
    )
    .filter((path) => existsSync(path) && statSync(path).isFile())
    .sort();
}
