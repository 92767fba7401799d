/**
 * PutMetricData: raw values with counts. Statistic sets are refused, since no percentile comes out of them.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
import * as z from 'zod';
import { jsonOperation, type JsonOperation } from '../protocol/json_protocol';
import type { MetricStore } from './metric_store';
import { dimensionMap, Dimensions, invalidParameter, Timestamp } from './wire';

const minuteMs = 60_000;
const oldestMs = 14 * 24 * 3_600_000;
const newestMs = 2 * 3_600_000;

const Datum = z.object({
  MetricName: z.string().min(1).max(255),
  Dimensions,
  Timestamp: Timestamp.optional(),
  Value: z.number().optional(),
  Values: z.array(z.number()).max(150).optional(),
  Counts: z.array(z.number().positive()).max(150).optional(),
  StatisticValues: z.unknown().optional(),
  Unit: z.string().default('None'),
});
type Datum = z.output<typeof Datum>;

const Input = z.object({
  Namespace: z
    .string()
    .regex(/^[^:].*$/)
    .max(255),
  MetricData: z.array(Datum).max(1000),
});

export const putMetricData = (store: MetricStore): JsonOperation =>
  jsonOperation(Input, 'InvalidParameterValue', (input, call) => {
    call.authorize('cloudwatch:PutMetricData');
    const now = call.now();
    const checked = input.MetricData.map((datum) => ({ datum, ...samples(datum, now) }));
    for (const { datum, ...sampled } of checked) {
      store.put(
        { accountId: call.accountId, region: call.region },
        {
          namespace: input.Namespace,
          metricName: datum.MetricName,
          dimensions: dimensionMap(datum.Dimensions),
        },
        { ...sampled, visibleAt: now, unit: datum.Unit },
      );
    }
    return {};
  });

/** All data of a call are checked before any is stored, as AWS refuses the call as a whole. */
function samples(datum: Datum, now: number) {
  const { Timestamp: at = now, Value: value, Values: many, Counts: counts } = datum;
  if (datum.StatisticValues !== undefined || (value === undefined) === (many === undefined)) {
    throw invalidParameter('Give exactly one of Value and Values: the local AWS keeps no statistic sets.');
  }
  if (at < now - oldestMs || at > now + newestMs) {
    throw invalidParameter(
      'The parameter MetricData.member.Timestamp must be within the past two weeks and two hours ahead.',
    );
  }
  const values = many ?? (value === undefined ? [] : [value]);
  if (counts !== undefined && counts.length !== values.length) {
    throw invalidParameter('The parameters Values and Counts must be of equal length.');
  }
  return {
    timestamp: Math.floor(at / minuteMs) * minuteMs,
    values,
    counts: counts ?? values.map(() => 1),
  };
}
