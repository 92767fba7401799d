/**
 * What CloudWatch told of one or several models over time: the figures of `runtime_models` for each column of a chart.
 * Columns hold whole periods, so a column of one period shows its percentiles as they were told.
 */
import * as z from 'zod/mini';
import { API_BASE } from '../plugin';
import { TimeZone } from './invocation_scope';
import { AnsweredPeriod, metricFilters, metricQuestion } from './metric_scope';
import { RuntimeFigures, RuntimeModel } from './runtime_models';

export const runtimeSeriesPath = (): string => `${API_BASE}/runtime_series`;

/** At most so many models are asked about at once. */
export const RUNTIME_SERIES = 8;

export const RuntimeSeriesRequest = z.object({
  ...metricQuestion,
  time_zone: TimeZone,
  filters: z.object(metricFilters),
  /** `ModelId` as CloudWatch tells it. */
  models: z
    .array(z.string().check(z.minLength(1), z.maxLength(1024)))
    .check(z.minLength(1), z.maxLength(RUNTIME_SERIES)),
});
export type RuntimeSeriesRequest = z.infer<typeof RuntimeSeriesRequest>;

export const RuntimeSeries = z.object({
  range: z.object({ from: z.number(), to: z.number() }),
  period: AnsweredPeriod,
  /** Width of a column, in OpenSearch's notation; `null` where nothing is stored. */
  interval: z.nullable(z.string()),
  /** Where each begins, epoch milliseconds. */
  columns: z.array(z.number()),
  /** In the order asked for. */
  series: z.array(
    z.object({
      model: RuntimeModel,
      /** One for each column; `null` where CloudWatch told nothing. */
      points: z.array(z.nullable(RuntimeFigures)),
    }),
  ),
});
export type RuntimeSeries = z.infer<typeof RuntimeSeries>;
