/**
 * Everything that CloudWatch has to say to some queries about a window: page by page to the end, and once more where
 * it stopped in the middle. A window of which something is missing is no answer, or what is missing would be lost as
 * soon as the checkpoint passes it.
 */
import { retryLater } from '../../failure';
import type { MetricWindow } from './metric_windows';
import type { MetricsApi } from './metrics_api';
import type { PointCollector } from './point_collector';
import type { MetricQuery } from './query_batches';

const ATTEMPTS = 3;

export interface PointsRequest {
  readonly queries: readonly MetricQuery[];
  readonly window: MetricWindow;
  readonly signal: AbortSignal;
}

/**
 * Resolves to the queries that were refused; undefined where it was asked to stop. Rejects with a `Failure`, also
 * where CloudWatch cannot tell everything however often it is asked.
 */
export async function readPoints(
  api: MetricsApi,
  { queries, window, signal }: PointsRequest,
  points: PointCollector,
): Promise<readonly MetricQuery[] | undefined> {
  const refused: MetricQuery[] = [];
  let asked = queries;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const unfinished = new Set<MetricQuery>();
    let token: string | undefined;
    do {
      if (signal.aborted) return undefined;
      const page = await api.data({
        queries: asked,
        ...window,
        ...(token === undefined ? {} : { token }),
        signal,
      });
      points.add(asked, page.values);
      for (const { query: at, status } of page.values) {
        const query = asked[at];
        if (query === undefined) continue;
        if (status === 'unfinished') unfinished.add(query);
        else unfinished.delete(query);
        if (status === 'forbidden') refused.push(query);
      }
      token = page.nextToken;
    } while (token !== undefined);
    if (unfinished.size === 0) return refused;
    asked = [...unfinished];
  }
  throw retryLater(
    'metrics_unfinished',
    `CloudWatch could not tell all of ${asked.length} metrics this time.`,
  );
}
