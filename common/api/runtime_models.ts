/**
 * The models of a period as CloudWatch saw them, the worst first: requests, how many failed or were turned away,
 * tokens, and how long people waited, beside the equally long range before. What each figure is exactly:
 * docs/runtime-metrics.md.
 */
import * as z from 'zod/mini';
import { API_BASE } from '../plugin';
import {
  AnsweredPeriod,
  metricQuestion,
  ModelMetricFilters,
  PeriodValues,
  TimeFigures,
} from './metric_scope';

export const runtimeModelsPath = (): string => `${API_BASE}/runtime_models`;

/** At most so many models have a row, those with the most invocations. */
export const RUNTIME_MODEL_ROWS = 100;

export const RuntimeModelsRequest = z.object({ ...metricQuestion, filters: ModelMetricFilters });
export type RuntimeModelsRequest = z.infer<typeof RuntimeModelsRequest>;

export const RuntimeFigures = z.object({
  /** Requests that were accepted; those that failed later are among them, throttled ones are not. */
  invocations: z.number(),
  client_errors: z.number(),
  server_errors: z.number(),
  throttles: z.number(),
  /** Invocations, or errors where CloudWatch counts more of them, and throttles. */
  attempts: z.number(),
  /** Errors by attempts without throttles, 0 to 1; `null` where there are none. */
  error_rate: z.nullable(z.number()),
  /** Throttles by attempts, 0 to 1; `null` where there are none. */
  throttle_rate: z.nullable(z.number()),
  tokens: z.object({
    uncached_input: z.number(),
    output: z.number(),
    cache_read: z.number(),
    cache_write: z.number(),
  }),
  images: z.number(),
  latency: TimeFigures,
  /** Of streams alone. */
  first_token: TimeFigures,
  /** Output tokens a second, as AWS derives them for a period; `worst` is the slowest. */
  output_speed: PeriodValues,
});
export type RuntimeFigures = z.infer<typeof RuntimeFigures>;

export const RuntimeModel = z.object({
  /** `ModelId` as CloudWatch tells it. */
  id: z.string(),
  /** The model's own id; `null` where an ARN does not tell. */
  base_id: z.nullable(z.string()),
  vendor: z.nullable(z.string()),
  family: z.nullable(z.string()),
  /** Where a system inference profile may route: `us`, `eu`, `global`, … */
  geography: z.nullable(z.string()),
  resource_type: z.nullable(z.string()),
});
export type RuntimeModel = z.infer<typeof RuntimeModel>;

export const RuntimeModelRow = z.object({
  model: RuntimeModel,
  current: RuntimeFigures,
  previous: RuntimeFigures,
});
export type RuntimeModelRow = z.infer<typeof RuntimeModelRow>;

export const RuntimeModels = z.object({
  range: z.object({ from: z.number(), to: z.number() }),
  previous_range: z.object({ from: z.number(), to: z.number() }),
  period: AnsweredPeriod,
  current: RuntimeFigures,
  previous: RuntimeFigures,
  /** Models that anything is known of in the range. */
  models: z.array(RuntimeModelRow),
  /** Whether there are more models than rows; `current` holds all of them. */
  truncated: z.boolean(),
});
export type RuntimeModels = z.infer<typeof RuntimeModels>;
