/**
 * The guardrails of a period as CloudWatch saw them, those that intervened most first, beside the equally long range
 * before. What each figure is exactly: docs/runtime-metrics.md.
 */
import * as z from 'zod/mini';
import { API_BASE } from '../plugin';
import { AnsweredPeriod, metricFilters, metricQuestion, TimeFigures } from './metric_scope';

export const guardrailMetricsPath = (): string => `${API_BASE}/guardrail_metrics`;

/** At most so many versions of guardrails have a row, those that were asked most. */
export const GUARDRAIL_ROWS = 100;

export const GuardrailMetricsRequest = z.object({ ...metricQuestion, filters: z.object(metricFilters) });
export type GuardrailMetricsRequest = z.infer<typeof GuardrailMetricsRequest>;

export const GuardrailFigures = z.object({
  /** Times it was asked. */
  invocations: z.number(),
  interventions: z.number(),
  /** Interventions by invocations; `null` where there are none. */
  intervention_rate: z.nullable(z.number()),
  text_units: z.number(),
  client_errors: z.number(),
  server_errors: z.number(),
  throttles: z.number(),
  /** These three as those of models. */
  attempts: z.number(),
  error_rate: z.nullable(z.number()),
  throttle_rate: z.nullable(z.number()),
  latency: TimeFigures,
});
export type GuardrailFigures = z.infer<typeof GuardrailFigures>;

export const GuardrailVersion = z.object({
  arn: z.string(),
  /** The last part of the ARN; `null` where it is none. */
  id: z.nullable(z.string()),
  /** A number, or `DRAFT`. */
  version: z.string(),
});
export type GuardrailVersion = z.infer<typeof GuardrailVersion>;

export const GuardrailRow = z.object({
  guardrail: GuardrailVersion,
  current: GuardrailFigures,
  previous: GuardrailFigures,
});
export type GuardrailRow = z.infer<typeof GuardrailRow>;

export const GuardrailMetrics = z.object({
  range: z.object({ from: z.number(), to: z.number() }),
  previous_range: z.object({ from: z.number(), to: z.number() }),
  period: AnsweredPeriod,
  current: GuardrailFigures,
  previous: GuardrailFigures,
  /** Versions that anything is known of in the range. */
  guardrails: z.array(GuardrailRow),
  /** Whether there are more than rows; `current` holds all of them. */
  truncated: z.boolean(),
});
export type GuardrailMetrics = z.infer<typeof GuardrailMetrics>;
