/**
 * `/healthz` and `/metrics` of a collector. Answers two paths to GET and HEAD and reads nothing of a request but these:
 * no header is echoed, no body is read, and a client that dawdles is cut off.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Health } from './health';
import type { MetricsPage } from './metrics_page';

export interface StatusServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly health: () => Health;
  readonly metrics: MetricsPage;
  /** Told of what kept a page from being made. */
  readonly onError: (error: unknown) => void;
}

export interface StatusServer {
  /** Origin that it answers on. */
  readonly url: string;
  close(): Promise<void>;
}

/** Rejects with `PortUnavailable`. */
export async function startStatusServer(options: StatusServerOptions): Promise<StatusServer> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000, maxHeaderSize: 8_192 });
  server.on('request', (request, response) => {
    // Whatever a client sends besides its question stays unread.
    request.resume();
    answer(request, options).then(
      (page) => send(request, response, page),
      (error: unknown) => {
        options.onError(error);
        send(request, response, text(500, 'This page could not be made; the log says why.'));
      },
    );
  });
  await listen(server, options);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export class PortUnavailable extends Error {
  override readonly name = 'PortUnavailable';
}

function listen(server: Server, { host, port }: StatusServerOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new PortUnavailable(
          `server.host and server.port: ${host}:${port} cannot be listened on (${error.code ?? error.name}). ` +
            'Choose another port, or switch server.enabled off.',
        ),
      ),
    );
    server.listen({ host, port }, resolve);
  });
}

interface Page {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const text = (status: number, body: string): Page => ({
  status,
  contentType: 'text/plain; charset=utf-8',
  body: `${body}\n`,
});

async function answer(request: IncomingMessage, { health, metrics }: StatusServerOptions): Promise<Page> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Only GET and HEAD.');
  switch (request.url?.split('?', 1)[0]) {
    case '/healthz': {
      const { healthy, ...told } = health();
      return {
        status: healthy ? 200 : 503,
        contentType: 'application/json; charset=utf-8',
        body: `${JSON.stringify(told)}\n`,
      };
    }
    case '/metrics':
      return { status: 200, contentType: metrics.contentType, body: await metrics.render() };
    default:
      return text(404, 'There are /healthz and /metrics.');
  }
}

function send(request: IncomingMessage, response: ServerResponse, { status, contentType, body }: Page): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
