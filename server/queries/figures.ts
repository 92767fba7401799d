/**
 * The figures every table and tile is made of, as aggregations over invocation documents, and how they are read.
 * Sums are of fields that the transform computed exactly. Percentiles come from HDR histograms with three digits:
 * within 0.1 % of the value, at a memory that does not grow with the number of calls.
 */
import * as z from 'zod/mini';
import type { P95, Spend } from '../../common/api/overview';
import { FIELD, THROTTLED } from './invocation_fields';
import type { Aggregations, Clause } from './search';

const sum = (field: string) => ({ sum: { field } });
const p95 = (field: string) => ({
  percentiles: { field, percents: [95], keyed: false, hdr: { number_of_significant_value_digits: 3 } },
});

export const Count = z.object({ doc_count: z.number() });
export const Sum = z.object({ value: z.nullable(z.number()) });
export const Percentile = z.object({
  values: z.tuple([z.object({ value: z.nullable(z.union([z.number(), z.literal('NaN')])) })]),
});

/** Costs are exact to this many decimals; what a sum of doubles adds behind them is noise. */
const COST_DECIMALS = 10;
export const roundUsd = (usd: number): number => Number(usd.toFixed(COST_DECIMALS));

export const readSum = (answer: z.infer<typeof Sum>): number => answer.value ?? 0;

/** OpenSearch says `null` or `NaN` for the percentile of nothing. */
export function readPercentile(answer: z.infer<typeof Percentile>): number | null {
  const { value } = answer.values[0];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export const errorsAggregation: Aggregations = { errors: { filter: { exists: { field: FIELD.error } } } };
export const throttlesAggregation: Aggregations = {
  throttles: { filter: { term: { [FIELD.error]: THROTTLED } } },
};
export const interventionsAggregation: Aggregations = {
  interventions: { filter: { term: { [FIELD.intervened]: true } } },
};
export const tokensAggregation: Aggregations = { tokens: sum(FIELD.totalTokens) };
export const spendAggregation: Aggregations = { spend: sum(FIELD.cost) };
export const latencyAggregation: Aggregations = { latency_p95: p95(FIELD.responseTime) };
export const firstTokenAggregation: Aggregations = { first_token_p95: p95(FIELD.firstToken) };

/** An invocation without a rate has no cost field and says `priced: false`. */
export const isUnpriced: Clause = { term: { [FIELD.priced]: false } };

/** Spend with what it leaves out. */
export const spendDetailAggregations: Aggregations = {
  ...spendAggregation,
  priced: { value_count: { field: FIELD.cost } },
  unpriced: { filter: isUnpriced, aggs: { tokens: sum(FIELD.totalTokens) } },
};

export const SpendAnswer = z.object({
  spend: Sum,
  priced: Sum,
  unpriced: z.object({ doc_count: z.number(), tokens: Sum }),
});

export const readSpend = (answer: z.infer<typeof SpendAnswer>): Spend => ({
  usd: roundUsd(readSum(answer.spend)),
  priced_invocations: readSum(answer.priced),
  unpriced_invocations: answer.unpriced.doc_count,
  unpriced_tokens: readSum(answer.unpriced.tokens),
});

/** What a row of a table says about a model or a caller. */
export const shareAggregations: Aggregations = {
  ...tokensAggregation,
  ...errorsAggregation,
  ...spendDetailAggregations,
  ...latencyAggregation,
  latency_measured: { value_count: { field: FIELD.responseTime } },
};

const shareShape = {
  doc_count: z.number(),
  tokens: Sum,
  errors: Count,
  ...SpendAnswer.shape,
  latency_p95: Percentile,
  latency_measured: Sum,
};
export const ShareAnswer = z.object(shareShape);

export const readP95 = (value: z.infer<typeof Percentile>, measured: z.infer<typeof Sum>): P95 => ({
  value: readPercentile(value),
  measured: readSum(measured),
});

export const readShare = (answer: z.infer<typeof ShareAnswer>) => ({
  invocations: answer.doc_count,
  tokens: readSum(answer.tokens),
  errors: answer.errors.doc_count,
  latency: readP95(answer.latency_p95, answer.latency_measured),
  spend: readSpend(answer),
});

/** Everything a period's tiles say. */
export const totalsAggregations: Aggregations = {
  ...shareAggregations,
  ...throttlesAggregation,
  ...interventionsAggregation,
  ...firstTokenAggregation,
  first_token_measured: { value_count: { field: FIELD.firstToken } },
  uncached_input: sum(FIELD.uncachedInput),
  output: sum(FIELD.output),
  cache_read: sum(FIELD.cacheRead),
  cache_write: sum(FIELD.cacheWrite),
};

export const totalsShape = {
  ...shareShape,
  throttles: Count,
  interventions: Count,
  first_token_p95: Percentile,
  first_token_measured: Sum,
  uncached_input: Sum,
  output: Sum,
  cache_read: Sum,
  cache_write: Sum,
};
