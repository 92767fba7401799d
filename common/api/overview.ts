/**
 * The Overview page's question and answer: what the calls of a period cost, how many they were, whether they
 * are healthy and who made them, beside the equally long period before. Every figure that not all invocations
 * can contribute to says from how many it was computed.
 */
import * as z from 'zod/mini';
import { API_BASE } from '../plugin';
import { Caller, InvocationFilters, TimeRange, TimeZone } from './invocation_scope';

export const overviewPath = (): string => `${API_BASE}/overview`;

/** What the chart stacks and the tables rank by. */
export const Measure = z.enum(['spend', 'tokens', 'invocations']);
export type Measure = z.infer<typeof Measure>;

export const OverviewRequest = z.object({
  range: TimeRange,
  time_zone: TimeZone,
  filters: InvocationFilters,
  rank_by: Measure,
});
export type OverviewRequest = z.infer<typeof OverviewRequest>;

/** A 95th percentile in milliseconds, `null` when nothing was measured; `measured` is the n of its n of m. */
export const P95 = z.object({ value: z.nullable(z.number()), measured: z.number() });
export type P95 = z.infer<typeof P95>;

/** US dollars of the priced invocations; what has no rate is counted beside it and never as zero dollars. */
export const Spend = z.object({
  usd: z.number(),
  priced_invocations: z.number(),
  unpriced_invocations: z.number(),
  unpriced_tokens: z.number(),
});
export type Spend = z.infer<typeof Spend>;

export const Totals = z.object({
  invocations: z.number(),
  tokens: z.object({
    uncached_input: z.number(),
    output: z.number(),
    cache_read: z.number(),
    cache_write: z.number(),
    total: z.number(),
  }),
  /** Invocations with `error.code`; throttles are among them. A guardrail's block is no error. */
  errors: z.number(),
  throttles: z.number(),
  guardrail_interventions: z.number(),
  latency: P95,
  first_token: P95,
  spend: Spend,
});
export type Totals = z.infer<typeof Totals>;

/** One column of the chart and one point of every sparkline. */
export const OverviewPoint = z.object({
  /** Start of the column, epoch milliseconds. */
  at: z.number(),
  invocations: z.number(),
  tokens: z.number(),
  errors: z.number(),
  throttles: z.number(),
  guardrail_interventions: z.number(),
  usd: z.number(),
  latency_p95: z.nullable(z.number()),
  first_token_p95: z.nullable(z.number()),
});
export type OverviewPoint = z.infer<typeof OverviewPoint>;

/** `other` is the total less the named models, so the columns add up to the total. */
export const SeriesKey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('model'), model: z.nullable(z.string()) }),
  z.object({ kind: z.literal('other') }),
]);
export type SeriesKey = z.infer<typeof SeriesKey>;

/** One value per point, in the unit of `rank_by`. */
export const OverviewSeries = z.object({ key: SeriesKey, values: z.array(z.number()) });
export type OverviewSeries = z.infer<typeof OverviewSeries>;

const share = {
  invocations: z.number(),
  tokens: z.number(),
  errors: z.number(),
  latency: P95,
  spend: Spend,
};

export const ModelRow = z.object({ model: z.nullable(z.string()), ...share });
export type ModelRow = z.infer<typeof ModelRow>;

export const CallerRow = z.object({ caller: Caller, ...share });
export type CallerRow = z.infer<typeof CallerRow>;

/** Which models have no price, the most used first, and why, the most frequent reason first (`UNPRICED_REASONS`). */
export const UnpricedModel = z.object({
  model: z.nullable(z.string()),
  invocations: z.number(),
  reasons: z.array(z.string()),
});
export type UnpricedModel = z.infer<typeof UnpricedModel>;

export const Overview = z.object({
  range: z.object({ from: z.number(), to: z.number() }),
  previous_range: z.object({ from: z.number(), to: z.number() }),
  /** Width of a column, in OpenSearch's notation, for example `30m`. */
  interval: z.string(),
  rank_by: Measure,
  current: Totals,
  previous: Totals,
  points: z.array(OverviewPoint),
  series: z.array(OverviewSeries),
  models: z.array(ModelRow),
  /** Invocations of the models that are not listed. */
  other_models_invocations: z.number(),
  callers: z.array(CallerRow),
  other_callers_invocations: z.number(),
  /** A ranking by spend cannot show them, so they are named apart. */
  unpriced_models: z.array(UnpricedModel),
});
export type Overview = z.infer<typeof Overview>;
