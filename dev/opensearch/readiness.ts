/**
 * When a started node counts as ready: its cluster health is yellow or green (replicas have nowhere to go on one
 * node, so green may never come). The security plugin answers 503 until it has made its index.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { OpenSearchUnreachable, type OpenSearch } from '../../server/storage/opensearch';
import { SetupProblem } from '../process/setup_problem';

const ASK_EVERY_MS = 100;
const healthSchema = z.object({ status: z.enum(['green', 'yellow', 'red']) });

/**
 * @param deadline on the clock of `performance.now()`
 * @param ended ends the waiting without a word: the node is gone, which somebody else tells
 * @throws SetupProblem `opensearch_failed` past the deadline
 */
export async function untilReady(client: OpenSearch, deadline: number, ended: AbortSignal): Promise<void> {
  while (!ended.aborted) {
    const state = await healthOf(client);
    if (state === 'yellow' || state === 'green') return;
    if (performance.now() > deadline) throw notReady(`its health is: ${state}`);
    await sleep(ASK_EVERY_MS);
  }
}

/** The value, unless the deadline comes first. */
export async function within<T>(deadline: number, value: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = sleep(Math.max(0, deadline - performance.now()), undefined, { signal: timer.signal }).then(
    () => Promise.reject(notReady('it said nothing')),
    (aborted: Error) => Promise.reject(aborted),
  );
  try {
    return await Promise.race([value, late]);
  } finally {
    timer.abort();
  }
}

async function healthOf(client: OpenSearch): Promise<string> {
  try {
    const { statusCode, body } = await client.request({
      method: 'GET',
      path: '/_cluster/health',
      timeoutMs: 10_000,
    });
    const health = healthSchema.safeParse(body);
    return statusCode === 200 && health.success ? health.data.status : `status ${statusCode}`;
  } catch (error) {
    if (error instanceof OpenSearchUnreachable) return error.message;
    throw error;
  }
}

function notReady(why: string): SetupProblem {
  return new SetupProblem(
    'opensearch_failed',
    `The embedded OpenSearch was not ready in time; ${why}.`,
    'A heavily loaded machine may need another try; otherwise see logs/opensearch.log in its data folder.',
  );
}
