/**
 * Samples gathered into what CloudWatch takes: for each series and minute the raw values and how often each occurred,
 * so that percentiles stay computable. A series shows one to four minutes after its minute has ended.
 */
import type { MetricDatum, Place } from '../aws/sink';
import { Random } from './random';

const MINUTE = 60_000;

export type Unit = 'Count' | 'Milliseconds';

export interface Sample {
  readonly namespace: string;
  readonly name: string;
  readonly unit: Unit;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface PlaceMetrics {
  readonly place: Place;
  readonly data: readonly MetricDatum[];
}

interface Series {
  readonly sample: Sample;
  readonly minute: number;
  readonly counts: Map<number, number>;
}

export class MinuteSeries {
  private readonly places = new Map<
    string,
    { readonly place: Place; readonly series: Map<string, Series> }
  >();

  constructor(private readonly seed: string) {}

  /** `timestamp`: epoch milliseconds. */
  add({ accountId, region }: Place, timestamp: number, samples: readonly Sample[]): void {
    const id = `${accountId}/${region}`;
    const entry = this.places.get(id) ?? { place: { accountId, region }, series: new Map<string, Series>() };
    this.places.set(id, entry);
    const minute = Math.floor(timestamp / MINUTE) * MINUTE;
    for (const sample of samples) count(entry.series, minute, sample);
  }

  data(): PlaceMetrics[] {
    return [...this.places.entries()].map(([id, { place, series }]) => ({
      place,
      data: [...series.values()].map((one) => datumOf(one, this.visibleAt(id, one.minute))),
    }));
  }

  private visibleAt(placeId: string, minute: number): number {
    const delay = Random.of(this.seed, 'metrics', placeId, minute).around(90_000, 0.4);
    return minute + MINUTE + Math.round(Math.min(240_000, delay));
  }
}

function count(series: Map<string, Series>, minute: number, sample: Sample): void {
  const id = JSON.stringify([minute, sample.namespace, sample.name, Object.entries(sample.dimensions)]);
  let one = series.get(id);
  if (!one) {
    one = { sample, minute, counts: new Map() };
    series.set(id, one);
  }
  one.counts.set(sample.value, (one.counts.get(sample.value) ?? 0) + 1);
}

const datumOf = ({ sample, minute, counts }: Series, at: number): MetricDatum => ({
  namespace: sample.namespace,
  metricName: sample.name,
  dimensions: sample.dimensions,
  timestamp: minute,
  visibleAt: at,
  values: [...counts.keys()],
  counts: [...counts.values()],
  unit: sample.unit,
});
