/** Where there is nothing to show the page says why, and how to get to where there is something. */
import { HOUR } from '../../dev/workload/rhythm';
import { pageTest, useBrowser } from './browser';
import { eventually } from './eventually';
import { factsOf } from './ledger_figures';
import { OverviewPage } from './overview_page';
import { surroundings } from './surroundings';

useBrowser();

const { url, seed, complete } = surroundings();

pageTest('a time range without data says so and offers a longer one', async (page) => {
  const overview = new OverviewPage(page, url);
  await overview.visit({ from: '2020-01-01T00:00:00.000Z', to: '2020-01-02T00:00:00.000Z' });
  const empty = overview.subject('bedrockEmpty-nothing_in_range');
  await empty.waitFor();
  expect(await empty.innerText()).toContain('No invocations in this time range');

  await overview.subject('bedrockEmptyWiden').click();
  await overview.settled();
  expect(overview.range()).toEqual({ from: 'now-7d', to: 'now' });
  expect(await overview.invocations()).toBeGreaterThan(0);
});

pageTest('filters that match nothing say so and can be cleared', async (page) => {
  const range = { from: complete.to - 6 * HOUR, to: complete.to };
  const overview = new OverviewPage(page, url);
  await overview.visit({
    ...range,
    state: "(accounts:!('444455556666'),models:!('amazon.nova-micro-v1:0'))",
  });
  const empty = overview.subject('bedrockEmpty-nothing_matches');
  await empty.waitFor();
  expect(await overview.pill('accounts').count()).toBe(1);

  await overview.subject('bedrockEmptyClearFilters').click();
  await overview.settled();
  await eventually(async () => expect(await overview.invocations()).toBe(factsOf(seed, range).length));
  expect(overview.state()).toBe('');
});

pageTest('a time range that ends before it starts is called so', async (page) => {
  const overview = new OverviewPage(page, url);
  await overview.visit({ from: complete.to, to: complete.to - HOUR });
  await overview.subject('bedrockNoRange').waitFor();
});
