/**
 * The names by which the plugin is known to its host, to OpenSearch and to itself.
 * One place, because they are a contract: an index or an app id that changes loses people's data or links.
 */

export const PLUGIN_ID = 'bedrockObservability';
export const PLUGIN_NAME = 'Bedrock';

/** Root of every HTTP route of ours; the host keeps one flat namespace for all plugins. */
export const API_BASE = '/api/bedrock';

/**
 * Data written by collection, by data set. A namespace, which is an integration's, and a partition follow; both are
 * added by `server/storage`.
 */
export const INDEX_PREFIX = {
  invocation: 'logs-aws_bedrock.invocation',
  content: 'bedrock-content',
  rejected: 'logs-aws_bedrock.rejected',
  runtime: 'metrics-aws_bedrock.runtime',
  guardrails: 'metrics-aws_bedrock.guardrails',
  agents: 'metrics-aws_bedrock.agents',
  knowledge_bases: 'metrics-aws_bedrock.knowledge_bases',
  mantle: 'metrics-aws_bedrock.mantle',
  agentcore: 'metrics-aws_bedrock.agentcore',
  cloudtrail: 'logs-aws_bedrock.cloudtrail',
} as const;
export type Dataset = keyof typeof INDEX_PREFIX;
export const DATASETS = Object.keys(INDEX_PREFIX) as Dataset[];

const patternOf = <D extends Dataset>(dataset: D): `${(typeof INDEX_PREFIX)[D]}-*` =>
  `${INDEX_PREFIX[dataset]}-*`;

export const INDEX_PATTERN = {
  invocation: patternOf('invocation'),
  content: patternOf('content'),
  rejected: patternOf('rejected'),
  runtime: patternOf('runtime'),
  guardrails: patternOf('guardrails'),
  agents: patternOf('agents'),
  knowledge_bases: patternOf('knowledge_bases'),
  mantle: patternOf('mantle'),
  agentcore: patternOf('agentcore'),
  cloudtrail: patternOf('cloudtrail'),
} as const satisfies Record<Dataset, string>;

/** State indices. Definitions are written as the current user, tasks only by the collector. */
export const INTEGRATIONS_INDEX = '.bedrock-integrations';
export const TASKS_INDEX = '.bedrock-tasks';
/** Rates that people set; written as the current user, read by the collector. */
export const PRICES_INDEX = '.bedrock-prices';
