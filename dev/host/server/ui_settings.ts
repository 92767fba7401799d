/**
 * UI settings that pages of the host rely on, under the host's own keys and routes. Defaults are the host's; what
 * a person changes is kept in a file, so that it survives a restart.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { schema } from '../osd_modules/config_schema';
import { errorCode } from './error_code';
import type { IRouter } from 'osd/core/server';

const QUICK_RANGES = [
  ['now/d', 'now/d', 'Today'],
  ['now/w', 'now/w', 'This week'],
  ['now-15m', 'now', 'Last 15 minutes'],
  ['now-30m', 'now', 'Last 30 minutes'],
  ['now-1h', 'now', 'Last 1 hour'],
  ['now-24h', 'now', 'Last 24 hours'],
  ['now-7d', 'now', 'Last 7 days'],
  ['now-30d', 'now', 'Last 30 days'],
  ['now-90d', 'now', 'Last 90 days'],
  ['now-1y', 'now', 'Last 1 year'],
].map(([from, to, display]) => ({ from, to, display }));

const DEFAULTS: Readonly<Record<string, unknown>> = {
  dateFormat: 'MMM D, YYYY @ HH:mm:ss.SSS',
  'dateFormat:tz': 'Browser',
  'dateFormat:dow': 'Sunday',
  'dateFormat:scaled': [
    ['', 'HH:mm:ss.SSS'],
    ['PT1S', 'HH:mm:ss'],
    ['PT1M', 'HH:mm'],
    ['PT1H', 'YYYY-MM-DD HH:mm'],
    ['P1DT', 'YYYY-MM-DD'],
    ['P1YT', 'YYYY'],
  ],
  'theme:darkMode': false,
  'theme:version': 'v7',
  'timepicker:timeDefaults': { from: 'now-15m', to: 'now' },
  'timepicker:refreshIntervalDefaults': { pause: true, value: 0 },
  'timepicker:quickRanges': QUICK_RANGES,
  'histogram:barTarget': 50,
  'histogram:maxBars': 100,
  'format:number:defaultLocale': 'en',
  'state:storeInSessionStorage': false,
  'home:useNewHomePage': false,
  'notifications:lifetime:info': 5_000,
  'notifications:lifetime:warning': 10_000,
  'notifications:lifetime:error': 300_000,
};

const Saved = z.record(z.string(), z.unknown());
const CHANGES = schema.recordOf(schema.string(), schema.nullable(schema.any()));

export class UiSettings {
  private readonly defaults: Readonly<Record<string, unknown>>;

  private constructor(
    defaults: Readonly<Record<string, unknown>>,
    private user: Readonly<Record<string, unknown>>,
    private readonly file: string | undefined,
  ) {
    this.defaults = { ...DEFAULTS, ...defaults };
  }

  static async open(defaults: Readonly<Record<string, unknown>>, file?: string): Promise<UiSettings> {
    const text = file === undefined ? '{}' : await readFile(file, 'utf8').catch(absentIsEmpty);
    return new UiSettings(defaults, Saved.parse(JSON.parse(text)), file);
  }

  get(key: string): unknown {
    return key in this.user ? this.user[key] : this.defaults[key];
  }

  /** What the page is served with. */
  all(): { defaults: Readonly<Record<string, unknown>>; user: Readonly<Record<string, unknown>> } {
    return { defaults: this.defaults, user: this.user };
  }

  registerRoutes(router: IRouter): void {
    const path = '/api/opensearch-dashboards/settings';
    const settings = () => ({
      settings: Object.fromEntries(
        Object.entries(this.user).map(([key, userValue]) => [key, { userValue }] as const),
      ),
    });
    router.get({ path, validate: false }, (_context, _request, response) =>
      response.ok({ body: settings() }),
    );
    router.post(
      { path, validate: { body: schema.object({ changes: CHANGES }) } },
      async (_context, { body }, response) => {
        await this.change(body.changes);
        return response.ok({ body: settings() });
      },
    );
    router.post(
      {
        path: `${path}/{key}`,
        validate: {
          params: schema.object({ key: schema.string() }),
          body: schema.object({ value: schema.any() }),
        },
      },
      async (_context, { params, body }, response) => {
        await this.change({ [params.key]: body.value });
        return response.ok({ body: settings() });
      },
    );
    router.delete(
      { path: `${path}/{key}`, validate: { params: schema.object({ key: schema.string() }) } },
      async (_context, { params }, response) => {
        await this.change({ [params.key]: null });
        return response.ok({ body: settings() });
      },
    );
  }

  /** `null` brings the default back. */
  private async change(changes: Readonly<Record<string, unknown>>): Promise<void> {
    const merged = Object.entries({ ...this.user, ...changes });
    this.user = Object.fromEntries(merged.filter(([, value]) => value !== null));
    if (this.file === undefined) return;
    await mkdir(dirname(this.file), { recursive: true });
    await writeFile(this.file, JSON.stringify(this.user, null, 2));
  }
}

function absentIsEmpty(error: unknown): string {
  if (errorCode(error) === 'ENOENT') return '{}';
  throw error;
}
