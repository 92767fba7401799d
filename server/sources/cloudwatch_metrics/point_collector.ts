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
  private readonly keys: readonly string[];
  private readonly points = new Map<string, Map<number, MetricPoint>>();

  /** @param granularity seconds */
  constructor(
    private readonly queries: readonly MetricQuery[],
    private readonly granularity: number,
    private readonly place: { readonly accountId: string; readonly region: string },
  ) {
    this.keys = queries.map(({ series }) => groupKey(series));
  }

  /** One page of answers. The same value told twice is one value. */
  add(values: readonly MetricValues[]): void {
    for (const { query: at, points } of values) {
      const query = this.queries[at];
      const key = this.keys[at];
      if (query === undefined || key === undefined) throw new TypeError('an answer to no query');
      for (const [timestamp, value] of points) this.set(key, query, timestamp, value);
    }
  }

  /** Everything so far, in order of time. */
  take(): RawRecord[] {
    const all = [...this.points.values()].flatMap((times) => [...times.values()]);
    this.points.clear();
    return all.sort((one, other) => one.timestamp - other.timestamp).map(recordOf);
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
