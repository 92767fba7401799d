/**
 * How much of the quota of tokens per minute each model used. Quotas are of an account and a region, so that each is a
 * row of its own: the set `ModelId` and the one period that was chosen, whose fullest one is what came closest.
 */
import * as z from 'zod/mini';
import type { AnsweredPeriod } from '../../common/api/metric_scope';
import {
  QUOTA_ROWS,
  type RuntimeDelivery,
  type RuntimeDeliveryRequest,
} from '../../common/api/runtime_delivery';
import { RUNTIME_METRICS } from '../../common/metrics/runtime';
import { METRIC_FIELD, valueField } from './metric_document';
import { hasField } from './metric_figures';
import { modelOf } from './metric_model';
import { type MetricSeries, ofSeries } from './metric_series';
import { MODEL_ID, modelSeries } from './runtime_figures';
import { readAnswer, search, type SearchRequest } from './search';

/** Candidates each shard hands in; as long as it knows fewer, rows and their order are exact. */
const SHARD_CANDIDATES = 1_000;
const MINUTE = 60;

const USE = valueField(RUNTIME_METRICS, 'EstimatedTPMQuotaUsage', 'Sum');

export function quotaSeries({ filters }: RuntimeDeliveryRequest): MetricSeries {
  const series = modelSeries({ ...filters, models: [] });
  return { ...series, filters: [...series.filters, hasField(USE)] };
}

/** @param period seconds */
export function quotaUseQuery(request: RuntimeDeliveryRequest, period: number): SearchRequest {
  const series = quotaSeries(request);
  return search(series.index, {
    size: 0,
    track_total_hits: false,
    query: ofSeries(series, request.range, period),
    aggs: {
      models: {
        multi_terms: {
          terms: [{ field: METRIC_FIELD.account }, { field: METRIC_FIELD.region }, { field: MODEL_ID }],
          size: QUOTA_ROWS,
          shard_size: SHARD_CANDIDATES,
          order: [{ peak: 'desc' }, { _key: 'asc' }],
        },
        aggs: { peak: { max: { field: USE } } },
      },
    },
  });
}

const Answer = z.object({
  aggregations: z.optional(
    z.object({
      models: z.object({
        sum_other_doc_count: z.number(),
        buckets: z.array(
          z.object({
            key: z.tuple([z.string(), z.string(), z.string()]),
            peak: z.object({ value: z.number() }),
          }),
        ),
      }),
    }),
  ),
});

/**
 * @param answer undefined where no period is stored and so nothing was asked
 * @throws UnexpectedAnswer when `answer` is not an answer to `quotaUseQuery`
 */
export function readQuotaUse(period: AnsweredPeriod, answer: unknown): RuntimeDelivery['quota'] {
  const { used } = period;
  const models = answer === undefined ? undefined : readAnswer(Answer, answer).aggregations?.models;
  if (used === null || models === undefined)
    return { period, by_minute: false, models: [], truncated: false };
  return {
    period,
    by_minute: used.seconds === MINUTE,
    models: models.buckets.map(({ key: [account, region, model], peak }) => ({
      account,
      region,
      model: modelOf(model),
      // Each request adds what it uses: a longer period holds the use of several minutes.
      peak: (peak.value * MINUTE) / used.seconds,
    })),
    truncated: models.sum_other_doc_count > 0,
  };
}
