import { connect } from 'node:net';
import type { Health } from './health';
import { PortUnavailable, startStatusServer, type StatusServer } from './status_server';

let health: Health = { healthy: true, state: 'collecting' };
let fail = false;
const errors: unknown[] = [];
let server: StatusServer;

const options = () => ({
  host: '127.0.0.1',
  port: 0,
  health: () => health,
  metrics: {
    contentType: 'text/plain; version=0.0.4',
    render: () => (fail ? Promise.reject(new TypeError('broken')) : Promise.resolve('figure 1\n')),
  },
  onError: (error: unknown) => errors.push(error),
});

beforeAll(async () => {
  server = await startStatusServer(options());
});
afterAll(() => server.close());

const get = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);

test('health follows what is judged', async () => {
  const good = await get('/healthz');
  expect([good.status, await good.json()]).toEqual([200, { state: 'collecting' }]);
  health = { healthy: false, state: 'stalled', reason: 'Nothing for an hour.' };
  const bad = await get('/healthz?verbose');
  expect([bad.status, await bad.json()]).toEqual([503, { state: 'stalled', reason: 'Nothing for an hour.' }]);
});

test('metrics', async () => {
  const page = await get('/metrics');
  expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
    200,
    'text/plain; version=0.0.4',
    'figure 1\n',
  ]);
});

test('a page that cannot be made says so to the log alone', async () => {
  fail = true;
  const page = await get('/metrics');
  expect([page.status, await page.text()]).toEqual([500, 'This page could not be made; the log says why.\n']);
  expect(errors).toEqual([new TypeError('broken')]);
  fail = false;
});

test('nothing else is there, and nothing can be sent', async () => {
  expect((await get('/')).status).toBe(404);
  expect((await get('/metrics', { method: 'POST', body: 'x' })).status).toBe(405);
  const head = await get('/metrics', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('no header comes back', async () => {
  const port = Number(new URL(server.url).port);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.on('data', (chunk) => (heard += chunk.toString()));
    socket.on('end', () => resolve(heard));
    socket.on('error', reject);
    socket.end(
      'GET /nothing HTTP/1.1\r\nHost: canary.example\r\nX-Canary: canary\r\nConnection: close\r\n\r\n',
    );
  });
  expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  expect(answer).not.toContain('canary');
});

test('a port that is taken is told with the setting', async () => {
  const port = Number(new URL(server.url).port);
  await expect(startStatusServer({ ...options(), port })).rejects.toThrow(PortUnavailable);
  await expect(startStatusServer({ ...options(), port })).rejects.toThrow(/server\.port/);
});
