/**
 * A CloudWatch of which everything is known: raw values with the moment from which they can be seen, listed and
 * computed as the service does. Pages are as small as a test wants them, and results may be cut in the middle.
 */
import type { Statistic } from '../../../common/metrics/metric';
import type { DataPage, DataRequest, ListRequest, ListedPage, MetricsApi, MetricValues } from './metrics_api';
import type { MetricQuery } from './query_batches';
import { groupKey, type Series } from './series';

export interface RawValue {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly value: number;
  /** From when on it can be read; at once, without it. */
  readonly visibleAt?: number;
}

const HOUR_MS = 3_600_000;

const COMPUTED: Readonly<Record<Statistic, (values: readonly number[]) => number>> = {
  Sum: (values) => values.reduce((sum, value) => sum + value, 0),
  Average: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  Maximum: (values) => Math.max(...values),
  SampleCount: (values) => values.length,
  p50: (values) => rank(values, 0.5),
  p90: (values) => rank(values, 0.9),
  p99: (values) => rank(values, 0.99),
};
const rank = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? 0;

export class MetricService implements MetricsApi {
  /** What was asked, in order. */
  readonly asked: {
    readonly kind: 'list' | 'data';
    readonly queries: number;
    readonly granularity: number;
  }[] = [];
  pageSize = 500;
  pointsPerPage = 100_800;
  /** So many answers stop in the middle, and tell of no further page. */
  cutAnswers = 0;
  /** Linked accounts that do not share their metrics. */
  readonly refusing = new Set<string>();
  private readonly series = new Map<string, { readonly name: Series; readonly raw: RawValue[] }>();

  constructor(private readonly now: () => number) {}

  put(name: Series, ...raw: readonly RawValue[]): void {
    const key = `${groupKey(name)}|${name.metric}`;
    const known = this.series.get(key) ?? { name, raw: [] };
    known.raw.push(...raw);
    this.series.set(key, known);
  }

  async list({ namespace, recentlyActive, linkedAccounts, token }: ListRequest): Promise<ListedPage> {
    this.asked.push({ kind: 'list', queries: 0, granularity: 0 });
    const since = this.now() - (recentlyActive ? 3 : 14 * 24) * HOUR_MS;
    const listed = [...this.series.values()].filter(
      ({ name, raw }) =>
        name.namespace === namespace &&
        (name.account === undefined || linkedAccounts !== undefined) &&
        raw.some(({ at, visibleAt = at }) => visibleAt <= this.now() && at >= since),
    );
    const from = Number(token ?? 0);
    const series = listed.slice(from, from + this.pageSize).map(({ name }) => name);
    const next = from + series.length;
    return { series, ...(next < listed.length ? { nextToken: String(next) } : {}) };
  }

  async data({ queries, granularity, start, end, token }: DataRequest): Promise<DataPage> {
    this.asked.push({ kind: 'data', queries: queries.length, granularity });
    const isRefused = ({ series: { account } }: MetricQuery) =>
      account !== undefined && this.refusing.has(account);
    const all = queries.flatMap((query, at) =>
      isRefused(query)
        ? []
        : this.pointsOf(query.series, query.statistic, granularity, start, end).map(
            (point) => ({ at, point }) as const,
          ),
    );
    const from = Number(token ?? 0);
    const isCut = this.cutAnswers > 0;
    const page = all.slice(from, from + (isCut ? 1 : this.pointsPerPage));
    const next = from + page.length;
    const pointsOf = (query: number) => page.filter(({ at }) => at === query).map(({ point }) => point);
    if (isCut) {
      this.cutAnswers -= 1;
      return {
        values: queries.map((_, query) => ({ query, points: pointsOf(query), status: 'unfinished' })),
      };
    }
    const values = [...new Set(page.map(({ at }) => at))].map((query): MetricValues => ({
      query,
      points: pointsOf(query),
      status: all[next]?.at === query ? 'unfinished' : 'complete',
    }));
    const refused = queries.flatMap((query, at): MetricValues[] =>
      isRefused(query) ? [{ query: at, points: [], status: 'forbidden' }] : [],
    );
    return { values: [...values, ...refused], ...(next < all.length ? { nextToken: String(next) } : {}) };
  }

  private pointsOf(
    name: Series,
    statistic: Statistic,
    granularity: number,
    start: number,
    end: number,
  ): (readonly [number, number])[] {
    const raw = this.series.get(`${groupKey(name)}|${name.metric}`)?.raw ?? [];
    const periods = new Map<number, number[]>();
    for (const { at, value, visibleAt = at } of raw) {
      if (at < start || at >= end || visibleAt > this.now()) continue;
      const begin = Math.floor(at / (granularity * 1_000)) * granularity * 1_000;
      periods.set(begin, [...(periods.get(begin) ?? []), value]);
    }
    return [...periods]
      .sort(([one], [other]) => one - other)
      .map(([begin, values]) => [begin, COMPUTED[statistic](values)]);
  }
}
