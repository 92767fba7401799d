/**
 * `AWS/Bedrock-AgentCore`: runtimes, gateways, memory, tools, identity and policy of AgentCore.
 * Source: "AgentCore generated observability data", AgentCore developer guide.
 */
import { count, level, milliseconds, type MetricNamespace } from './metric';

/** Success, failure and throttles of fetching a credential. */
const fetches = (name: string, what: string) => [
  count(`${name}FetchSuccess`, `${what} that were fetched`),
  count(`${name}FetchFailures`, `${what} that could not be fetched`),
  count(`${name}FetchThrottles`, `${what} whose fetching was turned away`),
];

export const AGENTCORE_METRICS: MetricNamespace = {
  cloudwatch: 'AWS/Bedrock-AgentCore',
  name: 'agentcore',
  meaning: 'AgentCore runtimes, gateways, memory, tools, identity and policy',
  metrics: [
    count('Invocations', 'Requests'),
    count('Throttles', 'Requests that were turned away for being too many'),
    count('SystemErrors', 'Requests that failed at AWS'),
    count('UserErrors', 'Requests that failed through what the caller sent'),
    count('Errors', 'Requests that failed'),
    milliseconds('Latency', 'From the request to the last byte'),
    milliseconds('Duration', 'How long a session or a call of a gateway lasted'),
    milliseconds('TargetExecutionTime', 'Time the target of a gateway took'),
    count('TargetType', 'Requests by type of target'),
    count('Sessions', 'Sessions'),
    count('SessionCount', 'Sessions'),
    level('ActiveSessionCount', 'Sessions that are open'),
    level('ActiveStreamingConnections', 'Streaming connections that are open'),
    count('InboundStreamingBytesProcessed', 'Bytes that streamed in', { unit: 'bytes' }),
    count('OutboundStreamingBytesProcessed', 'Bytes that streamed out', { unit: 'bytes' }),
    count('CreationCount', 'Memories that were created'),
    count('CPUUsed-vCPUHours', 'Processor time', { unit: 'vCPU h' }),
    count('MemoryUsed-GBHours', 'Memory', { unit: 'GB h' }),
    ...fetches('WorkloadAccessToken', 'Workload access tokens'),
    ...fetches('ResourceAccessToken', 'Resource access tokens'),
    ...fetches('ApiKey', 'API keys'),
    count('AllowDecisions', 'Decisions of a policy that allowed'),
    count('DenyDecisions', 'Decisions of a policy that denied'),
  ],
  dimensions: {
    Resource: 'resource',
    Operation: 'operation',
    Name: 'resource_name',
    Service: 'service',
    Protocol: 'protocol',
    Method: 'method',
  },
};
