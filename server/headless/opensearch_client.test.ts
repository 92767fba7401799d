import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { OpenSearchUnreachable } from '../storage/opensearch';
import { OpenSearchSettings } from './collector_file_schema';
import { connectOpenSearch, type OpenSearchConnection } from './opensearch_client';

interface Heard {
  readonly request: IncomingMessage;
  readonly body: Buffer;
}

let server: Server;
let url: string;
let heard: Heard[] = [];
let answer: { status: number; body: string } | 'nothing' = { status: 200, body: '{}' };
let connection: OpenSearchConnection | undefined;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({ request, body: Buffer.concat(chunks) });
      if (answer === 'nothing') return request.socket.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  heard = [];
  answer = { status: 200, body: '{"ok":true}' };
});
afterEach(() => connection?.close());
afterAll(() => new Promise((resolve) => server.close(resolve)));

function connected(settings: object = {}) {
  connection = connectOpenSearch(OpenSearchSettings.parse({ hosts: [url], ...settings }));
  return connection.openSearch;
}

test('asks as the configured user, and for nothing else than it was told', async () => {
  const openSearch = connected({ username: 'collector', password: 'a secret' });
  expect(await openSearch.request({ method: 'GET', path: '/x', querystring: { size: 1 } })).toEqual({
    statusCode: 200,
    body: { ok: true },
  });
  expect(heard).toHaveLength(1);
  const [{ request }] = heard as [Heard];
  expect([request.method, request.url]).toEqual(['GET', '/x?size=1']);
  expect(request.headers.authorization).toBe(`Basic ${Buffer.from('collector:a secret').toString('base64')}`);
});

test.each([404, 409, 403, 429, 503])('an answer of %d is an answer, asked for once', async (status) => {
  answer = { status, body: '{"error":{"type":"x"}}' };
  expect(await connected().request({ method: 'POST', path: '/x', body: {} })).toEqual({
    statusCode: status,
    body: { error: { type: 'x' } },
  });
  expect(heard).toHaveLength(1);
});

test('no answer is told without the password, and what may have been done is not done again', async () => {
  answer = 'nothing';
  const asked = connected({ username: 'collector', password: 'canary' }).request({
    method: 'PUT',
    path: '/x',
  });
  await expect(asked).rejects.toThrow(OpenSearchUnreachable);
  await expect(asked).rejects.not.toThrow(/canary/);
  expect(heard).toHaveLength(1);
});

test('lines are sent as they are, compressed where that is asked for', async () => {
  const ndjson = Buffer.from('{"index":{}}\n{"a":1}\n');
  await connected().request({ method: 'POST', path: '/_bulk', ndjson });
  await connection?.close();
  await connected({ compression: true }).request({ method: 'POST', path: '/_bulk', ndjson });
  const [plain, packed] = heard as [Heard, Heard];
  expect(plain.request.headers['content-type']).toBe('application/x-ndjson');
  expect(plain.body.equals(ndjson)).toBe(true);
  expect(packed.request.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(packed.body).equals(ndjson)).toBe(true);
});
