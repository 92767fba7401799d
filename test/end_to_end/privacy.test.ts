/**
 * Nothing secret and nothing that people wrote leaves its place: the keys of the configuration never reach a browser,
 * and what was asked and answered is in the content index alone.
 */
import { z } from 'zod';
import { INDEX_PATTERN } from '../../common/plugin';
import { collectionStatusPath } from '../../common/api/collection_status';
import { facetsPath } from '../../common/api/facets';
import { INTEGRATIONS_PATH } from '../../common/api/integrations';
import { NO_FILTERS } from '../../common/api/invocation_scope';
import { overviewPath } from '../../common/api/overview';
import { sampleCredentials } from '../../dev/sample_estate';
import { HOUR } from '../../dev/workload/rhythm';
import { support } from '../../dev/workload/scenarios/customer_care';
import { pageTest, useBrowser } from './browser';
import { OverviewPage } from './overview_page';
import { openSearchOf, surroundings } from './surroundings';

useBrowser();

const around = surroundings();
const { url, cookie, complete } = around;
const openSearch = openSearchOf(around);
const { accessKeyId, secretAccessKey } = sampleCredentials();
const range = { from: complete.to - 6 * HOUR, to: complete.to };

/** Pieces of texts that the sample traffic sends and gets, short enough to be whole in any JSON. */
const WRITTEN = [
  promptOf(support).slice(0, 70),
  'Where is it right now?',
  'has not moved for four days according to the tracking page',
  'thank you for writing. I can see order',
];

/** Files of its release, the same everywhere; Chromium does not keep the largest of them for who asks later. */
const OF_THE_HOST = /\/bundles\/(?!plugin\/bedrockObservability\/)/;

function promptOf(scenario: typeof support): string {
  if (!('system' in scenario) || typeof scenario.system !== 'string')
    throw new Error('the scenario has no system prompt');
  return scenario.system;
}

pageTest(
  'no page, script or answer that a browser gets holds the keys or what people wrote',
  async (page) => {
    const bodies: Promise<{ path: string; text: string }>[] = [];
    page.on('response', (response) => {
      const { pathname, protocol } = new URL(response.url());
      const isText = /json|html|javascript/.test(response.headers()['content-type'] ?? '');
      if (protocol.startsWith('http') && isText && !OF_THE_HOST.test(pathname)) {
        bodies.push(response.text().then((text) => ({ path: pathname, text })));
      }
    });
    const overview = new OverviewPage(page, url);
    await overview.open(range);
    await overview.subject('bedrockFilter-callers').click();
    await overview.subject('bedrockFilter-callers-option').first().waitFor();
    await overview.subject('bedrockChart').locator('canvas').first().waitFor();
    const seen = await Promise.all(bodies);
    seen.push({ path: 'the page', text: await page.content() });
    for (const [method, path, body] of [
      ['GET', collectionStatusPath()],
      ['GET', INTEGRATIONS_PATH],
      ['POST', facetsPath(), { range }],
      ['POST', overviewPath(), { range, time_zone: 'UTC', filters: NO_FILTERS, rank_by: 'tokens' }],
    ] as const) {
      seen.push({ path, text: await ask(method, path, body) });
    }

    expect(seen.some(({ path }) => path.endsWith('/app/bedrock'))).toBe(true);
    expect(seen.some(({ path }) => path.endsWith('/app.js'))).toBe(true);
    expect(seen.filter(({ path }) => path.includes('/api/bedrock')).length).toBeGreaterThan(5);
    for (const secret of [secretAccessKey, accessKeyId, ...WRITTEN]) {
      const holders = seen.filter(({ text }) => text.includes(secret)).map(({ path }) => path);
      expect({ secret: secret.slice(0, 12), holders }).toEqual({ secret: secret.slice(0, 12), holders: [] });
    }
  },
);

test('no document about a call holds what was written; the content index does', async () => {
  let documents = 0;
  const wrong: string[] = [];
  for await (const text of sourcesOf('logs-*')) {
    documents += 1;
    wrong.push(...[...WRITTEN, secretAccessKey].filter((written) => text.includes(written)));
  }
  expect(wrong).toEqual([]);
  expect(documents).toBeGreaterThan(1_000);

  const missing = new Set(WRITTEN);
  for await (const text of sourcesOf(INDEX_PATTERN.content)) {
    for (const written of missing) if (text.includes(written)) missing.delete(written);
    if (missing.size === 0) break;
  }
  expect([...missing]).toEqual([]);
}, 120_000);

async function ask(method: string, path: string, body?: object): Promise<string> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      'osd-xsrf': 'true',
      connection: 'close',
      ...(body && { 'content-type': 'application/json' }),
      ...(cookie === undefined ? {} : { cookie }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.status).toBe(200);
  return response.text();
}

const Page = z.object({
  _scroll_id: z.string(),
  hits: z.object({ hits: z.array(z.object({ _source: z.unknown() })) }),
});
const PAGE_SIZE = 500;

/** The JSON of every document of the sample traffic. */
async function* sourcesOf(index: string): AsyncGenerator<string> {
  const scroll = '1m';
  const query = { range: { '@timestamp': { gte: complete.from, lt: complete.to, format: 'epoch_millis' } } };
  let answer = await openSearch.request({
    method: 'POST',
    path: `/${index}/_search`,
    querystring: { scroll },
    body: { size: PAGE_SIZE, query, sort: ['_doc'] },
  });
  for (;;) {
    const page = Page.parse(answer.body);
    if (page.hits.hits.length === 0) return;
    for (const { _source } of page.hits.hits) yield JSON.stringify(_source);
    answer = await openSearch.request({
      method: 'POST',
      path: '/_search/scroll',
      body: { scroll, scroll_id: page._scroll_id },
    });
  }
}
