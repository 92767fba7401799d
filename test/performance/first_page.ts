/**
 * How long a person waits for the Overview of thirty days and a million invocations: from navigation until the
 * figures stand on the page, in a real browser, once with an empty profile and once with everything cached. Every
 * visit asks for another range, so that no cache of OpenSearch answers; OpenSearch itself is warm, as one in service is.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { z } from 'zod';
import { launchChromiumProfile } from '../../dev/chromium';
import { startNodeChild } from '../../dev/process/node_child';
import { root } from '../../scripts/bundles/layout';
import { stage } from '../../scripts/build';
import { buildHostAssets } from '../../dev/host/build_host_assets';
import { median, type Surroundings } from './figure';
import { INVOCATIONS, openSearchWithManyInvocations, RANGE } from './many_invocations';

export interface FirstPage {
  /** Milliseconds, medians. */
  readonly coldProfile: number;
  readonly warmProfile: number;
}

const VISITS = 5;
const PAGE_WITHIN_MS = 120_000;
const MARK = 'bedrock-figures';
const FIGURE = '[data-test-subj="bedrockKpi-invocations-value"]';

/**
 * Marks the first frame after the figures entered the page. Text, since it runs in the page and nowhere else.
 */
const MARK_WHEN_SHOWN = `new MutationObserver((_, observer) => {
  if (!document.querySelector('${FIGURE}')?.textContent) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => performance.mark('${MARK}')));
}).observe(document, { childList: true, subtree: true, characterData: true });`;

export async function measureFirstPage(around: Surroundings): Promise<FirstPage> {
  const { say, shutdown } = around;
  const folder = await mkdtemp(join(tmpdir(), 'bedrock-bench-page-'));
  const node = await openSearchWithManyInvocations(around);
  try {
    const config = join(folder, 'host.json');
    await writeFile(config, JSON.stringify({ 'bedrock.collector.enabled': false }));
    const { directory: plugin } = await stage();
    await buildHostAssets();
    const host = await startNodeChild({
      name: 'dashboards',
      script: join(root, 'dev/host/main.ts'),
      args: ['--plugin', plugin, '--port', '0', '--opensearch', node.url, '--config', config],
      cwd: root,
      ready: 'message',
      readyWithinMs: 120_000,
      onSpawn: (child) => shutdown.add('Dashboards', () => child.stop()),
    });
    try {
      return await visit(z.object({ url: z.string() }).parse(host.ready).url, folder, say);
    } finally {
      await host.stop();
    }
  } finally {
    await node.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function visit(host: string, folder: string, say: Surroundings['say']): Promise<FirstPage> {
  let visits = 0;
  const inProfile = async <T>(name: string, work: (browser: BrowserContext) => Promise<T>): Promise<T> => {
    const browser = await launchChromiumProfile(join(folder, name));
    try {
      return await work(browser);
    } finally {
      await browser.close();
    }
  };
  const one = (browser: BrowserContext) => timeToFigures(browser, pageUrl(host, visits++));

  const first = await inProfile('first', one);
  say(`first visit of all, with OpenSearch and host just started: ${first} ms`);
  const cold: number[] = [];
  for (let n = 0; n < VISITS; n++) cold.push(await inProfile(`cold-${n}`, one));
  say(`with an empty profile: ${cold.join(', ')} ms`);
  const warm = await inProfile('warm', async (browser) => {
    await one(browser);
    const times: number[] = [];
    for (let n = 0; n < VISITS; n++) times.push(await one(browser));
    return times;
  });
  say(`with a warm profile: ${warm.join(', ')} ms`);
  return { coldProfile: median(cold), warmProfile: median(warm) };
}

/** Thirty days, a minute further back each time. */
function pageUrl(host: string, visit: number): string {
  const at = (epoch: number): string => new Date(epoch - visit * 60_000).toISOString();
  return `${host}/app/bedrock#?_g=(time:(from:'${at(RANGE.from)}',to:'${at(RANGE.to)}'))`;
}

/** Milliseconds from the beginning of the navigation, by the browser's clock. */
async function timeToFigures(browser: BrowserContext, url: string): Promise<number> {
  const page = await browser.newPage();
  try {
    await page.addInitScript({ content: MARK_WHEN_SHOWN });
    await page.goto(url, { waitUntil: 'commit' });
    await page.waitForFunction(`performance.getEntriesByName('${MARK}').length > 0`, undefined, {
      timeout: PAGE_WITHIN_MS,
    });
    const time = z
      .number()
      .parse(await page.evaluate(`performance.getEntriesByName('${MARK}')[0].startTime`));
    const shown = (await page.getAttribute(FIGURE, 'title')) ?? (await page.textContent(FIGURE)) ?? '';
    const count = Number(shown.replace(/\D/g, ''));
    // A page that shows less has not answered the question.
    if (count < INVOCATIONS * 0.999) throw new Error(`the page shows ${shown} invocations`);
    return Math.round(time);
  } finally {
    await page.close();
  }
}
