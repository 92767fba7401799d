/**
 * Models over time, as CloudWatch saw them: the figures of `runtime_models` by column, inside the set `ModelId` and the
 * one period that was chosen. Columns hold whole periods, and there are never more than a chart can show.
 */
import * as z from 'zod/mini';
import type { AnsweredPeriod } from '../../common/api/metric_scope';
import type { RuntimeFigures } from '../../common/api/runtime_models';
import {
  RUNTIME_SERIES,
  type RuntimeSeries,
  type RuntimeSeriesRequest,
} from '../../common/api/runtime_series';
import { columnInterval } from './column_interval';
import { METRIC_FIELD } from './metric_document';
import { modelOf } from './metric_model';
import { type MetricSeries, ofSeries } from './metric_series';
import { modelSeries, MODEL_ID, readRuntime, RuntimeAnswer, runtimeAggregations } from './runtime_figures';
import { readAnswer, search, type SearchRequest } from './search';

export const seriesOfModels = ({ filters, models }: RuntimeSeriesRequest): MetricSeries =>
  modelSeries({ ...filters, models });

const intervalOf = ({ range }: RuntimeSeriesRequest, seconds: number) =>
  columnInterval(range, seconds * 1_000);

/** @param period seconds */
export function runtimeSeriesQuery(request: RuntimeSeriesRequest, period: number): SearchRequest {
  const { range, time_zone: timeZone } = request;
  const series = seriesOfModels(request);
  const { name, parameter } = intervalOf(request, period);
  return search(series.index, {
    size: 0,
    track_total_hits: false,
    query: ofSeries(series, range, period),
    aggs: {
      columns: {
        date_histogram: {
          field: METRIC_FIELD.time,
          [parameter]: name,
          time_zone: timeZone,
          min_doc_count: 0,
          extended_bounds: { min: range.from, max: range.to - 1 },
        },
        aggs: { models: { terms: { field: MODEL_ID, size: RUNTIME_SERIES }, aggs: runtimeAggregations } },
      },
    },
  });
}

const Answer = z.object({
  aggregations: z.optional(
    z.object({
      columns: z.object({
        buckets: z.array(
          z.object({
            key: z.number(),
            models: z.object({ buckets: z.array(z.extend(RuntimeAnswer, { key: z.string() })) }),
          }),
        ),
      }),
    }),
  ),
});

/**
 * @param answer undefined where no period is stored and so nothing was asked
 * @throws UnexpectedAnswer when `answer` is not an answer to `runtimeSeriesQuery`
 */
export function readRuntimeSeries(
  request: RuntimeSeriesRequest,
  period: AnsweredPeriod,
  answer: unknown,
): RuntimeSeries {
  const columns =
    answer === undefined ? [] : (readAnswer(Answer, answer).aggregations?.columns.buckets ?? []);
  return {
    range: request.range,
    period,
    interval: period.used === null ? null : intervalOf(request, period.used.seconds).name,
    columns: columns.map(({ key }) => key),
    series: request.models.map((id) => ({
      model: modelOf(id),
      points: columns.map(({ models }): RuntimeFigures | null => {
        const bucket = models.buckets.find(({ key }) => key === id);
        return bucket === undefined ? null : readRuntime(bucket);
      }),
    })),
  };
}
