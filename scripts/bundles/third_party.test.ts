import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BundledPackage } from './freshness';
import { isAllowedLicence, thirdPartyLicences } from './third_party';

let checkout: string;
beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'third-party-test-'));
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

function installed(name: string, license: string | undefined, texts: Record<string, string>): BundledPackage {
  const folder = `node_modules/${name}`;
  const files = { 'package.json': JSON.stringify({ name, version: '1.2.3', license }), ...texts };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(checkout, folder, path)), { recursive: true });
    writeFileSync(join(checkout, folder, path), text);
  }
  return { name, folder };
}

test.each([
  ['MIT', true],
  ['Apache-2.0', true],
  ['0BSD', true],
  ['(MIT OR GPL-3.0)', true],
  ['(GPL-3.0-only OR BSD-3-Clause)', true],
  ['MIT AND ISC', true],
  ['(MIT AND GPL-3.0)', false],
  ['GPL-3.0', false],
  ['LGPL-2.1', false],
  ['SSPL-1.0', false],
  ['Elastic-2.0', false],
  ['UNLICENSED', false],
  ['', false],
])('licence %s may be shipped: %s', (licence, allowed) => {
  expect(isAllowedLicence(licence)).toBe(allowed);
});

test('names, versions, licences and every text, incorporated works included', () => {
  const text = thirdPartyLicences(
    [
      installed('@scope/one', 'MIT', { LICENSE: 'Copyright One' }),
      installed('charts', 'Apache-2.0', {
        LICENSE: 'Apache text',
        NOTICE: 'Notice of charts',
        'licenses/LICENSE-d3': 'Copyright d3',
      }),
    ],
    checkout,
  );
  for (const part of [
    '@scope/one 1.2.3 (MIT)',
    'Copyright One',
    'charts 1.2.3 (Apache-2.0)',
    'Apache text',
    'Notice of charts',
    'Copyright d3',
  ]) {
    expect(text).toContain(part);
  }
});

test('packages with the same text share one printing', () => {
  const packages = ['a', 'b'].map((name) => installed(name, 'MIT', { LICENSE: 'the same text' }));
  const text = thirdPartyLicences(packages, checkout);
  expect(text).toContain('a 1.2.3 (MIT)\nb 1.2.3 (MIT)\n\nthe same text');
  expect(text.split('the same text')).toHaveLength(2);
});

test('a package that came in twice is named once', () => {
  const bundled = installed('a', 'MIT', { LICENSE: 'text' });
  expect(thirdPartyLicences([bundled, bundled], checkout).split('a 1.2.3 (MIT)')).toHaveLength(2);
});

test('an Apache package without the text gets the text, which is the same for all', () => {
  const text = thirdPartyLicences([installed('a', 'Apache-2.0', {})], checkout);
  expect(text).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION');
});

test('a licence that binds, a missing one and a missing text stop the build', () => {
  const gpl = installed('a', 'GPL-3.0', { LICENSE: 'text' });
  expect(() => thirdPartyLicences([gpl], checkout)).toThrow(/a 1\.2\.3 is bundled under «GPL-3\.0»/);
  const none = installed('b', undefined, { LICENSE: 'text' });
  expect(() => thirdPartyLicences([none], checkout)).toThrow(/b 1\.2\.3 is bundled under «no licence»/);
  const textless = installed('c', 'MIT', {});
  expect(() => thirdPartyLicences([textless], checkout)).toThrow(/c 1\.2\.3 \(MIT\) carries no licence text/);
});
