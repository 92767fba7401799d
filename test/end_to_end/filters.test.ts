/** One click narrows the page down, and the address says so: reloads, copied links and «back» show the same. */
import type { Page } from 'playwright-core';
import { newContext, pageTest, useBrowser } from './browser';
import { eventually } from './eventually';
import { byCaller, byModel, callerOf, dearest, factsOf, type Range } from './ledger_figures';
import { OverviewPage } from './overview_page';
import { surroundings } from './surroundings';

useBrowser();

const { url, seed, complete } = surroundings();
const range: Range = { from: complete.to - 12 * 3_600_000, to: complete.to };
const facts = factsOf(seed, range);
// What costs most is in the rankings whatever the hour.
const [MODEL, { invocations: ofModel }] = dearest(byModel(facts));
const [callerId, { invocations: ofCaller }] = dearest(byCaller(facts));
const CALLER = callerOf(callerId);

const shows = (overview: OverviewPage, invocations: number) =>
  eventually(async () => expect(await overview.invocations()).toBe(invocations));

async function opened(page: Page): Promise<OverviewPage> {
  const overview = new OverviewPage(page, url);
  await overview.open(range);
  await shows(overview, facts.length);
  return overview;
}

pageTest('a click on a model filters by it; a reload and a copied link show the same', async (page) => {
  const overview = await opened(page);
  await overview.row('models', MODEL).click();

  await shows(overview, ofModel);
  expect(await overview.pill('models').innerText()).toContain(MODEL);
  expect(overview.state()).toContain(MODEL);
  expect(await overview.rows('models').count()).toBe(1);

  await page.reload();
  await shows(overview, ofModel);
  expect(await overview.pill('models').innerText()).toContain(MODEL);

  const elsewhere = await newContext();
  try {
    const copy = new OverviewPage(await elsewhere.newPage(), url);
    await copy.page.goto(page.url());
    await shows(copy, ofModel);
    expect(await copy.pill('models').innerText()).toContain(MODEL);
    expect(copy.range()).toEqual(overview.range());
  } finally {
    await elsewhere.close();
  }
});

pageTest('a click on a caller filters by it; removing the pill shows everything again', async (page) => {
  const overview = await opened(page);
  await overview.row('callers', CALLER.caller).click();

  await shows(overview, ofCaller);
  expect(await overview.pill('callers').innerText()).toContain(`${CALLER.caller} · ${CALLER.accountId}`);

  await overview.subject('bedrockFilterPill-callers-remove').click();
  await shows(overview, facts.length);
  expect(await overview.pill('callers').count()).toBe(0);
  expect(overview.state()).not.toContain(CALLER.caller);
});

pageTest('«back» and «forward» go through what was chosen', async (page) => {
  const overview = await opened(page);
  await overview.row('models', MODEL).click();
  await shows(overview, ofModel);

  await page.goBack();
  await shows(overview, facts.length);
  expect(await overview.pill('models').count()).toBe(0);

  await page.goForward();
  await shows(overview, ofModel);
});

pageTest('the lists of the filters hold what occurs, and choosing twice filters by both', async (page) => {
  const overview = await opened(page);
  await overview.subject('bedrockFilter-accounts').click();
  const options = overview.subject('bedrockFilter-accounts-option');
  await options.filter({ hasText: '111122223333' }).waitFor();
  const accounts = new Set(facts.map(({ accountId }) => accountId));
  const texts = (await options.allInnerTexts()).join('\n');
  for (const account of accounts) expect(texts).toContain(account);

  await options.filter({ hasText: '777788889999' }).click();
  await shows(overview, facts.filter(({ accountId }) => accountId === '777788889999').length);
  await options.filter({ hasText: '444455556666' }).click();
  await shows(overview, facts.filter(({ accountId }) => accountId !== '111122223333').length);
});
