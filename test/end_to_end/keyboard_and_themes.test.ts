/** The page without a mouse, and in both themes of the host. */
import type { Page } from 'playwright-core';
import { HOUR } from '../../dev/workload/rhythm';
import { pageTest, useBrowser } from './browser';
import { eventually } from './eventually';
import { byModel, factsOf, type Range } from './ledger_figures';
import { OverviewPage } from './overview_page';
import { surroundings } from './surroundings';

useBrowser();

const { url, seed, cookie, complete } = surroundings();
const range: Range = { from: complete.to - 6 * HOUR, to: complete.to };
const facts = factsOf(seed, range);
/** More than the host's header and the page have stops. */
const MAX_TABS = 150;
/** The radio button of the measure that is chosen at first. */
const MEASURE = 'spend';

/** Presses Tab until the focus is on or in something with this test subject; answers what was passed. */
async function tabTo(page: Page, subject: string): Promise<readonly string[]> {
  const passed: string[] = [];
  for (let presses = 0; presses < MAX_TABS; presses++) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(
      () => document.activeElement?.closest('[data-test-subj]')?.getAttribute('data-test-subj') ?? '',
    );
    passed.push(here);
    if (here.split(' ').includes(subject)) return passed;
  }
  throw new Error(`Tab does not reach ${subject}; it passed ${[...new Set(passed)].join(', ')}`);
}

pageTest('Tab reaches filters, measures and rows in the order of the page; Enter filters', async (page) => {
  const overview = new OverviewPage(page, url);
  await overview.open(range);
  for (const facet of ['accounts', 'regions', 'models', 'callers'])
    await tabTo(page, `bedrockFilter-${facet}`);
  await tabTo(page, MEASURE);
  await tabTo(page, 'bedrockChartToggle');
  await tabTo(page, 'bedrockTop-models-name');
  const name = await page.evaluate(() => document.activeElement?.textContent ?? '');
  expect(byModel(facts).has(name)).toBe(true);

  await page.keyboard.press('Enter');
  await eventually(async () =>
    expect(await overview.invocations()).toBe(byModel(facts).get(name)?.invocations),
  );
  expect(await overview.pill('models').innerText()).toContain(name);
});

pageTest('a filter is chosen and a measure switched with keys alone', async (page) => {
  const overview = new OverviewPage(page, url);
  await overview.open(range);
  await tabTo(page, 'bedrockFilter-regions');
  await page.keyboard.press('Enter');
  await overview.subject('bedrockFilter-regions-search').waitFor();
  await tabTo(page, 'bedrockFilter-regions-search');
  await page.keyboard.type('us-west-2');
  const options = overview.subject('bedrockFilter-regions-option');
  await eventually(async () => expect(await options.count()).toBe(1));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await overview.pill('regions').waitFor();
  await page.keyboard.press('Escape');
  const west = facts.filter(({ region }) => region === 'us-west-2');
  await eventually(async () => expect(await overview.invocations()).toBe(west.length));

  await overview.subject('bedrockFilter-callers').focus();
  await tabTo(page, MEASURE);
  await page.keyboard.press('ArrowRight');
  await eventually(async () => expect(overview.state()).toContain('measure:tokens'));
});

for (const dark of [false, true]) {
  pageTest(`the page is drawn in the ${dark ? 'dark' : 'light'} theme`, async (page) => {
    await changeSetting('theme:darkMode', dark);
    try {
      const overview = new OverviewPage(page, url);
      await overview.open(range);
      await overview.subject('bedrockChart').locator('canvas').first().waitFor();
      const colours = await page.evaluate(() => {
        const tile = document.querySelector('[data-test-subj="bedrockKpi-spend-value"]');
        const panel = tile?.closest('.euiPanel');
        if (!tile || !panel) throw new Error('the page has no tile');
        return { text: getComputedStyle(tile).color, surface: getComputedStyle(panel).backgroundColor };
      });
      const [text, surface] = [brightness(colours.text), brightness(colours.surface)];
      expect(surface < 0.5).toBe(dark);
      expect(Math.abs(text - surface)).toBeGreaterThan(0.5);
    } finally {
      await changeSetting('theme:darkMode', null);
    }
  });
}

/** 0 is black, 1 is white; of `rgb(…)` or `rgba(…)`. */
function brightness(colour: string): number {
  const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
  if (parts.length !== 3) throw new Error(`${colour} is no colour`);
  return parts.reduce((sum, part) => sum + part, 0) / (3 * 255);
}

/** Through the host's own route; `null` brings its default back. */
async function changeSetting(key: string, value: unknown): Promise<void> {
  const response = await fetch(`${url}/api/opensearch-dashboards/settings`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'osd-xsrf': 'true',
      ...(cookie === undefined ? {} : { cookie }),
    },
    body: JSON.stringify({ changes: { [key]: value } }),
  });
  if (!response.ok) throw new Error(`the setting ${key} was not changed: ${response.status}`);
}
