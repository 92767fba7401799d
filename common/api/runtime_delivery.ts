/**
 * Whether invocation logs arrived where they were sent, and how much of the quota of tokens per minute was used, by
 * CloudWatch's figures. What each figure is exactly: docs/runtime-metrics.md.
 */
import * as z from 'zod/mini';
import { API_BASE } from '../plugin';
import { AnsweredPeriod, metricFilters, metricQuestion } from './metric_scope';
import { RuntimeModel } from './runtime_models';

export const runtimeDeliveryPath = (): string => `${API_BASE}/runtime_delivery`;

/** At most so many models have a row, each account and region for itself; those that used most. */
export const QUOTA_ROWS = 100;

/** Each part is made of one period, chosen for it; `period` names the one of both. */
export const RuntimeDeliveryRequest = z.object({ ...metricQuestion, filters: z.object(metricFilters) });
export type RuntimeDeliveryRequest = z.infer<typeof RuntimeDeliveryRequest>;

export const Delivery = z.object({
  delivered: z.number(),
  failed: z.number(),
  /** Failed by all, 0 to 1; `null` where there was nothing to deliver. */
  failure_rate: z.nullable(z.number()),
});
export type Delivery = z.infer<typeof Delivery>;

const deliveries = { cloudwatch: Delivery, s3: Delivery, large_data_s3: Delivery };
export const Deliveries = z.object(deliveries);
export type Deliveries = z.infer<typeof Deliveries>;

export const QuotaUse = z.object({
  account: z.string(),
  region: z.string(),
  model: RuntimeModel,
  /** The most tokens a minute of any period: exact for periods of a minute, else the mean over the fullest period. */
  peak: z.number(),
});
export type QuotaUse = z.infer<typeof QuotaUse>;

export const RuntimeDelivery = z.object({
  range: z.object({ from: z.number(), to: z.number() }),
  delivery: z.object({ period: AnsweredPeriod, current: Deliveries, previous: Deliveries }),
  quota: z.object({
    period: AnsweredPeriod,
    /** Whether `peak` is of single minutes. */
    by_minute: z.boolean(),
    models: z.array(QuotaUse),
    /** Whether there are more than rows. */
    truncated: z.boolean(),
  }),
});
export type RuntimeDelivery = z.infer<typeof RuntimeDelivery>;
