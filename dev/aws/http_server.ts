/**
 * The socket side: loopback only, whole bodies in, whole answers out, and the two ways in which a delivery can
 * fail. A Host that is not this machine's is refused, so that no web page reaches the server by a name it owns.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivery } from './front_door';
import type { AwsRequest } from './protocol/message';

/** More than any single upload the sample traffic makes. */
const maximumBodyBytes = 256 * 1024 * 1024;

/** `localhost`, a name below it (S3 buckets as host names), or a loopback address. */
const ownHost = /^(?:(?:[a-z0-9.-]+\.)?localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

export interface HttpServer {
  readonly port: number;
  /** Ends open connections and long polls. */
  stop(): Promise<void>;
}

export async function serve(
  port: number,
  handle: (request: AwsRequest, signal: AbortSignal) => Promise<Delivery>,
): Promise<HttpServer> {
  const stopping = new AbortController();
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing, stopping.signal, handle).catch(() => {
      // Only the socket can fail here: the client hung up while sending or receiving.
      outgoing.destroy();
    });
  });
  // Longer than any client keeps an idle connection, so that none is closed under a request on its way.
  server.keepAliveTimeout = 120_000;
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve, reject) => {
        stopping.abort();
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });

async function respond(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  stopping: AbortSignal,
  handle: (request: AwsRequest, signal: AbortSignal) => Promise<Delivery>,
): Promise<void> {
  if (!ownHost.test(incoming.headers.host ?? '')) {
    outgoing.writeHead(403).end('Host not allowed');
    return;
  }
  const body = await readBody(incoming);
  if (body === undefined) {
    outgoing.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const hangUp = new AbortController();
  outgoing.once('close', () => hangUp.abort());
  const signal = AbortSignal.any([stopping, hangUp.signal]);
  deliver(outgoing, await handle(readHead(incoming, body), signal));
}

function readHead(incoming: IncomingMessage, body: Buffer): AwsRequest {
  const [path = '/', query = ''] = (incoming.url ?? '/').split(/\?(.*)/s);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return { method: incoming.method ?? 'GET', path, query, headers, body };
}

/** Undefined when the body is larger than the server takes. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maximumBodyBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function deliver(outgoing: ServerResponse, { response, defect }: Delivery): void {
  if (defect === 'drop_connection') {
    outgoing.destroy();
    return;
  }
  const body = Buffer.isBuffer(response.body) ? response.body : Buffer.from(response.body, 'utf8');
  outgoing.writeHead(response.status, { 'content-length': body.length, ...response.headers });
  if (defect === 'truncate_response') {
    outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
    return;
  }
  outgoing.end(body);
}
