/**
 * `AWS/BedrockMantle`: the second endpoint, with the APIs of OpenAI and Anthropic. It writes no invocation logs, so
 * these numbers are all there is. One inference counts at every level: levels are never added.
 * Source: "Monitor bedrock-mantle", Bedrock user guide.
 */
import { count, countEach, type MetricNamespace } from './metric';

export const MANTLE_METRICS: MetricNamespace = {
  cloudwatch: 'AWS/BedrockMantle',
  name: 'mantle',
  meaning: 'Model calls through the mantle endpoint',
  metrics: [
    count('Inferences', 'Requests'),
    count('InferenceClientErrors', 'Requests that failed through what the caller sent'),
    count('TotalInputTokens', 'Input tokens', { unit: 'tokens' }),
    count('TotalOutputTokens', 'Output tokens', { unit: 'tokens' }),
    countEach('InputTokens', 'Input tokens of each request', { unit: 'tokens' }),
    countEach('OutputTokens', 'Output tokens of each request', { unit: 'tokens' }),
  ],
  dimensions: { Project: 'project', Model: 'model' },
};
