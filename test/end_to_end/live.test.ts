/** The page follows traffic that keeps flowing: by itself where it is told to, else at the press of a button. */
import { NO_FILTERS } from '../../common/api/invocation_scope';
import { HOUR } from '../../dev/workload/rhythm';
import { pageTest, useBrowser } from './browser';
import { eventually } from './eventually';
import { OverviewPage } from './overview_page';
import { apiOf, surroundings } from './surroundings';

useBrowser();

const around = surroundings();
const api = apiOf(around);
/** The sample traffic has about two calls a minute in its quietest hours. */
const NEWS_WITHIN_MS = 150_000;
const from = Math.floor(Date.now() / HOUR) * HOUR - HOUR;

/** Invocations since `from` that the plugin knows of now. */
const known = async (): Promise<number> => {
  const { current } = await api.overview({
    range: { from, to: Date.now() },
    time_zone: 'UTC',
    filters: NO_FILTERS,
    rank_by: 'spend',
  });
  return current.invocations;
};

pageTest('with auto refresh, new calls and the freshness of the data show up by themselves', async (page) => {
  const overview = new OverviewPage(page, around.url);
  await overview.open({ from, to: 'now', refreshEvery: 2_000 });
  const before = { invocations: await overview.invocations(), until: await dataUntil(overview) };
  await page.evaluate(() => document.body.setAttribute('data-not-reloaded', ''));

  await eventually(
    async () => expect(await overview.invocations()).toBeGreaterThan(before.invocations),
    NEWS_WITHIN_MS,
  );
  await eventually(async () => expect(await dataUntil(overview)).not.toBe(before.until));
  expect(await page.locator('body[data-not-reloaded]').count()).toBe(1);
});

pageTest('without it, «Refresh» brings what has arrived since', async (page) => {
  const overview = new OverviewPage(page, around.url);
  await overview.open({ from, to: 'now' });
  const before = await overview.invocations();
  await eventually(async () => expect(await known()).toBeGreaterThan(before), NEWS_WITHIN_MS);

  await overview.refresh();
  await eventually(async () => expect(await overview.invocations()).toBeGreaterThan(before));
});

const dataUntil = async (overview: OverviewPage): Promise<string> => {
  const text = await overview.subject('bedrockDataUntil').innerText();
  expect(text).toMatch(/^Data up to .*\d{2}:\d{2}:\d{2} \(UTC\)$/);
  return text;
};
