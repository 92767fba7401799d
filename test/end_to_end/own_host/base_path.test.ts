/**
 * The same page under `server.basePath`, with the `data` plugin and without it: page, assets, API and links all
 * stay below the path, and a link made in one host means the same in the other.
 */
import { HOUR } from '../../../dev/workload/rhythm';
import { pageTest, useBrowser } from '../browser';
import { eventually } from '../eventually';
import { byModel, dearest, factsOf, type Range } from '../ledger_figures';
import { OverviewPage } from '../overview_page';
import { surroundings } from '../surroundings';
import { type OwnHost, startOwnHost } from './host';

useBrowser();

const { openSearch, awsUrl, seed, complete } = surroundings();
const range: Range = { from: complete.to - 6 * HOUR, to: complete.to };
const facts = factsOf(seed, range);
const [MODEL, { invocations: ofModel }] = dearest(byModel(facts));
const BASE_PATH = '/dashboards';

describe.each([
  { having: 'with the data plugin', data: true },
  { having: 'without the data plugin', data: false },
])('$having', ({ data }) => {
  let host: OwnHost;
  beforeAll(async () => {
    host = await startOwnHost({
      openSearchUrl: openSearch.url,
      awsUrl,
      collects: false,
      basePath: BASE_PATH,
      data,
    });
  }, 120_000);
  afterAll(() => host?.stop());

  pageTest(
    'everything is asked below the path, filters and ranges stand in the address, a link opens the same',
    async (page) => {
      const outside: string[] = [];
      const failed: string[] = [];
      page.on('response', (response) => {
        const { pathname, protocol } = new URL(response.url());
        if (!protocol.startsWith('http')) return;
        if (!pathname.startsWith(`${BASE_PATH}/`)) outside.push(pathname);
        if (response.status() >= 400) failed.push(`${response.status()} ${pathname}`);
      });
      const overview = new OverviewPage(page, host.url);
      await overview.open(range);
      await overview.subject('bedrockChart').locator('canvas').first().waitFor();
      expect(await overview.invocations()).toBe(facts.length);

      await overview.row('models', MODEL).click();
      await eventually(async () => expect(await overview.invocations()).toBe(ofModel));
      expect(new URL(page.url()).pathname).toBe(`${BASE_PATH}/app/bedrock`);
      expect(overview.absoluteRange()).toEqual(range);

      const link = page.url();
      await page.goto('about:blank');
      await page.goto(link);
      await eventually(async () => expect(await overview.invocations()).toBe(ofModel));
      expect(overview.absoluteRange()).toEqual(range);
      expect(await overview.pill('models').innerText()).toContain(MODEL);

      await overview.subject('bedrockFilterPill-models-remove').click();
      await eventually(async () => expect(await overview.invocations()).toBe(facts.length));
      await page.goBack();
      await eventually(async () => expect(await overview.invocations()).toBe(ofModel));

      expect({ outside, failed }).toEqual({ outside: [], failed: [] });
    },
  );

  pageTest('auto refresh and the range of the address work', async (page) => {
    const overview = new OverviewPage(page, host.url);
    await overview.open({ ...range, refreshEvery: 1_000 });
    const answered = () =>
      page.waitForResponse((response) => response.url().endsWith('/api/bedrock/overview'));
    await answered();
    await answered();
    expect(await overview.invocations()).toBe(facts.length);
  });
});
