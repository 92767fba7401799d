/**
 * ListMetrics: the series that had data in the last two weeks, 500 per page. A filter on a dimension also
 * returns series with more dimensions.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
 */
import * as z from 'zod';
import { jsonOperation, type JsonOperation } from '../protocol/json_protocol';
import type { SealedTokens } from '../sealed_token';
import type { MetricStore, SeriesName } from './metric_store';
import { dimensionList, invalidParameter } from './wire';

const pageSize = 500;
const hourMs = 3_600_000;
const listedMs = 14 * 24 * hourMs;
const recentMs = 3 * hourMs;

const Input = z.object({
  Namespace: z.string().min(1).optional(),
  MetricName: z.string().min(1).optional(),
  Dimensions: z
    .array(z.object({ Name: z.string(), Value: z.string().optional() }))
    .max(10)
    .default([]),
  NextToken: z.string().optional(),
  RecentlyActive: z.literal('PT3H').optional(),
});
type Input = z.output<typeof Input>;

export const listMetrics = (store: MetricStore, tokens: SealedTokens): JsonOperation =>
  jsonOperation(Input, 'InvalidParameterValue', (input, call) => {
    call.authorize('cloudwatch:ListMetrics');
    const now = call.now();
    const { NextToken: token, ...question } = input;
    const after = token === undefined ? '' : tokens.open(question, token, now)?.state;
    if (typeof after !== 'string') throw invalidParameter('Request parameter NextToken is invalid.');

    const since = now - (input.RecentlyActive === undefined ? listedMs : recentMs);
    const found = store
      .list({ accountId: call.accountId, region: call.region })
      .filter(([key, series]) => key > after && matches(input, series.name) && series.latest(now) >= since);
    const page = call.imitates('empty_pages') ? [] : found.slice(0, pageSize);
    const last = page[page.length - 1]?.[0] ?? after;
    return {
      Metrics: page.map(([, { name }]) => ({
        Namespace: name.namespace,
        MetricName: name.metricName,
        Dimensions: dimensionList(name.dimensions),
      })),
      ...(page.length < found.length ? { NextToken: tokens.seal(question, last, now) } : {}),
    };
  });

const matches = (input: Input, name: SeriesName): boolean =>
  (input.Namespace ?? name.namespace) === name.namespace &&
  (input.MetricName ?? name.metricName) === name.metricName &&
  input.Dimensions.every(({ Name: dimension, Value: value }) => {
    const actual = name.dimensions[dimension];
    return actual !== undefined && (value ?? actual) === actual;
  });
