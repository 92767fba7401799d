/**
 * What CloudWatch shows about the calls of an hour: the runtime, delivery and guardrail metrics of Bedrock,
 * minute by minute, with raw values so that percentiles stay computable. Source: "Monitor Amazon Bedrock
 * runtime metrics" and "Monitor Amazon Bedrock Guardrails", Bedrock user guide.
 */
import type { Call } from './call';
import { placeOf } from './estate/accounts';
import { SERVER_ERRORS } from './plan/fate';
import { MinuteSeries, type PlaceMetrics, type Sample, type Unit } from './minute_series';
import { textUnits } from './prices';
import type { WrittenCall } from './record';

const RUNTIME = 'AWS/Bedrock';
const GUARDRAILS = 'AWS/Bedrock/Guardrails';
/** Turned away at the door: these are not counted as invocations. */
const NOT_ACCEPTED: ReadonlySet<string> = new Set([
  'ThrottlingException',
  'ValidationException',
  'AccessDeniedException',
]);

export function metricsOf(seed: string, calls: readonly WrittenCall[]): PlaceMetrics[] {
  const series = new MinuteSeries(seed);
  for (const written of calls) {
    const { fact } = written.call;
    series.add(fact, fact.timestamp, samplesOf(written));
  }
  return series.data();
}

function samplesOf(written: WrittenCall): readonly Sample[] {
  return [...runtimeSamples(written.call), ...deliverySamples(written), ...guardrailSamples(written.call)];
}

/** The name CloudWatch gives a model: what was passed, of an ARN its last part. */
const modelDimension = (modelId: string) => modelId.slice(modelId.lastIndexOf('/') + 1);

function runtimeSamples({ fact, task }: Call): readonly Sample[] {
  const values: [name: string, value: number, unit?: Unit][] = [];
  const { errorCode, measured, tokens } = fact;
  if (errorCode === null || !NOT_ACCEPTED.has(errorCode)) values.push(['Invocations', 1]);
  if (errorCode === 'ThrottlingException') values.push(['InvocationThrottles', 1]);
  else if (errorCode !== null) {
    values.push([SERVER_ERRORS.has(errorCode) ? 'InvocationServerErrors' : 'InvocationClientErrors', 1]);
  }
  if (measured) {
    values.push(['InvocationLatency', measured.latencyMs, 'Milliseconds']);
    if (measured.firstByteMs !== null)
      values.push(['TimeToFirstToken', measured.firstByteMs, 'Milliseconds']);
    if (task.kind === 'image') values.push(['OutputImageCount', fact.images]);
    else if (task.kind !== 'rerank') values.push(['InputTokenCount', tokens.input]);
    if (task.kind === 'chat') values.push(['OutputTokenCount', tokens.output]);
    const written = tokens.cacheWrite5m + tokens.cacheWrite1h;
    if (tokens.cacheRead > 0) values.push(['CacheReadInputTokens', tokens.cacheRead]);
    if (written > 0) values.push(['CacheWriteInputTokens', written]);
    if (task.kind === 'chat') values.push(['EstimatedTPMQuotaUsage', tokens.input + written + tokens.output]);
  }
  const dimensions = { ModelId: modelDimension(fact.modelId) };
  return values.flatMap(([name, value, unit = 'Count']) => [
    { namespace: RUNTIME, name, value, unit, dimensions },
    ...(name === 'EstimatedTPMQuotaUsage' ? [] : [{ namespace: RUNTIME, name, value, unit, dimensions: {} }]),
  ]);
}

/** Across all models: these have no dimension. */
function deliverySamples({ call, s3Line, keptApart }: WrittenCall): readonly Sample[] {
  const { group, largeData } = placeOf(call.fact.accountId, call.fact.region);
  const names: string[] = [];
  if (group !== undefined) names.push('ModelInvocationLogsCloudWatchDeliverySuccess');
  if (s3Line !== undefined) names.push('ModelInvocationLogsS3DeliverySuccess');
  for (const _kept of keptApart) names.push('ModelInvocationLargeDataS3DeliverySuccess');
  // A body too large for its record, and nowhere else to go, was not delivered.
  if (call.task.kind === 'chat' && call.task.oversize && !largeData) {
    names.push('ModelInvocationLargeDataS3DeliveryFailure');
  }
  return names.map((name) => ({ namespace: RUNTIME, name, value: 1, unit: 'Count', dimensions: {} }));
}

const POLICIES = {
  topic: 'TopicPolicy',
  content: 'ContentPolicy',
  word: 'WordPolicy',
  pii: 'SensitiveInformationPolicy',
} as const;

function guardrailSamples({ fact, application, guardrail, task }: Call): readonly Sample[] {
  if (!guardrail || !application.guardrail || task.kind !== 'chat') return [];
  const { id, version } = application.guardrail;
  const arn = `arn:aws:bedrock:${fact.region}:${fact.accountId}:guardrail/${id}`;
  const units = textUnits(guardrail.read.input, guardrail.read.output);
  const values: [name: string, value: number, unit: Unit][] = [
    ['Invocations', 1, 'Count'],
    ['InvocationLatency', guardrail.processingMs, 'Milliseconds'],
    ['TextUnitCount', units, 'Count'],
  ];
  if (fact.intervened) values.push(['InvocationsIntervened', 1, 'Count']);
  const sets: readonly Sample['dimensions'][] = [
    { GuardrailArn: arn, GuardrailVersion: version },
    { Operation: 'ApplyGuardrail' },
    { GuardrailContentSource: guardrail.effect === 'blocked_input' ? 'Input' : 'Output' },
    ...(fact.intervened ? [{ GuardrailPolicyType: POLICIES[guardrail.policy] }] : []),
  ];
  return sets.flatMap((dimensions) =>
    values.map(([name, value, unit]) => ({ namespace: GUARDRAILS, name, value, unit, dimensions })),
  );
}
