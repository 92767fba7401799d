/**
 * Which of CloudWatch's figures a question is about, and of which periods the answer is made. Metric documents are of
 * one exact set of dimensions and of one period; only those that share both may be added up, so each answer is made of
 * one period and says of which, since when, and what else is stored.
 */
import * as z from 'zod/mini';
import { TimeRange } from './invocation_scope';

const name = z.string().check(z.minLength(1), z.maxLength(1024));
const names = z._default(z.array(name).check(z.maxLength(200)), []);

/** An empty list does not filter. CloudWatch knows no callers. */
export const metricFilters = { accounts: names, regions: names };

/** By `ModelId` as CloudWatch tells it: what callers passed, not the model's own id. */
export const ModelMetricFilters = z.object({ ...metricFilters, models: names });
export type ModelMetricFilters = z.infer<typeof ModelMetricFilters>;

export const metricQuestion = {
  range: TimeRange,
  /** Seconds. Without it: the stored period that knows of the most requests, of equals the finest. */
  period: z.optional(z.int().check(z.gte(1), z.lte(86_400))),
};

/** What is stored of a range in one period. */
export const StoredPeriod = z.object({
  /** Seconds. */
  seconds: z.number(),
  /** Where its first document begins and its last one ends, epoch milliseconds. */
  from: z.number(),
  to: z.number(),
  /** How many requests its documents know of. */
  requests: z.number(),
});
export type StoredPeriod = z.infer<typeof StoredPeriod>;

export const AnsweredPeriod = z.object({
  /** What every figure of the answer is made of; `null` where nothing is stored. */
  used: z.nullable(StoredPeriod),
  /** Not in any figure: the same time in other periods, or time of which `used` knows nothing. */
  others: z.array(StoredPeriod),
  /** Where the documents of `used` begin in the range before, epoch milliseconds; `null` where it has none. */
  previous_from: z.nullable(z.number()),
});
export type AnsweredPeriod = z.infer<typeof AnsweredPeriod>;

/**
 * A percentile that CloudWatch told for each period. Percentiles cannot be merged, so what is said of a range is
 * between which of its periods it lay; `null` where none was told.
 */
export const PeriodValues = z.object({
  /** Of the period that people waited longest in. */
  worst: z.nullable(z.number()),
  /** Half of the periods were better; within 1 % of the value. */
  median: z.nullable(z.number()),
  /** The n of its n of m: periods in which it was told, */
  periods: z.number(),
  /** of those in which anything was measured. One account, region and model counts for itself. */
  of: z.number(),
});
export type PeriodValues = z.infer<typeof PeriodValues>;

/** Milliseconds. */
export const TimeFigures = z.object({
  /** Over all requests: the averages of the periods, each weighted by its number of requests. */
  average: z.nullable(z.number()),
  /** Requests that were measured. */
  samples: z.number(),
  maximum: z.nullable(z.number()),
  p50: PeriodValues,
  p90: PeriodValues,
  p99: PeriodValues,
});
export type TimeFigures = z.infer<typeof TimeFigures>;
