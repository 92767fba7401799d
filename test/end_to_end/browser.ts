/**
 * A real Chromium for a test file, and a page of its own for each test: an English reader in UTC, logged in where the
 * host asks for it. The tests of a file share the browser's cache, as visits of one person do. A test that fails
 * leaves a screenshot in the folder for temporary files and names it.
 */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../../dev/chromium';
import { surroundings } from './surroundings';

const TEST_WITHIN_MS = 180_000;
const ACTION_WITHIN_MS = 30_000;
export const WINDOW = {
  locale: 'en-US',
  timezoneId: 'UTC',
  viewport: { width: 1440, height: 1000 },
} as const;

let browser: Browser | undefined;
let context: BrowserContext | undefined;

/** To be called once at the top of a file. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await launchChromium();
    context = await newContext();
  }, TEST_WITHIN_MS);
  afterAll(() => browser?.close());
}

/** Like `test`, with a page that is closed afterwards. */
export function pageTest(name: string, run: (page: Page) => Promise<void>): void {
  test(
    name,
    async () => {
      if (context === undefined) throw new Error('useBrowser() was not called');
      const page = await context.newPage();
      try {
        await withScreenshot(page, name, () => run(page));
      } finally {
        await page.close();
      }
    },
    TEST_WITHIN_MS,
  );
}

/** As another person would have it: with nothing cached and nothing stored. */
export async function newContext(): Promise<BrowserContext> {
  if (browser === undefined) throw new Error('useBrowser() was not called');
  const fresh = await browser.newContext(WINDOW);
  fresh.setDefaultTimeout(ACTION_WITHIN_MS);
  const { url, cookie } = surroundings();
  if (cookie !== undefined) {
    const { origin } = new URL(url);
    await fresh.addCookies(
      cookie.split('; ').map((pair) => {
        const [cookieName = '', ...value] = pair.split('=');
        return { name: cookieName, value: value.join('='), url: origin };
      }),
    );
  }
  return fresh;
}

/** Runs, and on failure says where a picture of the page lies. */
export async function withScreenshot(page: Page, name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const path = join(tmpdir(), `bedrock-${name.replace(/\W+/g, '-').slice(0, 80)}-${process.pid}.png`);
    const picture = await page.screenshot({ path, fullPage: true }).then(
      () => `A screenshot of it: ${path}`,
      (reason: unknown) => `There is no screenshot of it: ${String(reason)}`,
    );
    if (error instanceof Error) error.message += `\n\nThe page: ${page.url()}\n${picture}`;
    throw error;
  }
}
