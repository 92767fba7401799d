/**
 * The socket side: loopback only, whole bodies in, whole answers out, and the ways in which a delivery can fail.
 * A Host that is not this machine's is refused, so that no web page reaches the server by a name it owns. Bodies
 * leave as they are kept: a large object is served from the one copy there is.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Defect, Delivery } from './front_door';
import type { AwsRequest } from './protocol/message';

/** More than any single upload that a test or a bench makes. */
const maximumBodyBytes = 1.5 * 1024 ** 3;
const emptyBody = Buffer.alloc(0);

/** `localhost`, a name below it (S3 buckets as host names), or a loopback address. */
const ownHost = /^(?:(?:[a-z0-9.-]+\.)?localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/** Why a call was given up; one for all, since a new one would cost a stack trace each. */
const hungUp = new Error('The client hung up.');

export interface HttpServer {
  readonly port: number;
  /** Ends open connections and long polls. */
  stop(): Promise<void>;
}

/** The signal is aborted when the client hangs up before it has its answer. */
export type Handle = (request: AwsRequest, signal: AbortSignal) => Promise<Delivery>;

export async function serve(port: number, handle: Handle): Promise<HttpServer> {
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing, handle).catch(() => {
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

async function respond(incoming: IncomingMessage, outgoing: ServerResponse, handle: Handle): Promise<void> {
  if (!ownHost.test(incoming.headers.host ?? '')) {
    outgoing.writeHead(403).end('Host not allowed');
    return;
  }
  const body = await readBody(incoming);
  if (body === undefined) {
    outgoing.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const waiting = new AbortController();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) waiting.abort(hungUp);
  });
  deliver(outgoing, await handle(readHead(incoming, body), waiting.signal));
}

function readHead(incoming: IncomingMessage, body: Buffer): AwsRequest {
  const url = incoming.url ?? '/';
  const cut = url.indexOf('?');
  const headers: Record<string, string> = {};
  for (const name in incoming.headers) {
    const value = incoming.headers[name];
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return {
    method: incoming.method ?? 'GET',
    path: cut < 0 ? url : url.slice(0, cut),
    query: cut < 0 ? '' : url.slice(cut + 1),
    headers,
    body,
  };
}

/** Undefined when the body is larger than the server takes. Rejects when the client hangs up before its end. */
function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> | Buffer {
  const { 'content-length': declared, 'transfer-encoding': encoding } = incoming.headers;
  if (encoding === undefined && (declared === undefined || declared === '0')) return emptyBody;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maximumBodyBytes) chunks.push(chunk);
      else resolve(undefined);
    });
    incoming.once('end', () => {
      const [only = emptyBody] = chunks;
      resolve(chunks.length <= 1 ? only : Buffer.concat(chunks, size));
    });
    incoming.once('error', reject);
  });
}

function deliver(outgoing: ServerResponse, { response, defect }: Delivery): void {
  if (defect !== undefined) {
    deliverBadly(outgoing, response, defect);
    return;
  }
  const { status, headers, body } = response;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  outgoing.writeHead(status, { 'content-length': length, ...headers });
  outgoing.end(body);
}

function deliverBadly(outgoing: ServerResponse, response: Delivery['response'], defect: Defect): void {
  if (defect.kind === 'drop_connection') {
    outgoing.destroy();
    return;
  }
  const body = typeof response.body === 'string' ? Buffer.from(response.body) : response.body;
  const part = body.subarray(0, defect.afterBytes ?? Math.floor(body.length / 2));
  outgoing.writeHead(response.status, { 'content-length': body.length, ...response.headers });
  outgoing.flushHeaders();
  const end = (): void => {
    if (defect.kind === 'truncate_response') outgoing.destroy();
  };
  if (part.length === 0) outgoing.write('', end);
  else outgoing.write(part, end);
}
