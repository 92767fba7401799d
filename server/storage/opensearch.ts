/**
 * All that storage and collection need of OpenSearch: one request. The host's client, the collector's own
 * and a test's fake are adapters of it, so nothing below here depends on a client library or its version.
 */

export interface OpenSearchRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  /** Already URL-encoded. */
  readonly path: string;
  readonly querystring?: Readonly<Record<string, string | number | boolean>>;
  /** Sent as JSON. */
  readonly body?: object;
  /** Sent as newline-delimited JSON, as it is; ends with a newline. */
  readonly ndjson?: string | Buffer;
  readonly timeoutMs?: number;
}

export interface OpenSearchResponse {
  readonly statusCode: number;
  readonly body: unknown;
}

export interface OpenSearch {
  /**
   * Resolves for every HTTP answer, whatever its status: callers decide what a 404 or a 409 means.
   * Rejects with `OpenSearchUnreachable` when there was no answer. Never retries by itself.
   */
  request(request: OpenSearchRequest): Promise<OpenSearchResponse>;
}

export class OpenSearchUnreachable extends Error {
  override readonly name = 'OpenSearchUnreachable';
}
