import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUILD_NUMBER } from './host_version';
import type { SlimHostOptions } from './options';
import { type SamplePluginChanges, writeSamplePlugin } from './sample_plugin';
import type { LogEntry } from './server/logger';
import { type SlimHost, startSlimHost } from './slim_host';

const cleanups: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (let next = cleanups.pop(); next; next = cleanups.pop()) await next();
});

async function start(
  options: Partial<SlimHostOptions> = {},
  changes: SamplePluginChanges = {},
): Promise<SlimHost & { log: LogEntry[] }> {
  const pluginDir = await writeSamplePlugin(changes);
  cleanups.push(() => rm(pluginDir, { recursive: true }));
  const log: LogEntry[] = [];
  const host = await startSlimHost({ pluginDir, log: (entry) => log.push(entry), ...options });
  cleanups.push(() => host.stop());
  return { ...host, log };
}

const json = { 'content-type': 'application/json', 'osd-xsrf': 'true' };
const post = (url: string, body: unknown, headers: Record<string, string> = json) =>
  fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });

/** `fetch` decides the Host header by itself. */
const statusWithHost = (url: string, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    httpRequest(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });

describe('routes', () => {
  test('parameters and query are validated and coerced; a literal path beats a parameter', async () => {
    const { url } = await start();

    expect(await (await fetch(`${url}/api/sample/a%20b?n=7`)).json()).toEqual({ name: 'a b', n: 7 });
    expect(await (await fetch(`${url}/api/sample/fixed`)).json()).toEqual({ route: 'fixed' });
    expect(await (await fetch(`${url}/api/sample/x?n=many`)).json()).toEqual({
      statusCode: 400,
      error: 'Bad Request',
      message: '[request query.n]: expected value of type [number] but got [string]',
    });
  });

  test('a body is validated by a function, which names the path', async () => {
    const { url } = await start();

    expect(await (await post(`${url}/api/sample/things`, { size: 3 })).json()).toEqual({ size: 3 });
    expect((await (await post(`${url}/api/sample/things`, { size: 0 })).json()).message).toBe(
      '[request body.size]: must be positive',
    );
  });

  test('a body that is too large, no JSON, or tries to reach a prototype is refused', async () => {
    const { url } = await start();
    const send = async (body: string) =>
      (await fetch(`${url}/api/sample/things`, { method: 'POST', headers: json, body })).status;

    expect(await send(JSON.stringify({ size: 1, text: 'x'.repeat(1000) }))).toBe(413);
    expect(await send('{"size":')).toBe(400);
    expect(await send('{"size":1,"__proto__":{"a":1}}')).toBe(400);
  });

  test('a thrown error is hidden from the client and logged', async () => {
    const { url, log } = await start();
    const response = await fetch(`${url}/api/sample/boom`);

    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('inner detail');
    expect(log.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      expect.stringContaining('inner detail'),
    ]);
  });

  test('message and attributes of a custom error reach the client', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/api/sample/things`, { method: 'DELETE', headers: json });

    expect(response.status).toBe(418);
    expect(await response.json()).toMatchObject({ message: 'no', attributes: { why: 'teapot' } });
  });
});

describe('who is let in', () => {
  test('whatever changes something needs osd-xsrf', async () => {
    const { url } = await start();
    const response = await post(
      `${url}/api/sample/things`,
      { size: 1 },
      { 'content-type': 'application/json' },
    );

    expect(response.status).toBe(400);
    expect((await response.json()).message).toBe('Request must contain the osd-xsrf header.');
  });

  test('only loopback names with our own port are our host', async () => {
    const { url } = await start();
    const { port } = new URL(url);

    expect(await statusWithHost(`${url}/api/status`, `127.0.0.1:${port}`)).toBe(200);
    expect(await statusWithHost(`${url}/api/status`, `evil.example:${port}`)).toBe(403);
    expect(await statusWithHost(`${url}/api/status`, 'localhost:1')).toBe(403);
  });

  test('no other origin is allowed in', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/api/sample/things`, {
      method: 'OPTIONS',
      headers: { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
    });

    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.ok).toBe(false);
  });

  test('a client of another version is told to reload', async () => {
    const { url } = await start();

    expect((await fetch(`${url}/api/status`, { headers: { 'osd-version': '2.19.3' } })).status).toBe(400);
  });
});

