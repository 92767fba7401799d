/**
 * What the metrics source hands over as a record: every statistic that CloudWatch gave of the metrics that share an
 * exact set of dimensions, for one period. As text, like every record, so that it travels the same way.
 */
import * as z from 'zod/mini';

export const MetricPoint = z.object({
  /** Whose metric it is; with linked accounts another one than the integration's. */
  account_id: z.string(),
  region: z.string(),
  /** As CloudWatch names it. */
  namespace: z.string(),
  dimensions: z.record(z.string(), z.string()),
  /** Seconds. */
  period: z.number(),
  /** Where the period begins, epoch milliseconds. */
  timestamp: z.number(),
  /** By metric as CloudWatch names it, then by statistic. What is not there was not told. */
  values: z.record(z.string(), z.record(z.string(), z.number())),
});
export type MetricPoint = z.infer<typeof MetricPoint>;
