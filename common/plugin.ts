/**
 * The names by which the plugin is known to its host, to OpenSearch and to itself.
 * One place, because they are a contract: an index or an app id that changes loses people's data or links.
 */

export const PLUGIN_ID = 'bedrockObservability';
export const PLUGIN_NAME = 'Bedrock';

/** Root of every HTTP route of ours; the host keeps one flat namespace for all plugins. */
export const API_BASE = '/api/bedrock';

/** Data written by collection. `namespace` is an integration's, partitions are added by `server/storage`. */
export const INDEX_PREFIX = {
  invocation: 'logs-aws_bedrock.invocation',
  rejected: 'logs-aws_bedrock.rejected',
  content: 'bedrock-content',
} as const;

export const INDEX_PATTERN = {
  invocation: `${INDEX_PREFIX.invocation}-*`,
  rejected: `${INDEX_PREFIX.rejected}-*`,
  content: `${INDEX_PREFIX.content}-*`,
} as const;

/** State indices. Definitions are written as the current user, tasks only by the collector. */
export const INTEGRATIONS_INDEX = '.bedrock-integrations';
export const TASKS_INDEX = '.bedrock-tasks';