describe('page and files', () => {
  test('the page holds what is exposed of the configuration and nothing else of it', async () => {
    const { url } = await start({ config: { sample: { secret: 'planted', greeting: 'hi there' } } });
    const page = await fetch(`${url}/app/sample/deep/link`);
    const html = await page.text();

    expect(html).toContain('hi there');
    expect(html).not.toContain('planted');
    expect(page.headers.get('cache-control')).toContain('no-store');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'unsafe-eval' 'self'");
  });

  test('a plugin whose yml root is its snake_case id leaks, as in 2.19', async () => {
    const { url } = await start(
      { config: { sample_plugin: { secret: 'planted' } } },
      { manifest: { configPath: undefined } },
    );

    expect(await (await fetch(`${url}/app/sample`)).text()).toContain('planted');
  });

  test('bundles are cached for a year, assets never, and a missing chunk is a 404', async () => {
    const { url } = await start();
    const bundles = `${url}/${BUILD_NUMBER}/bundles/plugin/samplePlugin`;
    const [loader, app, chunk, outside] = await Promise.all([
      fetch(`${bundles}/samplePlugin.plugin.js`),
      fetch(`${url}/plugins/samplePlugin/assets/app.js`),
      fetch(`${bundles}/samplePlugin.chunk.1.js`),
      fetch(`${bundles}/..%2f..%2fserver/index.js`),
    ]);

    expect(loader.headers.get('cache-control')).toBe('max-age=31536000');
    expect(app.headers.get('cache-control')).toBe('private, no-cache, no-store, must-revalidate');
    expect(app.headers.get('content-type')).toContain('application/javascript');
    expect([loader.status, app.status, chunk.status, outside.status]).toEqual([200, 200, 404, 404]);
  });

  test('under a base path everything lies below it and nothing beside it', async () => {
    const { url } = await start({ basePath: '/osd' });
    const { origin } = new URL(url);

    expect(url).toBe(`${origin}/osd`);
    expect((await fetch(`${origin}/app/sample`)).status).toBe(404);
    expect((await fetch(`${origin}/osdx/app/sample`)).status).toBe(404);
    expect(await (await fetch(`${url}/app/sample`)).text()).toContain('src="/osd/bootstrap.js"');
    const addresses = [...(await (await fetch(`${url}/bootstrap.js`)).text()).matchAll(/"(\/[^"]+)"/g)];
    expect(addresses.length).toBeGreaterThan(4);
    expect(addresses.every(([, address]) => address?.startsWith('/osd/'))).toBe(true);
  });

  test('the data stand-in can be left out', async () => {
    const { url } = await start({ data: false });

    expect(await (await fetch(`${url}/bootstrap.js`)).text()).not.toContain('plugin/data');
  });

  test('a changed setting survives a restart and decides the theme', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'slim-host-data-'));
    cleanups.push(() => rm(dataDir, { recursive: true }));
    const first = await start({ dataDir });
    await post(`${first.url}/api/opensearch-dashboards/settings`, { changes: { 'theme:darkMode': true } });
    await first.stop();
    const second = await start({ dataDir });

    expect(await (await fetch(`${second.url}/bootstrap.js`)).text()).toContain('v7dark');
  });
});

