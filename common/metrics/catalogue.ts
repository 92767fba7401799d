/** Every CloudWatch namespace that is read. Adding one is one file and one line. */
import { AGENTCORE_METRICS } from './agentcore';
import { AGENT_METRICS } from './agents';
import { GUARDRAIL_METRICS } from './guardrails';
import { KNOWLEDGE_BASE_METRICS } from './knowledge_bases';
import { MANTLE_METRICS } from './mantle';
import type { Metric, MetricNamespace } from './metric';
import { RUNTIME_METRICS } from './runtime';

export const METRIC_NAMESPACES = [
  RUNTIME_METRICS,
  GUARDRAIL_METRICS,
  AGENT_METRICS,
  KNOWLEDGE_BASE_METRICS,
  MANTLE_METRICS,
  AGENTCORE_METRICS,
] as const satisfies readonly MetricNamespace[];

const byCloudWatchName = new Map(
  METRIC_NAMESPACES.map((namespace) => [
    namespace.cloudwatch,
    { namespace, metrics: new Map(namespace.metrics.map((metric) => [metric.name.toLowerCase(), metric])) },
  ]),
);

export const namespaceOf = (cloudwatch: string): MetricNamespace | undefined =>
  byCloudWatchName.get(cloudwatch)?.namespace;

/** Undefined for a metric that nobody described: it is not asked for, and costs nothing. */
export const metricOf = (cloudwatch: string, name: string): Metric | undefined =>
  byCloudWatchName.get(cloudwatch)?.metrics.get(name.toLowerCase());

/** Of a series without dimensions: the account as a whole. */
export const NO_DIMENSIONS = '(none)';

/**
 * Names an exact set of dimensions, for example `ModelId` or `GuardrailArn+GuardrailVersion`. One call counts in
 * several sets, so that only series of one set may ever be added up.
 */
export const dimensionSetOf = (dimensions: readonly string[]): string =>
  dimensions.length === 0 ? NO_DIMENSIONS : [...dimensions].sort().join('+');
