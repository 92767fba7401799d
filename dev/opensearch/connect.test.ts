import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '../process/port';
import { compareVersions, connectOpenSearch, parseOpenSearchUrl } from './connect';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.close();
    await once(server, 'close');
  }
});

async function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const info =
  (version: object): RequestListener =>
  (_request, response) => {
    response.setHeader('content-type', 'application/json; charset=UTF-8');
    response.end(JSON.stringify({ name: 'node', version }));
  };

test('credentials and a base path of the address are used, and the address shown is without them', async () => {
  const seen: unknown[] = [];
  const host = await answering((request, response) => {
    seen.push([request.url, request.headers.authorization]);
    info({ number: '2.19.4', distribution: 'opensearch' })(request, response);
  });
  const connection = await connectOpenSearch(`http://ann:p%40ss%3Aword@${host}/search/`);
  expect(connection).toMatchObject({
    url: `http://${host}/search`,
    credentials: { username: 'ann', password: 'p@ss:word' },
    version: '2.19.4',
  });
  const basic = `Basic ${Buffer.from('ann:p@ss:word').toString('base64')}`;
  expect(seen).toEqual([['/search/', basic]]);
});

test.each([401, 403])('refused with %i', async (statusCode) => {
  const host = await answering((_request, response) => response.writeHead(statusCode).end('Unauthorized'));
  const refused = connectOpenSearch(`http://ann:sesame@${host}`);
  await expect(refused).rejects.toMatchObject({ code: 'opensearch_unauthorised' });
  await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('sesame') });
});

test('nobody listens', async () => {
  const host = `127.0.0.1:${await freePort()}`;
  const refused = connectOpenSearch(`http://ann:sesame@${host}`);
  await expect(refused).rejects.toMatchObject({
    code: 'opensearch_unreachable',
    message: expect.stringContaining(host),
  });
  await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('sesame') });
});

test('somebody listens and never answers', async () => {
  const host = await answering(() => undefined);
  const refused = connectOpenSearch(`http://${host}`, { timeoutMs: 50 });
  await expect(refused).rejects.toMatchObject({ code: 'opensearch_unreachable' });
});

test.each([
  ['an Elasticsearch', info({ number: '8.17.0' })],
  ['a web page', ((_request, response) => response.end('<html>hello</html>')) as RequestListener],
  [
    'half an answer that claims to be JSON',
    ((_request, response) =>
      response.setHeader('content-type', 'application/json').end('{"version":')) as RequestListener,
  ],
])('what answers is %s', async (_what, listener) => {
  const host = await answering(listener);
  await expect(connectOpenSearch(`http://${host}`)).rejects.toMatchObject({ code: 'not_opensearch' });
});

test('an OpenSearch that is too old', async () => {
  const host = await answering(info({ number: '2.9.0', distribution: 'opensearch' }));
  await expect(connectOpenSearch(`http://${host}`)).rejects.toMatchObject({ code: 'opensearch_too_old' });
});

test.each(['localhost:9200', 'ftp://ann:sesame@host', 'http://ann:sesame@', ''])(
  'no web address: %s',
  (text) => {
    let told = '';
    try {
      parseOpenSearchUrl(text);
    } catch (error) {
      told = String(error);
    }
    expect(told).toContain('http(s)://');
    expect(told).not.toContain('sesame');
  },
);

test('versions are compared as numbers', () => {
  expect(compareVersions('2.9.0', '2.19.0')).toBeLessThan(0);
  expect(compareVersions('3.0.0-SNAPSHOT', '2.19.4')).toBeGreaterThan(0);
  expect(compareVersions('2.19.0', '2.19.0')).toBe(0);
});
