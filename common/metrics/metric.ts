/**
 * What a metric of CloudWatch becomes: which statistics are asked for, and under which name each is stored. The
 * catalogue is data, a file for each CloudWatch namespace; the source asks what stands there, the field catalogue
 * and the mappings are made from it.
 */
import type { Dataset } from '../plugin';

/** As GetMetricData names them. One statistic is one query, and is what AWS charges for. */
export type Statistic = 'Sum' | 'Average' | 'Maximum' | 'SampleCount' | 'p50' | 'p90' | 'p99';

const METRIC_DATASETS = [
  'runtime',
  'guardrails',
  'agents',
  'knowledge_bases',
  'mantle',
  'agentcore',
] as const satisfies readonly Dataset[];
export type MetricDataset = (typeof METRIC_DATASETS)[number];

export const isMetricDataset = (dataset: Dataset): dataset is MetricDataset =>
  METRIC_DATASETS.some((one) => one === dataset);

export interface Metric {
  /** As CloudWatch names it; compared without case, since AWS's own pages differ in it. */
  readonly name: string;
  /** Where its first statistic is stored, below the namespace's own name; the others have a suffix. */
  readonly field: string;
  /** The first is the metric's main one. */
  readonly statistics: readonly [Statistic, ...Statistic[]];
  readonly meaning: string;
  /** Of the values; none for plain counts. */
  readonly unit?: string;
}

export interface MetricNamespace {
  /** As CloudWatch names it. */
  readonly cloudwatch: string;
  /** Names the data set `aws_bedrock.<name>`, its indices and its fields. */
  readonly name: MetricDataset;
  readonly meaning: string;
  readonly metrics: readonly Metric[];
  /** Dimensions that AWS documents or that were seen, and the field of each below the namespace's own name. */
  readonly dimensions: Readonly<Record<string, string>>;
}

const SUFFIX: Readonly<Record<Statistic, string>> = {
  Sum: 'sum',
  Average: 'avg',
  Maximum: 'max',
  SampleCount: 'count',
  p50: 'p50',
  p90: 'p90',
  p99: 'p99',
};

/** Field of a statistic, below the namespace's own name. */
export const statisticField = ({ field, statistics }: Metric, statistic: Statistic): string =>
  statistic === statistics[0] ? field : `${field}_${SUFFIX[statistic]}`;

/** `InvocationThrottles` as `invocation_throttles`; `TTFT` stays one word, `CPUUsed-vCPUHours` becomes `cpu_used_vcpu_hours`. */
export const fieldName = (name: string): string =>
  name
    .replace(/vCPU/g, 'Vcpu')
    .replace(/([a-z\d])([A-Z])|([A-Z])([A-Z][a-z])/g, (_, a, b, c, d) => `${a ?? c}_${b ?? d}`)
    .replace(/[^A-Za-z\d]+/g, '_')
    .toLowerCase();

type More = Partial<Pick<Metric, 'field' | 'unit'>>;

/** Something that is counted: its sum in each period. */
export const count = (name: string, meaning: string, more: More = {}): Metric => ({
  name,
  field: fieldName(name),
  statistics: ['Sum'],
  meaning,
  ...more,
});

/** Something each request has a value of: the sum, and how it is spread over requests. */
export const countEach = (name: string, meaning: string, more: More = {}): Metric => ({
  ...count(name, meaning, more),
  statistics: ['Sum', 'SampleCount', 'p50', 'p90', 'p99'],
});

/** A time in milliseconds. Averages are only comparable with how many they are of, and tails are what people wait for. */
export const milliseconds = (name: string, meaning: string, more: More = {}): Metric => ({
  name,
  field: fieldName(name),
  statistics: ['Average', 'SampleCount', 'p50', 'p90', 'p99', 'Maximum'],
  meaning,
  unit: 'ms',
  ...more,
});

/** A level that is read off, of which sums mean nothing. */
export const level = (name: string, meaning: string, more: More = {}): Metric => ({
  name,
  field: fieldName(name),
  statistics: ['Maximum', 'Average'],
  meaning,
  ...more,
});
