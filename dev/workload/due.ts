/**
 * When each thing of an hour arrives where: log events after seconds, a few after minutes; S3 batches of four
 * minutes each, one to six minutes late; bodies kept apart around the time of their batch; metrics minutes
 * later. A pure function of seed and hour, so deliveries can be cut at any time and resumed anywhere.
 */
import { gzipSync } from 'node:zlib';

import type { LogEvent, MetricDatum, Place } from '../aws/sink';
import { placeOf } from './estate/accounts';
import type { LogPlace } from './estate/application';
import { generateHour } from './hour';
import { Random } from './random';
import { hourFolder } from './record';
import type { WrittenCall } from './record';

/** Nothing arrives later than this after its event time. */
export const LONGEST_DELAY = 600_000;
const BATCH = 240_000;

export interface DueObject {
  readonly at: number;
  readonly place: Place;
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  readonly contentEncoding?: string;
  readonly bytes: () => Buffer;
  /** Invocations of which this is the only record. */
  readonly records: number;
}

export interface DueHour {
  /** `at` of an event is its ingestion time. */
  readonly events: readonly {
    readonly at: number;
    readonly place: Place;
    readonly group: string;
    readonly event: LogEvent;
  }[];
  readonly objects: readonly DueObject[];
  readonly metrics: readonly { readonly at: number; readonly place: Place; readonly datum: MetricDatum }[];
}

/** `since`: when logging was switched on; what happened before was logged nowhere. */
export function dueOfHour(seed: string, hourStart: number, since: number): DueHour {
  const traffic = generateHour(seed, hourStart);
  const calls = traffic.calls.filter(({ call }) => call.fact.timestamp >= since);
  return {
    events: calls.flatMap(({ call, logLine }) => {
      const place = placeIn(call.fact);
      const { group } = placeOf(place.accountId, place.region);
      if (group === undefined) return [];
      const event = { timestamp: call.fact.timestamp, message: logLine, ingestionTime: call.loggedAt };
      return [{ at: call.loggedAt, place, group, event }];
    }),
    objects: [...calls.flatMap(keptApart), ...batches(seed, calls)].sort((a, b) => a.at - b.at),
    metrics: traffic.metrics.flatMap(({ place, data }) =>
      data
        .filter(({ timestamp }) => timestamp >= since)
        .map((datum) => ({ at: datum.visibleAt, place, datum })),
    ),
  };
}

const placeIn = ({ accountId, region }: Place): Place => ({ accountId, region });

const keptApart = ({ call, keptApart: kept }: WrittenCall): readonly DueObject[] =>
  kept.map(({ at, bucket, key, contentType, gzipped, bytes }) => ({
    at,
    place: placeIn(call.fact),
    bucket,
    key,
    contentType,
    ...(gzipped && { contentEncoding: 'gzip' }),
    bytes,
    records: 0,
  }));

interface Batch {
  readonly place: Place;
  readonly s3: NonNullable<LogPlace['s3']>;
  readonly isOnlyCopy: boolean;
  readonly start: number;
  readonly lines: string[];
}

function batches(seed: string, calls: readonly WrittenCall[]): readonly DueObject[] {
  const found = new Map<string, Batch>();
  for (const { call, s3Line } of calls) {
    if (s3Line === undefined) continue;
    const place = placeIn(call.fact);
    const { s3, group } = placeOf(place.accountId, place.region);
    if (!s3) continue;
    const start = Math.floor(call.fact.timestamp / BATCH) * BATCH;
    const id = `${place.accountId}/${place.region}/${start}`;
    const batch = found.get(id) ?? { place, s3, isOnlyCopy: group === undefined, start, lines: [] };
    found.set(id, batch);
    batch.lines.push(s3Line);
  }
  return [...found.values()].map((batch) => batchObject(seed, batch));
}

function batchObject(seed: string, { place, s3, isOnlyCopy, start, lines }: Batch): DueObject {
  const random = Random.of(seed, 'batch', place.accountId, place.region, start);
  const at = start + BATCH + random.int(100_000, 130_000);
  const name = `${new Date(at).toISOString().replace(/[-:.]/g, '')}_${random.hex(16)}.json.gz`;
  return {
    at,
    place,
    bucket: s3.bucket,
    key: `${hourFolder(s3.prefix, place.accountId, place.region, at)}${name}`,
    contentType: 'application/json',
    contentEncoding: 'gzip',
    bytes: () => gzipSync(`${lines.join('\n')}\n`, { level: 1 }),
    records: isOnlyCopy ? lines.length : 0,
  };
}
