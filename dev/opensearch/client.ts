/**
 * The plainest client of an OpenSearch: one HTTP request, for starting a node, for tests and for development
 * servers. Credentials travel in the Authorization header alone; errors name the address without them.
 */
import { request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import {
  OpenSearchUnreachable,
  type OpenSearch,
  type OpenSearchRequest,
  type OpenSearchResponse,
} from '../../server/storage/opensearch';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface OpenSearchAddress {
  /** Origin and base path, without credentials. */
  readonly url: string;
  readonly credentials?: Credentials;
  /** PEM of the certificate authority to trust besides the system's, for a self-made certificate. */
  readonly ca?: string;
}

const DEFAULT_TIMEOUT_MS = 60_000;

export function openSearchClient(address: OpenSearchAddress): OpenSearch {
  const base = new URL(address.url);
  const send = base.protocol === 'https:' ? httpsRequest : httpRequest;
  return {
    request: (request) =>
      new Promise<OpenSearchResponse>((resolve, reject) => {
        const fail = (cause: Error): void => {
          reject(new OpenSearchUnreachable(`no answer from ${base.origin}: ${cause.message}`, { cause }));
        };
        const payload = payloadOf(request);
        const outgoing = send(urlOf(base, request), optionsOf(address, request, payload), (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.once('error', fail);
          answer.once('end', () => {
            const text = Buffer.concat(chunks).toString('utf8');
            resolve({
              statusCode: answer.statusCode ?? 0,
              body: bodyOf(text, answer.headers['content-type']),
            });
          });
        });
        const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
        outgoing.setTimeout(timeoutMs, () =>
          outgoing.destroy(new Error(`nothing heard for ${timeoutMs / 1000} s`)),
        );
        outgoing.once('error', fail);
        outgoing.end(payload);
      }),
  };
}

function urlOf(base: URL, request: OpenSearchRequest): URL {
  const url = new URL(base.pathname.replace(/\/$/, '') + request.path, base);
  for (const [name, value] of Object.entries(request.querystring ?? {})) {
    url.searchParams.set(name, String(value));
  }
  return url;
}

function optionsOf(
  { credentials, ca }: OpenSearchAddress,
  request: OpenSearchRequest,
  payload: string | Buffer | undefined,
): RequestOptions & { ca?: string } {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (payload !== undefined) {
    headers['content-type'] = request.ndjson === undefined ? 'application/json' : 'application/x-ndjson';
    headers['content-length'] = String(Buffer.byteLength(payload));
  }
  if (credentials) {
    const pair = `${credentials.username}:${credentials.password}`;
    headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  return { method: request.method, headers, ca };
}

function payloadOf({ body, ndjson }: OpenSearchRequest): string | Buffer | undefined {
  if (ndjson !== undefined) return ndjson;
  return body === undefined ? undefined : JSON.stringify(body);
}

/** What is not JSON (a proxy's page, `_cat`), also where it claims to be, is handed on as text; nothing is undefined. */
function bodyOf(text: string, contentType: string | undefined): unknown {
  if (text === '') return undefined;
  if (!contentType?.includes('json')) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
