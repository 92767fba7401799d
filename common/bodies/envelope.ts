/**
 * What Bedrock itself adds to any vendor's body: invocation metrics on the last stream chunk, the guardrail's
 * action and its trace. Read apart from the vendor readers, so that it is known for bodies nobody can read.
 */
import {
  asArray,
  asCount,
  asMilliseconds,
  asObject,
  asText,
  type JsonObject,
  type Maybe,
} from '../documents/json';
import type { Latency, Usage } from './conversation';

const METRICS = 'amazon-bedrock-invocationMetrics';
const ACTION = 'amazon-bedrock-guardrailAction';
const TRACE = 'amazon-bedrock-trace';

export interface Envelope {
  readonly usage: Usage;
  readonly latency: Latency;
  /** `INTERVENED` if any chunk says so, else what the last one says. */
  readonly guardrailAction?: string;
  /** `trace.guardrail` of either API, as maps of unknown content. */
  readonly guardrailTraces: readonly JsonObject[];
  /** `stopReason` or `stop_reason` is `guardrail_intervened` somewhere. */
  readonly stoppedByGuardrail: boolean;
}

const saysIntervened = (stop: Maybe): boolean => stop === 'guardrail_intervened';

/** Stop reasons in an object of either API, a stream event or a chunk. */
const stoppedByGuardrail = (chunk: JsonObject): boolean =>
  saysIntervened(chunk.stopReason) ||
  saysIntervened(chunk.stop_reason) ||
  saysIntervened(asObject(chunk.messageStop)?.stopReason) ||
  saysIntervened(asObject(chunk.delta)?.stop_reason);

function traceOf(chunk: JsonObject): JsonObject | undefined {
  for (const holder of [chunk.trace, chunk[TRACE], asObject(chunk.metadata)?.trace]) {
    const trace = asObject(asObject(holder)?.guardrail);
    if (trace) return trace;
  }
  return undefined;
}

/** @param response an object, or the array of a stream's chunks */
export function readEnvelope(response: Maybe): Envelope {
  let metrics: JsonObject | undefined;
  let guardrailAction: string | undefined;
  let stopped = false;
  const guardrailTraces: JsonObject[] = [];
  for (const item of asArray(response) ?? [response]) {
    const chunk = asObject(item);
    if (!chunk) continue;
    metrics = asObject(chunk[METRICS]) ?? metrics;
    if (guardrailAction !== 'INTERVENED') guardrailAction = asText(chunk[ACTION]) ?? guardrailAction;
    stopped ||= stoppedByGuardrail(chunk);
    const trace = traceOf(chunk);
    if (trace) guardrailTraces.push(trace);
  }
  const total = asMilliseconds(metrics?.invocationLatency);
  const firstByte = asMilliseconds(metrics?.firstByteLatency);
  return {
    usage: {
      input: asCount(metrics?.inputTokenCount),
      output: asCount(metrics?.outputTokenCount),
      cacheRead: asCount(metrics?.cacheReadInputTokenCount),
      cacheWrite: asCount(metrics?.cacheWriteInputTokenCount),
    },
    latency: { total, firstByte },
    guardrailAction,
    guardrailTraces,
    stoppedByGuardrail: stopped,
  };
}
