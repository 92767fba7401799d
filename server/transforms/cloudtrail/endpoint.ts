/**
 * Which of Bedrock's endpoints an event was for. CloudTrail calls most of them by one name, so that the operation has
 * to tell what uses models, what uses agents and knowledge bases, and what changes or reads how Bedrock is set up.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/welcome.html
 */
export type Endpoint = 'runtime' | 'mantle' | 'agent' | 'control' | 'agentcore';

/** Services that have a name of their own. */
const BY_SERVICE: readonly (readonly [RegExp, Endpoint])[] = [
  [/^bedrock-mantle\b/, 'mantle'],
  [/^bedrock-agentcore\b/, 'agentcore'],
  [/^bedrock-agent-runtime\b/, 'agent'],
  [/^bedrock-runtime\b/, 'runtime'],
];

const RUNTIME: ReadonlySet<string> = new Set([
  'ApplyGuardrail',
  'Converse',
  'ConverseStream',
  'CountTokens',
  'GetAsyncInvoke',
  'InvokeGuardrailChecks',
  'InvokeModel',
  'InvokeModelWithBidirectionalStream',
  'InvokeModelWithResponseStream',
  'ListAsyncInvokes',
  'StartAsyncInvoke',
]);

const AGENT: ReadonlySet<string> = new Set([
  'AgenticRetrieveStream',
  'CreateInvocation',
  'CreateSession',
  'DeleteAgentMemory',
  'DeleteSession',
  'EndSession',
  'GenerateQuery',
  'GetAgentMemory',
  'GetExecutionFlowSnapshot',
  'GetFlowExecution',
  'GetInvocationStep',
  'GetSession',
  'InvokeAgent',
  'InvokeFlow',
  'InvokeInlineAgent',
  'ListFlowExecutionEvents',
  'ListFlowExecutions',
  'ListInvocationSteps',
  'ListInvocations',
  'ListSessions',
  'OptimizePrompt',
  'PutInvocationStep',
  'Rerank',
  'Retrieve',
  'RetrieveAndGenerate',
  'RetrieveAndGenerateStream',
  'StartFlowExecution',
  'StopFlowExecution',
  'UpdateSession',
]);

/** @param source of the event, such as `bedrock.amazonaws.com` */
export function endpointOf(source: string, operation: string | undefined): Endpoint {
  const [, named] = BY_SERVICE.find(([service]) => service.test(source)) ?? [];
  if (named !== undefined) return named;
  if (operation === undefined) return 'control';
  if (RUNTIME.has(operation)) return 'runtime';
  return AGENT.has(operation) ? 'agent' : 'control';
}
