/**
 * What CloudWatch shows about the calls of an hour: the runtime, delivery and guardrail metrics of Bedrock,
 * minute by minute, with raw values so that percentiles stay computable. Source: "Monitor Amazon Bedrock
 * runtime metrics" and "Monitor Amazon Bedrock Guardrails", Bedrock user guide.
 */
import type { MetricDatum, Place } from '../aws/sink';
import type { Call } from './call';
import { placeOf } from './estate/accounts';
import { SERVER_ERRORS } from './plan/fate';
import { textUnits } from './prices';
import { Random } from './random';
import type { WrittenCall } from './record';

const MINUTE = 60_000;
const RUNTIME = 'AWS/Bedrock';
const GUARDRAILS = 'AWS/Bedrock/Guardrails';
/** Turned away at the door: these are not counted as invocations. */
const NOT_ACCEPTED: ReadonlySet<string> = new Set([
  'ThrottlingException',
  'ValidationException',
  'AccessDeniedException',
]);

type Unit = 'Count' | 'Milliseconds';

interface Sample {
  readonly namespace: string;
  readonly name: string;
  readonly unit: Unit;
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

export function metricsOf(seed: string, calls: readonly WrittenCall[]) {
  const places = new Map<string, { readonly place: Place; readonly series: Map<string, Series> }>();
  for (const written of calls) {
    const { accountId, region, timestamp } = written.call.fact;
    const id = `${accountId}/${region}`;
    const entry = places.get(id) ?? { place: { accountId, region }, series: new Map<string, Series>() };
    places.set(id, entry);
    const minute = Math.floor(timestamp / MINUTE) * MINUTE;
    for (const sample of samplesOf(written)) add(entry.series, minute, sample);
  }
  return [...places.entries()].map(([id, { place, series }]) => ({
    place,
    data: [...series.values()].map((one) => datumOf(one, visibleAt(seed, id, one.minute))),
  }));
}

/** One to four minutes after the minute has ended. */
const visibleAt = (seed: string, placeId: string, minute: number) =>
  minute +
  MINUTE +
  Math.round(Math.min(240_000, Random.of(seed, 'metrics', placeId, minute).around(90_000, 0.4)));

interface Series {
  readonly sample: Sample;
  readonly minute: number;
  readonly counts: Map<number, number>;
}

function add(series: Map<string, Series>, minute: number, sample: Sample): void {
  const id = `${minute}|${sample.name}|${Object.values(sample.dimensions).join('|')}|${sample.namespace}`;
  let one = series.get(id);
  if (!one) {
    one = { sample, minute, counts: new Map() };
    series.set(id, one);
  }
  one.counts.set(sample.value, (one.counts.get(sample.value) ?? 0) + 1);
}

const datumOf = ({ sample, minute, counts }: Series, at: number): MetricDatum => ({
  namespace: sample.namespace,
  metricName: sample.name,
  dimensions: sample.dimensions,
  timestamp: minute,
  visibleAt: at,
  values: [...counts.keys()],
  counts: [...counts.values()],
  unit: sample.unit,
});

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
