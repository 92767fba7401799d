/**
 * GetMetricData for MetricStat queries: exact dimension sets, one statistic each, 500 queries and 100,800
 * points per call. Metric math and SEARCH are refused rather than answered wrongly.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
import * as z from 'zod';
import { jsonOperation, type JsonOperation } from '../protocol/json_protocol';
import type { SealedTokens } from '../sealed_token';
import type { MetricStore } from './metric_store';
import { seriesPoints, type Point } from './points';
import { statistic } from './statistics';
import { dimensionMap, Dimensions, invalidParameter, Timestamp, toSeconds, validationError } from './wire';

const maximumPoints = 100_800;

const MetricStat = z.object({
  Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions }),
  Period: z
    .int()
    .refine(
      (period) => [1, 5, 10, 20, 30].includes(period) || (period > 0 && period % 60 === 0),
      'Period must be 1, 5, 10, 20, 30 or a multiple of 60',
    ),
  Stat: z.string(),
  Unit: z.string().optional(),
});
const Query = z.object({
  Id: z
    .string()
    .regex(/^[a-z][a-zA-Z0-9_]*$/)
    .max(255),
  MetricStat: MetricStat.optional(),
  Expression: z.string().optional(),
  Label: z.string().optional(),
  ReturnData: z.boolean().default(true),
});
type Query = z.output<typeof Query>;

const Input = z.object({
  MetricDataQueries: z.array(Query).min(1).max(500),
  StartTime: Timestamp,
  EndTime: Timestamp,
  NextToken: z.string().optional(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
  MaxDatapoints: z.int().min(1).max(maximumPoints).default(maximumPoints),
});
type Input = z.output<typeof Input>;

/** Where the next page begins. `now` is that of the first page, so that all pages see the same data. */
const Cursor = z.object({ query: z.number(), point: z.number(), now: z.number() });
type Cursor = z.output<typeof Cursor>;

export const getMetricData = (store: MetricStore, tokens: SealedTokens): JsonOperation =>
  jsonOperation(Input, 'ValidationError', (input, call) => {
    call.authorize('cloudwatch:GetMetricData');
    requireReadable(input);
    const { NextToken: token, ...question } = input;
    const now = call.now();
    const cursor =
      token === undefined ? { query: 0, point: 0, now } : openCursor(tokens, question, token, now);
    const place = { accountId: call.accountId, region: call.region };
    const page = call.imitates('empty_pages')
      ? { results: [], next: cursor }
      : readPage(input, cursor, (query) => pointsOf(store, place, query, input, cursor.now));
    return {
      MetricDataResults: page.results,
      Messages: [],
      ...(page.next === undefined ? {} : { NextToken: tokens.seal(question, page.next, now) }),
    };
  });

function requireReadable(input: Input): void {
  if (input.EndTime <= input.StartTime) {
    throw validationError('The parameter StartTime must be less than the parameter EndTime.');
  }
  const ids = new Set<string>();
  for (const { Id: id, MetricStat: stat, Expression: expression } of input.MetricDataQueries) {
    if (ids.has(id))
      throw validationError(`The values for parameter id in MetricDataQueries are not unique: ${id}`);
    ids.add(id);
    if (stat === undefined || expression !== undefined) {
      throw validationError(`Query ${id}: the local AWS computes MetricStat only, no expressions.`);
    }
    if (statistic(stat.Stat) === undefined) {
      throw validationError(`The value ${stat.Stat} for parameter Stat of query ${id} is not supported.`);
    }
  }
}

function openCursor(tokens: SealedTokens, question: unknown, token: string, now: number): Cursor {
  const opened = tokens.open(question, token, now);
  if (opened === undefined) throw invalidParameter('Request parameter NextToken is invalid.');
  return Cursor.parse(opened.state);
}

function pointsOf(
  store: MetricStore,
  place: { accountId: string; region: string },
  { MetricStat: stat }: Query,
  input: Input,
  now: number,
): readonly Point[] {
  const compute = stat === undefined ? undefined : statistic(stat.Stat);
  if (stat === undefined || compute === undefined) return [];
  const { Namespace: namespace, MetricName: metricName, Dimensions: dimensions } = stat.Metric;
  const series = store.find(place, { namespace, metricName, dimensions: dimensionMap(dimensions) });
  if (series === undefined) return [];
  const window = { start: input.StartTime, end: input.EndTime, now };
  const points = seriesPoints(series, window, stat.Period * 1000, compute, stat.Unit);
  return input.ScanBy === 'TimestampAscending' ? points : [...points].reverse();
}

/** Fills one page with whole results and, where the points run out, with a part of one. */
function readPage(
  input: Input,
  cursor: Cursor,
  read: (query: Query) => readonly Point[],
): { results: readonly object[]; next?: Cursor } {
  const queries = input.MetricDataQueries.filter(({ ReturnData: isWanted }) => isWanted);
  const results: object[] = [];
  let left = input.MaxDatapoints;
  for (let at = cursor.query; at < queries.length; at++) {
    const query = queries[at];
    if (query === undefined) break;
    const from = at === cursor.query ? cursor.point : 0;
    const all = read(query);
    const points = all.slice(from, from + left);
    const isComplete = from + points.length >= all.length;
    if (points.length > 0 || isComplete) results.push(describe(query, points, isComplete));
    left -= points.length;
    if (!isComplete) return { results, next: { query: at, point: from + points.length, now: cursor.now } };
  }
  return { results };
}

const describe = (query: Query, points: readonly Point[], isComplete: boolean): object => ({
  Id: query.Id,
  Label: query.Label ?? query.MetricStat?.Metric.MetricName ?? query.Id,
  Timestamps: points.map(({ timestamp }) => toSeconds(timestamp)),
  Values: points.map(({ value }) => value),
  StatusCode: isComplete ? 'Complete' : 'PartialData',
});
