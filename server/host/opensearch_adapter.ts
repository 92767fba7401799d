/**
 * The host's OpenSearch client as the one request that storage, collection and queries need. The host ships
 * client 1.1 (2.19) or 2.13 (3.x): only `transport.request` is the same in both, so only it is used.
 */
import type { OpenSearchClient } from 'osd/core/server';
import { type OpenSearch, OpenSearchUnreachable } from '../storage/opensearch';

const REQUEST_TIMEOUT_MS = 60_000;
/** Answers of every day: what does not exist yet, and what another instance was faster with. The host logs others as errors. */
const EXPECTED = [404, 409];

export function adaptHostClient(client: OpenSearchClient): OpenSearch {
  return {
    async request({ method, path, querystring, body, ndjson, timeoutMs = REQUEST_TIMEOUT_MS }) {
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

/** Errors of both client lines, told by their shape: the classes are not exported to plugins. */
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
