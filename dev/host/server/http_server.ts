/**
 * The host's HTTP door. Loopback only; a request must name us as its host (a page elsewhere whose name resolves
 * to loopback does not), no other origin is ever allowed in, and whatever changes something must carry `osd-xsrf`.
 * With a base path, only requests under it exist.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Subject } from 'rxjs';
import type { Logger, OpenSearchDashboardsRequest, RequestHandlerContext } from 'osd/core/server';
import { OSD_VERSION } from '../host_version';
import { portTaken } from '../../process/port';
import { errorCode } from './error_code';
import { readPayload, Refusal } from './payload';
import { Answer, responseFactory, send } from './responses';
import { type Route, RouteTable } from './router';

const CSP = "script-src 'unsafe-eval' 'self'; worker-src blob: 'self'; style-src 'unsafe-inline' 'self'";
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

export interface HttpServerOptions {
  readonly basePath: string;
  readonly log: Logger;
  /** Says who asks; an answer instead of an identity sends them to the login page. */
  authenticate(request: IncomingMessage, route: Route): { isAuthenticated: boolean } | Answer;
  createContext(request: OpenSearchDashboardsRequest, raw: IncomingMessage): RequestHandlerContext;
}

export class HttpServer {
  readonly routes = new RouteTable();
  private readonly server: Server;
  private serving = false;

  constructor(private readonly options: HttpServerOptions) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        // The answer was already on its way: all that is left is to break it off visibly.
        this.options.log.error(error instanceof Error ? error : String(error));
        response.destroy();
      });
    });
  }

  /** Listens; answers 503 until `open`. Rejects with a `SetupProblem` when the port is taken. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', (error) =>
        reject(errorCode(error) === 'EADDRINUSE' ? portTaken(port, 'the page', '--port') : error),
      );
      this.server.listen(port, '127.0.0.1', () => resolve(this.port));
    });
  }

  get port(): number {
    const address = this.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  open(): void {
    this.serving = true;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => void this.server.close(() => resolve()));
  }

  private async answer(raw: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('osd-name', 'slim-host');
    response.setHeader('content-security-policy', CSP);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('x-frame-options', 'SAMEORIGIN');
    response.setHeader('referrer-policy', 'same-origin');
    response.setHeader('cache-control', 'private, no-cache, no-store, must-revalidate');
    try {
      await send(await this.respond(raw, response), response);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // The rest of a body that was refused half-way is not waited for.
      if (!raw.complete) response.setHeader('connection', 'close');
      await send(new Answer(error.status, error.message), response);
    }
  }

  private async respond(raw: IncomingMessage, response: ServerResponse): Promise<Answer> {
    if (!this.isOurHost(raw.headers.host))
      throw new Refusal(403, 'This server answers on its own loopback names only.');
    if (!this.serving) throw new Refusal(503, 'OpenSearch Dashboards server is not ready yet');
    const url = this.withoutBasePath(raw.url ?? '/');
    const found = this.routes.find((raw.method ?? 'GET').toLowerCase().replace('head', 'get'), url.pathname);
    if (!found) throw new Refusal(404, 'Not Found');
    const { route, params } = found;
    const identity = this.options.authenticate(raw, route);
    if (identity instanceof Answer) return identity;
    requireXsrfHeader(raw, route);
    const body = route.validatesBody ? await readPayload(raw, route.options.body) : undefined;
    const parts = route.validate({ params, query: queryOf(url), body });
    const request = requestOf(raw, response, { ...parts, url, route, auth: identity });
    return this.handle(route, request, raw);
  }

  private async handle(
    route: Route,
    request: OpenSearchDashboardsRequest,
    raw: IncomingMessage,
  ): Promise<Answer> {
    try {
      const answer = await route.handle(this.options.createContext(request, raw), request, responseFactory);
      if (answer instanceof Answer) return answer;
      throw new Error(`Unexpected result from Route Handler of ${route.path}.`);
    } catch (error) {
      this.options.log.error(error instanceof Error ? error : String(error));
      if (isUnauthorized(error)) return new Answer(401, 'Unauthorized');
      return new Answer(500, 'An internal server error occurred.');
    }
  }

  private isOurHost(host: string | undefined): boolean {
    return LOOPBACK_NAMES.some((name) => host === `${name}:${this.port}`);
  }

  private withoutBasePath(target: string): URL {
    const { basePath } = this.options;
    const url = new URL(target.startsWith('/') ? target.replace(/^\/+/, '/') : '/', 'http://localhost');
    if (basePath === '') return url;
    if (url.pathname !== basePath && !url.pathname.startsWith(`${basePath}/`))
      throw new Refusal(404, 'Not Found');
    url.pathname = url.pathname.slice(basePath.length) || '/';
    return url;
  }
}

function requireXsrfHeader({ method, headers }: IncomingMessage, { options }: Route): void {
  const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(method ?? '');
  const hasHeader = 'osd-xsrf' in headers || 'osd-version' in headers;
  if (!isSafe && !hasHeader && options.xsrfRequired !== false) {
    throw new Refusal(400, 'Request must contain the osd-xsrf header.');
  }
  const version = headers['osd-version'];
  if (version !== undefined && version !== OSD_VERSION) {
    throw new Refusal(400, 'Browser client is out of date, please refresh the page');
  }
}

const queryOf = (url: URL): Record<string, string | string[]> =>
  Object.fromEntries(
    [...new Set(url.searchParams.keys())].map((key) => {
      const values = url.searchParams.getAll(key);
      return [key, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );

function requestOf(
  raw: IncomingMessage,
  response: ServerResponse,
  parts: Pick<OpenSearchDashboardsRequest, 'params' | 'query' | 'body' | 'url' | 'auth'> & { route: Route },
): OpenSearchDashboardsRequest {
  const aborted$ = new Subject<void>();
  const completed$ = new Subject<void>();
  response.once('close', () => {
    if (!response.writableFinished) aborted$.next();
    completed$.next();
    aborted$.complete();
    completed$.complete();
  });
  const { route, ...rest } = parts;
  return {
    ...rest,
    id: randomUUID(),
    headers: Object.freeze({ ...raw.headers }),
    route: { path: route.path, method: route.method },
    events: { aborted$, completed$ },
  };
}

const isUnauthorized = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode === 401;
