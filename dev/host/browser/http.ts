/** The browser's HTTP client: base path, `osd-xsrf`, and errors that carry the server's answer. */
import { BehaviorSubject, type Observable } from 'rxjs';
import { distinctUntilChanged } from 'rxjs/operators';
import type { HttpBasePath, HttpFetchOptions, HttpHandler, HttpSetup } from 'osd/core/public';
import { HttpFetchError } from './http_fetch_error';

export const createBasePath = (basePath: string): HttpBasePath => ({
  serverBasePath: basePath,
  get: () => basePath,
  getBasePath: () => basePath,
  prepend: (url) => `${basePath}${url}`,
  remove: (url) =>
    url === basePath || url.startsWith(`${basePath}/`) ? url.slice(basePath.length) || '/' : url,
});

export function createHttp(basePath: HttpBasePath, version: string): HttpSetup {
  const loading$ = new BehaviorSubject(0);
  const count = (change: number) => loading$.next(loading$.value + change);
  const withMethod = (method?: string): HttpHandler =>
    // One function answers both overloads: `asResponse` decides at run time which.
    (async (path: string, options: HttpFetchOptions = {}) => {
      count(1);
      try {
        const request = requestFor(basePath, version, path, { method, ...options });
        const answer = await fetchResponse(request);
        return options.asResponse === true ? answer : answer.body;
      } finally {
        count(-1);
      }
    }) as HttpHandler;
  return {
    basePath,
    fetch: withMethod(),
    get: withMethod('GET'),
    post: withMethod('POST'),
    put: withMethod('PUT'),
    patch: withMethod('PATCH'),
    delete: withMethod('DELETE'),
    head: withMethod('HEAD'),
    addLoadingCountSource: (count$: Observable<number>) => {
      let last = 0;
      count$.subscribe((next) => {
        count(next - last);
        last = next;
      });
    },
    getLoadingCount$: () => loading$.pipe(distinctUntilChanged()),
  };
}

function requestFor(
  basePath: HttpBasePath,
  version: string,
  path: string,
  { query = {}, headers = {}, prependBasePath = true, asResponse: _asResponse, ...init }: HttpFetchOptions,
): Request {
  const reserved = Object.keys(headers).filter((name) => name.startsWith('osd-'));
  if (reserved.length > 0) {
    throw new Error(
      `Invalid fetch headers, headers beginning with "osd-" are not allowed: [${reserved.join(',')}]`,
    );
  }
  const url = new URL(prependBasePath ? basePath.prepend(path) : path, window.location.origin);
  for (const [name, value] of Object.entries(query)) {
    for (const item of [value].flat()) if (item !== undefined) url.searchParams.append(name, String(item));
  }
  return new Request(url, {
    credentials: 'same-origin',
    ...init,
    headers: {
      'Content-Type': 'application/json',
      ...headers,
      ...(url.origin === window.location.origin ? { 'osd-version': version, 'osd-xsrf': 'osd-fetch' } : {}),
    },
  });
}

async function fetchResponse(request: Request) {
  let response: Response;
  try {
    response = await window.fetch(request);
  } catch (error) {
    const { message, name } = error instanceof Error ? error : new Error(String(error));
    throw new HttpFetchError(message, name, request);
  }
  const body = await bodyOf(response);
  if (!response.ok) throw new HttpFetchError(response.statusText, 'Error', request, response, body);
  return { request, response, body };
}

async function bodyOf(response: Response): Promise<unknown> {
  const contentType = response.headers.get('Content-Type') ?? '';
  if (contentType.includes('ndjson')) return response.blob();
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return text; // as the host does: what is not JSON is text
  }
}
