/**
 * What CloudWatch shows of agents, knowledge bases, mantle and AgentCore: each request in every set of dimensions it
 * counts in. Sources: "Monitor Amazon Bedrock Agents", "Monitor managed knowledge bases" and "Monitor bedrock-mantle",
 * Bedrock user guide; "AgentCore generated observability data", AgentCore developer guide.
 */
import type { AgentCoreFact, AgentFact, KnowledgeBaseFact, ManagedFact, MantleFact } from './managed';
import { managedFactsOfHour } from './managed';
import { MinuteSeries, type PlaceMetrics, type Sample, type Unit } from './minute_series';

type Value = readonly [name: string, value: number, unit?: Unit];
type Dimensions = Sample['dimensions'];

export function managedMetrics(seed: string, hourStart: number): PlaceMetrics[] {
  const series = new MinuteSeries(seed);
  for (const fact of managedFactsOfHour(seed, hourStart))
    series.add(fact.of, fact.timestamp, samplesOf(fact));
  return series.data();
}

const inSets = (namespace: string, sets: readonly Dimensions[], values: readonly Value[]): Sample[] =>
  sets.flatMap((dimensions) =>
    values.map(([name, value, unit = 'Count']) => ({ namespace, name, value, unit, dimensions })),
  );

function samplesOf(fact: ManagedFact): Sample[] {
  switch (fact.kind) {
    case 'agent':
      return agentSamples(fact);
    case 'knowledge_base':
      return knowledgeBaseSamples(fact);
    case 'mantle':
      return mantleSamples(fact);
    case 'agentcore':
      return agentCoreSamples(fact);
  }
}

function agentSamples({ of, end, latencyMs, modelId, input, output }: AgentFact): Sample[] {
  const Operation = 'InvokeAgent';
  const sets: readonly Dimensions[] = [
    { Operation },
    { Operation, ModelId: modelId },
    { Operation, AgentAliasArn: of.aliasArn, ModelId: modelId },
  ];
  const values: readonly Value[] =
    end === 'throttled'
      ? [['InvocationThrottles', 1]]
      : end === 'client_error'
        ? [
            ['InvocationCount', 1],
            ['InvocationClientErrors', 1],
          ]
        : end === 'server_error'
          ? [
              ['InvocationCount', 1],
              ['InvocationServerErrors', 1],
            ]
          : [
              ['InvocationCount', 1],
              ['TotalTime', latencyMs, 'Milliseconds'],
              ['TTFT', Math.round(latencyMs / 3), 'Milliseconds'],
              ['ModelInvocationCount', 1],
              ['ModelLatency', Math.round(latencyMs * 0.8), 'Milliseconds'],
              ['InputTokenCount', input],
              // The service spells this one with a small letter.
              ['outputTokenCount', output],
            ];
  return inSets('AWS/Bedrock/Agents', sets, values);
}

function knowledgeBaseSamples({ of, end, rounds }: KnowledgeBaseFact): Sample[] {
  const sets: readonly Dimensions[] = [
    { Operation: of.operation },
    { Operation: of.operation, KnowledgeBaseId: of.id },
  ];
  const values: readonly Value[] =
    end === 'throttled'
      ? [['Throttles', 1]]
      : [
          ['Invocations', 1],
          ...(end === 'client_error' ? ([['ClientErrors', 1]] as const) : []),
          ...(end === 'server_error' ? ([['ServerErrors', 1]] as const) : []),
          ...(end === 'ok' && rounds > 0 ? ([['TotalIterationCount', rounds]] as const) : []),
        ];
  return inSets('AWS/Bedrock/KnowledgeBases', sets, values);
}

function mantleSamples({ of, end, model, input, output }: MantleFact): Sample[] {
  // Its metrics know no throttles and no failures of its own.
  if (end === 'throttled' || end === 'server_error') return [];
  const both = { Project: of.project, Model: model };
  const sets: readonly Dimensions[] = [{}, { Project: of.project }, { Model: model }, both];
  const namespace = 'AWS/BedrockMantle';
  if (end === 'client_error')
    return inSets(namespace, sets, [
      ['Inferences', 1],
      ['InferenceClientErrors', 1],
    ]);
  return [
    ...inSets(namespace, sets, [
      ['Inferences', 1],
      ['TotalInputTokens', input],
      ['TotalOutputTokens', output],
    ]),
    ...inSets(
      namespace,
      [both],
      [
        ['InputTokens', input],
        ['OutputTokens', output],
      ],
    ),
  ];
}

function agentCoreSamples({ of, end, latencyMs }: AgentCoreFact): Sample[] {
  const sets: readonly Dimensions[] = [
    { Service: 'AgentCore.Runtime' },
    { Resource: of.resource, Operation: 'InvokeAgentRuntime', Name: of.name },
  ];
  const values: readonly Value[] =
    end === 'throttled'
      ? [['Throttles', 1]]
      : [
          ['Invocations', 1],
          ['Latency', latencyMs, 'Milliseconds'],
          ...(end === 'client_error' ? ([['UserErrors', 1]] as const) : []),
          ...(end === 'server_error' ? ([['SystemErrors', 1]] as const) : []),
        ];
  return inSets('AWS/Bedrock-AgentCore', sets, values);
}
