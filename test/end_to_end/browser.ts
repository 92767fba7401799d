/**
 * A real Chromium for a test file, and a fresh page of it for each test: an English reader in UTC, logged in where the
 * host asks for it. A test that fails leaves a screenshot in the folder for temporary files and names it.
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

/** To be called once at the top of a file. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await launchChromium();
  }, TEST_WITHIN_MS);
  afterAll(() => browser?.close());
}

/** Like `test`, with a page that nobody has used. */
export function pageTest(name: string, run: (page: Page) => Promise<void>): void {
  test(
    name,
    async () => {
      const context = await newContext();
      const page = await context.newPage();
      try {
        await withScreenshot(page, name, () => run(page));
      } finally {
        await context.close();
      }
    },
    TEST_WITHIN_MS,
  );
}

export async function newContext(): Promise<BrowserContext> {
  if (browser === undefined) throw new Error('useBrowser() was not called');
  const context = await browser.newContext(WINDOW);
  context.setDefaultTimeout(ACTION_WITHIN_MS);
  const { url, cookie } = surroundings();
  if (cookie !== undefined) {
    const { origin } = new URL(url);
    await context.addCookies(
      cookie.split('; ').map((pair) => {
        const [cookieName = '', ...value] = pair.split('=');
        return { name: cookieName, value: value.join('='), url: origin };
      }),
    );
  }
  return context;
}

/** Runs, and on failure says where a picture of the page lies. */
export async function withScreenshot(page: Page, name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    const path = join(tmpdir(), `bedrock-${name.replace(/\W+/g, '-').slice(0, 80)}-${process.pid}.png`);
    await page.screenshot({ path, fullPage: true });
    if (error instanceof Error) error.message += `\n\nThe page: ${page.url()}\nA screenshot of it: ${path}`;
    throw error;
  }
}
