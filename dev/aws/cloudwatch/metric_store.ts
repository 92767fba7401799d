/**
 * Metric series by account and region. A series is a namespace, a name and one exact set of dimensions: the
 * same name and dimensions in another namespace, or with one dimension more, are another series. Raw values
 * are kept with their counts, so that any percentile stays computable.
 */

export interface Datum {
  /** Start of the minute, epoch milliseconds. */
  readonly timestamp: number;
  /** Epoch milliseconds from which readers see it. */
  readonly visibleAt: number;
  readonly values: readonly number[];
  readonly counts: readonly number[];
  readonly unit: string;
}

export interface SeriesName {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

export class Series {
  private data: Datum[] = [];
  private isSorted = true;

  constructor(readonly name: SeriesName) {}

  append(datum: Datum): void {
    const last = this.data[this.data.length - 1];
    if (last !== undefined && last.timestamp > datum.timestamp) this.isSorted = false;
    this.data.push(datum);
  }

  /** Visible data from `start` (inclusive) to `end` (exclusive), in order of time. */
  *between(start: number, end: number, now: number): Generator<Datum> {
    const data = this.sorted();
    let [low, high] = [0, data.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((data[middle]?.timestamp ?? 0) >= start) high = middle;
      else low = middle + 1;
    }
    for (; low < data.length; low++) {
      const datum = data[low];
      if (datum === undefined || datum.timestamp >= end) return;
      if (datum.visibleAt <= now) yield datum;
    }
  }

  /** Time of the latest datum that readers see; -Infinity when there is none. */
  latest(now: number): number {
    const data = this.sorted();
    for (let at = data.length - 1; at >= 0; at--) {
      const datum = data[at];
      if (datum !== undefined && datum.visibleAt <= now) return datum.timestamp;
    }
    return -Infinity;
  }

  private sorted(): readonly Datum[] {
    if (!this.isSorted) {
      this.data.sort((a, b) => a.timestamp - b.timestamp);
      this.isSorted = true;
    }
    return this.data;
  }
}

export class MetricStore {
  private readonly places = new Map<string, Map<string, Series>>();

  put(place: { accountId: string; region: string }, name: SeriesName, datum: Datum): void {
    const at = `${place.accountId}/${place.region}`;
    const all = this.places.get(at) ?? new Map<string, Series>();
    this.places.set(at, all);
    const key = seriesKey(name);
    const series = all.get(key) ?? new Series(name);
    all.set(key, series);
    series.append(datum);
  }

  /** Undefined when nothing was ever put under exactly this name. */
  find(place: { accountId: string; region: string }, name: SeriesName): Series | undefined {
    return this.places.get(`${place.accountId}/${place.region}`)?.get(seriesKey(name));
  }

  /** In a stable order. */
  list(place: { accountId: string; region: string }): readonly (readonly [key: string, series: Series])[] {
    const all = this.places.get(`${place.accountId}/${place.region}`) ?? new Map<string, Series>();
    return [...all].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

const seriesKey = ({ namespace, metricName, dimensions }: SeriesName): string =>
  JSON.stringify([namespace, metricName, ...Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
