/**
 * The sample workload in an AWS: the estate, the past days, and live traffic from then on. Everything is made
 * from seed and time at each start, so the hours that passed while nothing ran are there again afterwards.
 */
import type { AwsSink } from '../aws/sink';
import { Delivery } from './deliver';
import type { Delivered } from './deliver';
import { dueOfHour } from './due';
import { ACCOUNTS, COLLECTOR, readerRoleArn, STREAM } from './estate/accounts';
import { provision, startNotifications } from './provision';
import type { ProvisionedPlace } from './provision';
import { HOUR } from './rhythm';

export interface Workload {
  readonly seed: string;
  /** First event time, a whole hour: the ledger of [since, …) is what was logged. Epoch milliseconds. */
  readonly since: number;
  /** Everything that was due before this has been delivered. */
  readonly deliveredTo: () => number;
  readonly places: readonly ProvisionedPlace[];
  readonly delivered: () => Delivered;
  /** Delivers what has become due by `now`. */
  readonly advance: (now: number) => Delivered;
}

export interface WorkloadSpan {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Days of past traffic. */
  readonly days: number;
  /**
   * Queues hear of objects from then on: what came before has been read from them by an earlier run, as messages are
   * gone once they are deleted. Absent: of all objects.
   */
  readonly notifiedFrom?: number | undefined;
}

export function startWorkload(sink: AwsSink, seed: string, span: WorkloadSpan): Workload {
  const { now, days, notifiedFrom } = span;
  const since = Math.floor(now / HOUR) * HOUR - days * 24 * HOUR;
  const places = provision(sink, since);
  const delivery = new Delivery(sink, (hour) => dueOfHour(seed, hour, since));
  let deliveredTo = since;
  let sum: Delivered = nothing;
  const advance = (to: number): Delivered => {
    if (to <= deliveredTo) return nothing;
    const done = delivery.deliver(deliveredTo, to);
    deliveredTo = to;
    sum = {
      records: sum.records + done.records,
      events: sum.events + done.events,
      objects: sum.objects + done.objects,
      datums: sum.datums + done.datums,
    };
    return done;
  };
  if (notifiedFrom !== undefined) advance(Math.min(notifiedFrom, now));
  startNotifications(sink, since);
  advance(now);
  return { seed, since, deliveredTo: () => deliveredTo, places, delivered: () => sum, advance };
}

const nothing: Delivered = { records: 0, events: 0, objects: 0, datums: 0 };

/** What a collector needs to know to read the estate: plain data, for a ready line or a test. */
export function describe(workload: Workload) {
  return {
    seed: workload.seed,
    since: new Date(workload.since).toISOString(),
    deliveredTo: new Date(workload.deliveredTo()).toISOString(),
    records: workload.delivered().records,
    objects: workload.delivered().objects,
    datums: workload.delivered().datums,
    credentials: COLLECTOR,
    logStream: STREAM,
    accounts: ACCOUNTS.map(({ id, name, externalId }) => ({
      id,
      name,
      roleArn: readerRoleArn(id),
      externalId,
      places: workload.places.filter(({ accountId }) => accountId === id),
    })),
  };
}
