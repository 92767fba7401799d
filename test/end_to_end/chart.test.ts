/** The chart is a way to choose: a brush zooms the page, a switch says what is stacked, a table says the numbers. */
import { HOUR } from '../../dev/workload/rhythm';
import { pageTest, useBrowser } from './browser';
import { eventually } from './eventually';
import { allTokens, byModel, factsOf, inWords, usd, type Range } from './ledger_figures';
import { OverviewPage } from './overview_page';
import { surroundings } from './surroundings';

useBrowser();

const { url, seed, complete } = surroundings();
const range: Range = { from: complete.to - 12 * HOUR, to: complete.to };
const facts = factsOf(seed, range);

pageTest('a brush zooms the whole page to the columns it covers', async (page) => {
  const overview = new OverviewPage(page, url);
  await overview.open(range);
  const chart = overview.subject('bedrockChart');
  await chart.locator('canvas').first().waitFor();
  await eventually(async () => {
    const box = await chart.boundingBox();
    if (!box) throw new Error('the chart has no place on the page');
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + box.width * 0.35, y);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, y, { steps: 5 });
    await page.mouse.move(box.x + box.width * 0.7, y, { steps: 5 });
    await page.mouse.up();
    // The address follows a moment later; another brush before that would zoom twice.
    await eventually(async () => expect(overview.absoluteRange()).not.toEqual(range), 3_000);
  });

  const zoomed = overview.absoluteRange();
  expect(zoomed.from).toBeGreaterThan(range.from);
  expect(zoomed.to).toBeLessThan(range.to);
  const inside = facts.filter(({ timestamp }) => timestamp >= zoomed.from && timestamp < zoomed.to);
  expect(inside.length).toBeGreaterThan(0);
  await eventually(async () => expect(await overview.invocations()).toBe(inside.length));

  await page.goBack();
  await eventually(async () => expect(await overview.invocations()).toBe(facts.length));
  expect(overview.absoluteRange()).toEqual(range);
});

pageTest('the measure decides what is stacked and ranked, and stands in the address', async (page) => {
  const overview = new OverviewPage(page, url);
  await overview.open(range);
  const ranked = (size: (model: string) => number): string[] =>
    [...byModel(facts).keys()].sort((a, b) => size(b) - size(a)).slice(0, 3);
  const names = async () => (await overview.subject('bedrockTop-models-name').allInnerTexts()).slice(0, 3);
  const totalsOf = (model: string) => {
    const totals = byModel(facts).get(model);
    if (totals === undefined) throw new Error(`the ledger knows no ${model}`);
    return totals;
  };

  expect(await names()).toEqual(ranked((model) => usd(totalsOf(model))));

  await overview.subject('bedrockMeasure-tokens').click();
  await eventually(async () => expect(await names()).toEqual(ranked((model) => allTokens(totalsOf(model)))));
  expect(overview.state()).toContain('measure:tokens');
  expect(await overview.subject('bedrockCourse').innerText()).toContain('Tokens by model over time');

  await overview.subject('bedrockMeasure-invocations').click();
  await eventually(async () => expect(await names()).toEqual(ranked((model) => totalsOf(model).invocations)));
});

pageTest('the table in place of the chart holds the numbers of the ledger', async (page) => {
  const overview = new OverviewPage(page, url);
  await overview.open({ ...range, state: '(measure:invocations)' });
  await overview.subject('bedrockChartToggle').click();
  const table = overview.subject('bedrockChartTable');
  await table.waitFor();
  const header = await table.locator('thead th').allInnerTexts();
  const rows = await table
    .locator('tbody tr')
    .evaluateAll((trs) =>
      trs.map((tr) =>
        [...tr.querySelectorAll('td')].map(
          (td) => (td.querySelector<HTMLElement>('.euiTableCellContent') ?? td).innerText,
        ),
      ),
    );
  const width = (range.to - range.from) / rows.length;
  expect(rows.length).toBeGreaterThan(10);
  expect(header.length).toBeGreaterThan(4);
  for (const [index, [, ...values]] of rows.entries()) {
    const start = range.from + index * width;
    const column = facts.filter(({ timestamp }) => timestamp >= start && timestamp < start + width);
    const models = byModel(column);
    const named = header.slice(1).filter((name) => name !== 'Other models');
    expect(values.slice(0, named.length)).toEqual(
      named.map((name) => inWords(models.get(name)?.invocations ?? 0)),
    );
    const sum = values.reduce((total, text) => total + Number(text.replaceAll(',', '')), 0);
    expect(sum).toBe(column.length);
  }
});
