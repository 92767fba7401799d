/**
 * A client of the OpenSearch project as the one request that storage, collection and queries need. The host ships
 * client 1.1 (2.19) or 2.13 (3.x), the collector brings its own: only `transport.request` is the same in all of them,
 * so only it is used.
 */
import { type OpenSearch, OpenSearchUnreachable } from './opensearch';

interface TransportRequest {
  method: string;
  path: string;
  querystring?: Record<string, string | number | boolean>;
  body?: object;
  bulkBody?: string | Buffer;
}

/** What the clients of every line have in common. */
export interface TransportClient {
  readonly transport: {
    request(
      request: TransportRequest,
      options: { requestTimeout: number; maxRetries: number; ignore: number[] },
    ): PromiseLike<{ statusCode: number | null; body: unknown }>;
  };
}

const REQUEST_TIMEOUT_MS = 60_000;
/** Answers of every day: what does not exist yet, and what another instance was faster with. The host logs others as errors. */
const EXPECTED = [404, 409];

export function adaptClient(
  client: TransportClient,
  { timeoutMs: defaultTimeoutMs = REQUEST_TIMEOUT_MS }: { readonly timeoutMs?: number } = {},
): OpenSearch {
  return {
    async request({ method, path, querystring, body, ndjson, timeoutMs = defaultTimeoutMs }) {
      try {
        const answer = await client.transport.request(
          {
            method,
            path,
            ...(querystring === undefined ? {} : { querystring: { ...querystring } }),
            ...(body === undefined ? {} : { body }),
            ...(ndjson === undefined ? {} : { bulkBody: ndjson }),
          },
          // A request that may have succeeded must not be sent again behind the caller's back.
          { requestTimeout: timeoutMs, maxRetries: 0, ignore: EXPECTED },
        );
        return { statusCode: answer.statusCode ?? 0, body: answer.body };
      } catch (error) {
        if (isResponseError(error)) return { statusCode: error.statusCode, body: error.body };
        throw new OpenSearchUnreachable(connectionProblem(error));
      }
    },
  };
}

/** Errors of all client lines, told by their shape: the classes are not exported to plugins. */
function isResponseError(error: unknown): error is { statusCode: number; body: unknown } {
  return (
    typeof error === 'object' &&
    error !== null &&
    'statusCode' in error &&
    typeof error.statusCode === 'number' &&
    'body' in error
  );
}

/** Name and message of a connection error; the client puts host and port there, never credentials. */
function connectionProblem(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'no answer';
}