describe('lifecycle', () => {
  test('setup, start, stop, in this order', async () => {
    const { stop, log } = await start();
    await stop();

    const lines = log.filter(({ context }) => context === 'plugins.samplePlugin.lifecycle');
    expect(lines.map(({ message }) => message)).toEqual(['setup', 'start', 'stop']);
  });

  test('a setup that does not end in time fails the boot and names the plugin', async () => {
    const server = `exports.plugin = () => ({ setup: () => new Promise(() => {}), start() {} });`;

    await expect(start({ lifecycleTimeoutMs: 20 }, { server })).rejects.toThrow(
      `Setup lifecycle of "samplePlugin" plugin wasn't completed in 0.02sec`,
    );
  });

  test('a route that does not say what it validates fails the boot', async () => {
    const server = `exports.plugin = () => ({ setup(core) { core.http.createRouter().get({ path: '/x' }, () => {}); }, start() {} });`;

    await expect(start({}, { server })).rejects.toThrow(`does not have a 'validate' specified`);
  });

  test('what the host does not have and the plugin requires fails the boot', async () => {
    await expect(start({}, { manifest: { requiredBundles: ['nowhere'] } })).rejects.toThrow('nowhere');
    await expect(start({ data: false }, { manifest: { requiredPlugins: ['data'] } })).rejects.toThrow('data');
  });

  test('a wrong configuration fails the boot', async () => {
    await expect(start({ config: { sample: { greetnig: 'x' } } })).rejects.toThrow(
      'definition for this key is missing',
    );
  });
});

describe('with OpenSearch', () => {
  async function fakeOpenSearch(): Promise<{ url: string; seen: Array<string | undefined> }> {
    const seen: Array<string | undefined> = [];
    const password = `Basic ${Buffer.from('ada:right').toString('base64')}`;
    const server: Server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      const isKnown = [password, undefined].includes(request.headers.authorization);
      response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ authorization: request.headers.authorization ?? null }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => new Promise((resolve) => void server.close(resolve)));
    const { port } = server.address() as AddressInfo;
    return { url: `http://127.0.0.1:${port}`, seen };
  }

  test('the plugin speaks as whoever logged in', async () => {
    const opensearch = await fakeOpenSearch();
    const { url } = await start({ opensearch, login: true });
    const login = (password: string) => post(`${url}/auth/login`, { username: 'ada', password });

    expect((await fetch(`${url}/api/sample/who`)).status).toBe(401);
    expect((await fetch(`${url}/app/sample`, { redirect: 'manual' })).headers.get('location')).toBe(
      '/app/login?next=%2Fapp%2Fsample',
    );
    expect((await login('wrong')).status).toBe(401);
    const cookie = (await login('right')).headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict$/);
    const who = await fetch(`${url}/api/sample/who`, { headers: { cookie: cookie.split(';')[0] ?? '' } });
    expect(await who.json()).toEqual({
      authorization: `Basic ${Buffer.from('ada:right').toString('base64')}`,
    });
  });

  test('the login form leads back only to a page of ours', async () => {
    const opensearch = await fakeOpenSearch();
    const { url } = await start({ opensearch, login: true });
    const locationAfter = async (next: string) => {
      const body = new URLSearchParams({ username: 'ada', password: 'right', next });
      return (await fetch(`${url}/auth/login`, { method: 'POST', body, redirect: 'manual' })).headers.get(
        'location',
      );
    };

    expect(await locationAfter('/app/sample')).toBe('/app/sample');
    expect(await locationAfter('//evil.example/')).toBe('/');
    expect(await locationAfter('https://evil.example/')).toBe('/');
  });

  test('an absent OpenSearch is said, waited for, and answered with 503 meanwhile', async () => {
    const giveUp = new AbortController();
    const lines: LogEntry[] = [];
    const pluginDir = await writeSamplePlugin();
    cleanups.push(() => rm(pluginDir, { recursive: true }));
    let said: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (said = resolve));
    const starting = startSlimHost({
      pluginDir,
      opensearch: { url: 'http://127.0.0.1:1' },
      signal: giveUp.signal,
      log: (entry) => {
        lines.push(entry);
        if (entry.context === 'opensearch') said();
      },
    });
    await waiting;
    giveUp.abort();

    await expect(starting).rejects.toThrow('aborted');
    expect(lines.find(({ context }) => context === 'opensearch')?.message).toContain('OpenSearch');
    expect(lines.at(-1)?.message).toBe('stop');
  });
});
