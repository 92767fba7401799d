/**
 * Puts together what belongs together: answers come by query, which is one statistic of one metric; a record holds
 * all of them that share account, CloudWatch namespace, exact dimensions and period.
 */
import type { MetricPoint } from '../../transforms/metrics/metric_point';
import type { RawRecord } from '../source';
import type { MetricValues } from './metrics_api';
import type { MetricQuery } from './query_batches';
import { groupKey } from './series';

export class PointCollector {
  private readonly points = new Map<string, Map<number, MetricPoint>>();

  /** @param granularity seconds */
  constructor(
    private readonly granularity: number,
    private readonly place: { readonly accountId: string; readonly region: string },
  ) {}

  /** One page of answers to these queries. The same value told twice is one value. */
  add(queries: readonly MetricQuery[], values: readonly MetricValues[]): void {
    for (const { query: at, points } of values) {
      const query = queries[at];
      if (query === undefined) throw new TypeError('an answer to no query');
      const key = groupKey(query.series);
      for (const [timestamp, value] of points) this.set(key, query, timestamp, value);
    }
  }

  /**
   * Everything so far, in order of time, at most `size` records at once: a request may bring a hundred thousand, and
   * only those that are under way are there as text.
   */
  *take(size: number): Generator<RawRecord[], void, void> {
    const all = [...this.points.values()].flatMap((times) => [...times.values()]);
    this.points.clear();
    all.sort((one, other) => one.timestamp - other.timestamp);
    for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size).map(recordOf);
  }

  private set(key: string, { series, statistic }: MetricQuery, timestamp: number, value: number): void {
    const times = this.points.get(key) ?? new Map<number, MetricPoint>();
    this.points.set(key, times);
    let point = times.get(timestamp);
    if (point === undefined) {
      point = {
        account_id: series.account ?? this.place.accountId,
        region: this.place.region,
        namespace: series.namespace,
        dimensions: series.dimensions,
        period: this.granularity,
        timestamp,
        values: {},
      };
      times.set(timestamp, point);
    }
    (point.values[series.metric] ??= {})[statistic] = value;
  }
}

const recordOf = (point: MetricPoint): RawRecord => ({
  text: JSON.stringify(point),
  pointer: {
    kind: 'metric',
    namespace: point.namespace,
    dimensions: point.dimensions,
    period: point.period,
    timestamp: point.timestamp,
  },
});
