/** What people read on the Overview equals the ledger of the traffic, written as they read it. */
import { totalsOf } from '../../dev/workload/ledger';
import { pageTest, useBrowser } from './browser';
import { eventually } from './eventually';
import {
  byCaller,
  byModel,
  callerOf,
  dearest,
  expectedTotals,
  factsOf,
  inDollars,
  inWords,
  usd,
  type Range,
} from './ledger_figures';
import { OverviewPage } from './overview_page';
import { surroundings } from './surroundings';

useBrowser();

const { url, seed, complete } = surroundings();
const day: Range = { from: complete.to - (complete.to - complete.from) / 2, to: complete.to };
const facts = factsOf(seed, day);
const ledger = totalsOf(facts);

pageTest('tiles show the totals of the ledger', async (page) => {
  const overview = new OverviewPage(page, url);
  await overview.open(day);
  const expected = expectedTotals(facts);
  const whole = inWords(expected.invocations);

  const { tokens } = expected;
  expect(await overview.tile('invocations').value.getAttribute('title')).toBe(whole);
  expect(await overview.tile('invocations').note.innerText()).toContain(whole);
  expect(await overview.tile('tokens').value.getAttribute('title')).toBe(inWords(tokens.total));
  expect(await overview.tile('spend').value.innerText()).toBe(inDollars(usd(ledger)));
  expect(await overview.tile('spend').note.innerText()).toContain(
    `without ${inWords(expected.unpriced_invocations)} invocation`,
  );
  expect(await overview.tile('error-rate').note.innerText()).toContain(
    `${inWords(expected.errors)} of ${whole}`,
  );
  expect(await overview.tile('throttles').value.getAttribute('title')).toBe(inWords(expected.throttles));
  expect(await overview.tile('latency').note.innerText()).toContain(
    `${inWords(expected.measured)} of ${whole}`,
  );
  expect(await overview.tile('first-token').note.innerText()).toContain(
    `${inWords(expected.measured_first_token)} of ${whole}`,
  );
  expect(await overview.tile('interventions').note.innerText()).toContain(
    `${inWords(expected.guardrail_interventions)} of ${whole}`,
  );
});

pageTest('the ranking of models shows each with its spend and its invocations', async (page) => {
  const overview = new OverviewPage(page, url);
  await overview.open(day);
  const models = byModel(facts);
  const names = await overview.subject('bedrockTop-models-name').allInnerTexts();
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) {
    const totals = models.get(name);
    if (totals === undefined) throw new Error(`the ledger knows no ${name}`);
    const row = await overview.row('models', name).innerText();
    expect(row).toContain(inWords(totals.invocations));
    // Less than a cent is written with the digits that count.
    if (totals.unpriced < totals.invocations && usd(totals) >= 0.01)
      expect(row).toContain(inDollars(usd(totals)));
    if (totals.unpriced > 0) expect(row).toContain(`${inWords(totals.unpriced)} unpriced`);
  }
});

pageTest('a page filtered by a caller shows the figures of that caller', async (page) => {
  const overview = new OverviewPage(page, url);
  await overview.open(day);
  const [key, expected] = dearest(byCaller(facts));
  await overview.row('callers', callerOf(key).caller).click();
  await eventually(async () => expect(await overview.invocations()).toBe(expected.invocations));
  await overview.settled();
  expect(await overview.tile('spend').value.innerText()).toBe(inDollars(usd(expected)));
});
