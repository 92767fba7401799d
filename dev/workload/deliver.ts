/**
 * Delivers traffic into an AWS as it becomes due. Any two ranges that touch deliver together exactly what one
 * range over both would: nothing is lost at the seam and nothing comes twice. The only state is a memo of the
 * hours in work, which changes nothing but speed.
 */
import type { AwsSink, LogEvent, MetricDatum, Place } from '../aws/sink';
import { LONGEST_DELAY } from './due';
import type { DueHour } from './due';
import { STREAM } from './estate/accounts';
import { HOUR } from './rhythm';

export interface Delivered {
  /** Invocations; one that is delivered twice counts once. */
  readonly records: number;
  readonly events: number;
  readonly objects: number;
  readonly datums: number;
}

export class Delivery {
  private readonly inWork = new Map<number, DueHour>();

  /** `dueOf`: what is due of the traffic of an hour, by the hour's start; a pure function. */
  constructor(
    private readonly sink: AwsSink,
    private readonly dueOf: (hourStart: number) => DueHour,
  ) {}

  /** Everything that arrives at a time t with from ≤ t < to, epoch milliseconds. */
  deliver(from: number, to: number): Delivered {
    const first = Math.floor((from - LONGEST_DELAY) / HOUR) * HOUR;
    const due = (at: number) => at >= from && at < to;
    let [events, batched, objects, datums] = [0, 0, 0, 0];
    for (let hour = first; hour < to; hour += HOUR) {
      const traffic = this.hourOf(hour);
      events += this.putEvents(traffic, due);
      const put = this.putObjects(traffic, due);
      objects += put.objects;
      batched += put.records;
      datums += this.putMetrics(traffic, due);
    }
    for (const hour of this.inWork.keys()) if (hour + HOUR + LONGEST_DELAY <= to) this.inWork.delete(hour);
    return { records: events + batched, events, objects, datums };
  }

  private hourOf(hour: number): DueHour {
    const known = this.inWork.get(hour);
    if (known) return known;
    const traffic = this.dueOf(hour);
    // More than two hours are in work only during a long delivery, which needs each of them once.
    if (this.inWork.size < 2) this.inWork.set(hour, traffic);
    return traffic;
  }

  private putEvents({ events }: DueHour, due: (at: number) => boolean): number {
    const chosen = events.filter(({ at }) => due(at));
    const groups = groupBy(chosen, ({ place, group }) => `${place.accountId}/${place.region}/${group}`);
    for (const [head, ...rest] of groups) {
      const list: LogEvent[] = [head, ...rest].map(({ event }) => event);
      this.sink.putLogEvents(head.place, { group: head.group, stream: STREAM }, list);
    }
    return chosen.length;
  }

  private putObjects({ objects }: DueHour, due: (at: number) => boolean) {
    const chosen = objects.filter(({ at }) => due(at));
    let records = 0;
    for (const { at, place, bytes, records: only, ...object } of chosen) {
      this.sink.putObject(place, { ...object, body: bytes(), lastModified: at });
      records += only;
    }
    return { objects: chosen.length, records };
  }

  private putMetrics({ metrics }: DueHour, due: (at: number) => boolean): number {
    const chosen = metrics.filter(({ at }) => due(at));
    for (const [head, ...rest] of groupBy(chosen, ({ place }) => `${place.accountId}/${place.region}`)) {
      const data: MetricDatum[] = [head, ...rest].map(({ datum }) => datum);
      this.sink.putMetricData(head.place, data);
    }
    return chosen.length;
  }
}

function groupBy<T extends { readonly place: Place }>(list: readonly T[], key: (item: T) => string) {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of list) {
    const name = key(item);
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return [...groups.values()];
}
