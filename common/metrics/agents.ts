/**
 * `AWS/Bedrock/Agents`: agents and the models they call; published only where the agent's role may do so.
 * Source: "Monitor Amazon Bedrock Agents using CloudWatch metrics", Bedrock user guide.
 */
import { count, milliseconds, type MetricNamespace } from './metric';

export const AGENT_METRICS: MetricNamespace = {
  cloudwatch: 'AWS/Bedrock/Agents',
  name: 'agents',
  meaning: 'Agents and the models they call',
  metrics: [
    count('InvocationCount', 'Requests to the agent'),
    milliseconds('TotalTime', 'From the request to the end of the answer'),
    milliseconds('TTFT', 'From the request to the first token, of streams', { field: 'time_to_first_token' }),
    count('InvocationThrottles', 'Requests that were turned away for being too many'),
    count('InvocationServerErrors', 'Requests that failed at AWS'),
    count('InvocationClientErrors', 'Requests that failed through what the caller sent'),
    milliseconds('ModelLatency', 'Time its models took'),
    count('ModelInvocationCount', 'Calls of its models'),
    count('ModelInvocationThrottles', 'Calls of its models that were turned away'),
    count('ModelInvocationClientErrors', 'Calls of its models that failed through what was sent'),
    count('ModelInvocationServerErrors', 'Calls of its models that failed at AWS'),
    count('InputTokenCount', 'Input tokens of its models', { unit: 'tokens' }),
    count('OutputTokenCount', 'Output tokens of its models', { unit: 'tokens' }),
  ],
  dimensions: { Operation: 'operation', ModelId: 'model_id', AgentAliasArn: 'agent_alias_arn' },
};
