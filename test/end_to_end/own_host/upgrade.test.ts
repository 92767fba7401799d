/**
 * The plugin is upgraded under the browsers of people who used it before: the host keeps its build number, so what
 * they cached for a year stays valid to them, and the chunks they might still ask for are gone.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromiumProfile } from '../../../dev/chromium';
import { HOUR } from '../../../dev/workload/rhythm';
import { stageDir } from '../../../scripts/bundles/layout';
import { WINDOW, withScreenshot } from '../browser';
import { OverviewPage } from '../overview_page';
import { surroundings } from '../surroundings';
import { type OwnHost, startOwnHost } from './host';
import { nextVersion } from './next_version';

const { openSearch, awsUrl, complete } = surroundings();
const withData = { from: complete.to - 6 * HOUR, to: complete.to };
const withoutData = { from: '2020-01-01T00:00:00.000Z', to: '2020-01-02T00:00:00.000Z' };
const TEXT = 'Top models';
const MARK = 'Top models of the next version';
const WITHIN_MS = 240_000;

let folder: string;
let plugin: string;
let host: OwnHost | undefined;

const start = (port?: number): Promise<OwnHost> =>
  startOwnHost({
    openSearchUrl: openSearch.url,
    awsUrl,
    collects: false,
    plugin,
    ...(port === undefined ? {} : { port }),
  });

async function upgrade(): Promise<void> {
  const { port } = host ?? {};
  await host?.stop();
  const before = plugin;
  plugin = join(folder, 'next');
  nextVersion(before, plugin, TEXT, MARK);
  host = await start(port);
}

/** Comes back with the browser's cache of the last time. */
async function withProfile(name: string, run: (page: Page) => Promise<void>): Promise<void> {
  const context = await launchChromiumProfile(join(folder, `profile-${name}`), { ...WINDOW });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await withScreenshot(page, `upgrade-${name}`, () => run(page));
  } finally {
    await context.close();
  }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bedrock-upgrade-'));
  plugin = stageDir;
  host = await start();
}, WITHIN_MS);

afterEach(async () => {
  await host?.stop();
  await rm(folder, { recursive: true, force: true });
}, WITHIN_MS);

const titleOf = (overview: OverviewPage): Promise<string> =>
  overview.subject('bedrockTop-models').locator('h2').innerText();

test(
  'a browser that has the old version cached for a year shows the new one at its next visit',
  async () => {
    await withProfile('returning', async (page) => {
      const overview = new OverviewPage(page, host?.url ?? '');
      await overview.open(withData);
      await overview.subject('bedrockChart').locator('canvas').first().waitFor();
      expect(await titleOf(overview)).toBe(TEXT);
    });
    await upgrade();
    await withProfile('returning', async (page) => {
      const cached: string[] = [];
      const missing: string[] = [];
      const network = await page.context().newCDPSession(page);
      await network.send('Network.enable');
      network.on('Network.responseReceived', ({ response }) => {
        const { pathname } = new URL(response.url);
        if (response.fromDiskCache === true) cached.push(pathname);
        if (response.status === 404) missing.push(pathname);
      });
      const overview = new OverviewPage(page, host?.url ?? '');
      await overview.open(withData);
      await overview.subject('bedrockChart').locator('canvas').first().waitFor();
      expect(await titleOf(overview)).toBe(MARK);
      expect(missing).toEqual([]);
      // Else the cache was cold, and nothing was proved.
      expect(cached.filter((path) => path.endsWith('bedrockObservability.plugin.js'))).toHaveLength(1);
    });
  },
  WITHIN_MS,
);

test(
  'a tab that was open all the while is told to reload when it needs a part that is gone',
  async () => {
    await withProfile('open', async (page) => {
      const overview = new OverviewPage(page, host?.url ?? '');
      await overview.visit(withoutData);
      await overview.subject('bedrockEmpty-nothing_in_range').waitFor();

      await upgrade();
      // The chart is a part of its own, which a page without data had no need of.
      await page.evaluate((address) => {
        window.location.hash = new URL(address).hash;
      }, overview.addressOf(withData));
      const notice = overview.subject('bedrockNewVersion');
      await notice.waitFor();
      expect(await notice.innerText()).toContain('A new version was installed');

      await overview.subject('bedrockReload').click();
      await overview.settled();
      expect(await titleOf(overview)).toBe(MARK);
    });
  },
  WITHIN_MS,
);
