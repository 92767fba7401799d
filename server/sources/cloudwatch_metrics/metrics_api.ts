/**
 * The two calls that the metrics source needs of CloudWatch. An interface, so that the source is tested against a
 * service of which everything is known.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html,
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
import {
  type CloudWatchClient,
  type Dimension,
  GetMetricDataCommand,
  ListMetricsCommand,
  type StatusCode,
} from '@aws-sdk/client-cloudwatch';
import { awsFailure, type AwsCall } from '../../aws/errors';
import type { MetricQuery } from './query_batches';
import type { Series } from './series';

/** What ListMetrics tells of a series; which metrics are worth asking for is not its business. */
export type ListedSeries = Series;

export interface ListRequest {
  /** As CloudWatch names it. */
  readonly namespace: string;
  /** Only series that had points in the last three hours (more or less); otherwise in the last two weeks. */
  readonly recentlyActive: boolean;
  /** Of a monitoring account: those of linked accounts too, or of one of them. */
  readonly linkedAccounts?: { readonly owner?: string };
  readonly token?: string;
  readonly signal: AbortSignal;
}

export interface ListedPage {
  readonly series: readonly ListedSeries[];
  /** More may follow, also after an empty page. */
  readonly nextToken?: string;
}

export interface DataRequest {
  readonly queries: readonly MetricQuery[];
  /** Seconds. */
  readonly granularity: number;
  /** Epoch milliseconds, inclusive. */
  readonly start: number;
  /** Epoch milliseconds, exclusive. */
  readonly end: number;
  readonly token?: string;
  readonly signal: AbortSignal;
}

export interface MetricValues {
  /** Position of the query among those asked. */
  readonly query: number;
  /** Beginning of a period in epoch milliseconds, and the value. */
  readonly points: readonly (readonly [timestamp: number, value: number])[];
  /** Of the last page that tells of a query: whether this is all of it. */
  readonly status: ValuesStatus;
}

/**
 * `unfinished`: more of the same query is on the next page; without a next page, or where something failed inside
 * CloudWatch, it has to be asked again. `forbidden`: of a linked account that does not share its metrics.
 */
export type ValuesStatus = 'complete' | 'unfinished' | 'forbidden';

export interface DataPage {
  readonly values: readonly MetricValues[];
  readonly nextToken?: string;
}

export interface MetricsApi {
  /** Rejects with a `Failure`. */
  list(request: ListRequest): Promise<ListedPage>;
  /** Rejects with a `Failure`. */
  data(request: DataRequest): Promise<DataPage>;
}

export function awsMetrics(
  client: CloudWatchClient,
  caller: { readonly principal: string; readonly region: string },
  timeoutMs: number,
): MetricsApi {
  return {
    async list({ namespace, recentlyActive, linkedAccounts, token, signal }) {
      const call: AwsCall = { ...caller, action: 'cloudwatch:ListMetrics', resource: `metrics ${namespace}` };
      try {
        const answer = await client.send(
          new ListMetricsCommand({
            Namespace: namespace,
            ...(recentlyActive ? { RecentlyActive: 'PT3H' } : {}),
            ...(linkedAccounts === undefined ? {} : { IncludeLinkedAccounts: true }),
            ...(linkedAccounts?.owner === undefined ? {} : { OwningAccount: linkedAccounts.owner }),
            ...(token === undefined ? {} : { NextToken: token }),
          }),
          { abortSignal: signal, requestTimeout: timeoutMs },
        );
        const series = (answer.Metrics ?? []).map(
          ({ MetricName = '', Dimensions = [] }, at): ListedSeries => {
            const account = answer.OwningAccounts?.[at];
            return {
              namespace,
              metric: MetricName,
              dimensions: dimensionsOf(Dimensions),
              ...(account === undefined ? {} : { account }),
            };
          },
        );
        return { series, ...(answer.NextToken ? { nextToken: answer.NextToken } : {}) };
      } catch (error) {
        throw awsFailure(error, call);
      }
    },

    async data({ queries, granularity, start, end, token, signal }) {
      const call: AwsCall = { ...caller, action: 'cloudwatch:GetMetricData', resource: 'metrics of Bedrock' };
      try {
        const answer = await client.send(
          new GetMetricDataCommand({
            // No unit is sent: one that differs from a point's own makes the point vanish.
            MetricDataQueries: queries.map(({ series, statistic }, at) => ({
              Id: `q${at}`,
              ...(series.account === undefined ? {} : { AccountId: series.account }),
              MetricStat: {
                Metric: {
                  Namespace: series.namespace,
                  MetricName: series.metric,
                  Dimensions: Object.entries(series.dimensions).map(([Name, Value]) => ({ Name, Value })),
                },
                Period: granularity,
                Stat: statistic,
              },
            })),
            StartTime: new Date(start),
            EndTime: new Date(end),
            ScanBy: 'TimestampAscending',
            ...(token === undefined ? {} : { NextToken: token }),
          }),
          { abortSignal: signal, requestTimeout: timeoutMs },
        );
        const values = (answer.MetricDataResults ?? []).map((result): MetricValues => {
          const times = result.Timestamps ?? [];
          return {
            query: Number(result.Id?.slice(1)),
            points: (result.Values ?? []).map((value, at) => [times[at]?.getTime() ?? NaN, value] as const),
            status: statusOf(result.StatusCode),
          };
        });
        return { values, ...(answer.NextToken ? { nextToken: answer.NextToken } : {}) };
      } catch (error) {
        throw awsFailure(error, call);
      }
    },
  };
}

const dimensionsOf = (dimensions: readonly Dimension[]): Readonly<Record<string, string>> =>
  Object.fromEntries(dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));

function statusOf(code: StatusCode | undefined): ValuesStatus {
  switch (code) {
    case 'Forbidden':
      return 'forbidden';
    case 'InternalError':
    case 'PartialData':
      return 'unfinished';
    case 'Complete':
    case undefined:
      return 'complete';
  }
}
