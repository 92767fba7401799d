/**
 * The models of a range, the worst first, as CloudWatch saw them: one search inside the set `ModelId` and the one
 * period that was chosen for it. The range and the one before are parts of the same search, so that a delta compares
 * what one view of the data said.
 */
import * as z from 'zod/mini';
import type { AnsweredPeriod } from '../../common/api/metric_scope';
import {
  RUNTIME_MODEL_ROWS,
  type RuntimeModelRow,
  type RuntimeModels,
  type RuntimeModelsRequest,
} from '../../common/api/runtime_models';
import { modelOf } from './metric_model';
import { ofSeries } from './metric_series';
import { previousRange } from './previous_range';
import {
  modelSeries,
  MODEL_ID,
  NO_RUNTIME,
  readRuntime,
  runtimeAggregations,
  RuntimeAnswer,
} from './runtime_figures';
import { inRange } from './scope_clauses';
import { readAnswer, search, type SearchRequest } from './search';

/** Candidates each shard hands in; as long as it knows fewer models, rows and their order are exact. */
const SHARD_CANDIDATES = 1_000;

/** @param period seconds */
export function runtimeModelsQuery({ range, filters }: RuntimeModelsRequest, period: number): SearchRequest {
  const series = modelSeries(filters);
  const previous = previousRange(range);
  const both = {
    current: { filter: inRange(range), aggs: runtimeAggregations },
    previous: { filter: inRange(previous), aggs: runtimeAggregations },
  };
  return search(series.index, {
    size: 0,
    track_total_hits: false,
    query: ofSeries(series, { from: previous.from, to: range.to }, period),
    aggs: {
      ...both,
      models: {
        terms: {
          field: MODEL_ID,
          size: RUNTIME_MODEL_ROWS,
          shard_size: SHARD_CANDIDATES,
          order: [{ 'current>invocations': 'desc' }, { _count: 'desc' }, { _key: 'asc' }],
        },
        aggs: both,
      },
    },
  });
}

const both = { current: RuntimeAnswer, previous: RuntimeAnswer };
const Answer = z.object({
  aggregations: z.optional(
    z.object({
      ...both,
      models: z.object({
        sum_other_doc_count: z.number(),
        buckets: z.array(z.object({ key: z.string(), ...both })),
      }),
    }),
  ),
});

/**
 * @param answer undefined where no period is stored and so nothing was asked
 * @throws UnexpectedAnswer when `answer` is not an answer to `runtimeModelsQuery`
 */
export function readRuntimeModels(
  { range }: RuntimeModelsRequest,
  period: AnsweredPeriod,
  answer: unknown,
): RuntimeModels {
  const frame = { range, previous_range: previousRange(range), period };
  const aggregations = answer === undefined ? undefined : readAnswer(Answer, answer).aggregations;
  if (!aggregations)
    return { ...frame, current: NO_RUNTIME, previous: NO_RUNTIME, models: [], truncated: false };
  const { current, previous, models } = aggregations;
  return {
    ...frame,
    current: readRuntime(current),
    previous: readRuntime(previous),
    models: models.buckets
      .filter((bucket) => bucket.current.doc_count > 0)
      .map((bucket): RuntimeModelRow => ({
        model: modelOf(bucket.key),
        current: readRuntime(bucket.current),
        previous: readRuntime(bucket.previous),
      }))
      .sort(worstFirst),
    truncated: models.sum_other_doc_count > 0,
  };
}

/** By the share of requests that came to nothing, then by the slowest period, then by how many it concerns. */
function worstFirst(one: RuntimeModelRow, other: RuntimeModelRow): number {
  return (
    lostShare(other) - lostShare(one) ||
    (other.current.latency.p99.worst ?? 0) - (one.current.latency.p99.worst ?? 0) ||
    other.current.attempts - one.current.attempts ||
    (one.model.id < other.model.id ? -1 : 1)
  );
}

const lostShare = ({ current }: RuntimeModelRow): number =>
  current.attempts === 0
    ? 0
    : (current.client_errors + current.server_errors + current.throttles) / current.attempts;
