/** Asks OpenSearch as the person who asked us, so that its security decides what they see. */
import type { RequestHandlerContext } from 'osd/core/server';
import type { SearchRequest } from '../queries/search';

/** A little more than a search may take, so that the cluster's own answer arrives first. */
const REQUEST_TIMEOUT_MS = 28_000;

/** Rejects with the client's error on every status ≥ 400. */
export async function searchAsCurrentUser(
  context: RequestHandlerContext,
  { index, querystring, body }: SearchRequest,
): Promise<unknown> {
  const answer = await context.core.opensearch.client.asCurrentUser.transport.request(
    { method: 'POST', path: `/${encodeURIComponent(index)}/_search`, querystring, body },
    { requestTimeout: REQUEST_TIMEOUT_MS, maxRetries: 0 },
  );
  return answer.body;
}
