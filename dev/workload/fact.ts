/**
 * What is true about one invocation, as far as its record (or the body inside it) tells. Facts are decided
 * before anything is written, and the ledger adds up facts, never records.
 *
 * Model: `modelBaseId` is the logged id without geography, or the one inside an inference-profile or
 * foundation-model ARN (`modelFrom: 'id'`). Application inference profiles, provisioned and imported models have
 * opaque ARNs. Where AWS tells the model behind one, it is that, at the rate of the geography that the profile routes
 * across; provisioned throughput has no rate for a call (`'lookup'`). Of a profile that is gone, where the body names the model (Anthropic's `model`, for example `claude-sonnet-4-5-20250929`), the base
 * id is Bedrock's id of that model and the rate the one without geography (`'body'`). Where nothing names it
 * (errors, blocked calls, imported models) the ARN itself stands there (`'nothing'`) and there is no rate, so
 * one profile counts as priced or unpriced call by call, as its records tell.
 *
 * Latency: what the record carries. Plain InvokeModel records carry none, errors neither.
 */
import type { Tokens } from './prices';

export type Operation = 'Converse' | 'ConverseStream' | 'InvokeModel' | 'InvokeModelWithResponseStream';

export interface Fact {
  readonly requestId: string;
  /** Whole seconds, as the record's `timestamp`. */
  readonly timestamp: number;
  readonly accountId: string;
  readonly region: string;
  readonly application: string;
  readonly operation: Operation;
  /** As logged. */
  readonly modelId: string;
  readonly modelBaseId: string;
  readonly modelFrom: 'id' | 'lookup' | 'body' | 'nothing';
  /** Name of the role or user; null where the record does not say who called. */
  readonly caller: string | null;
  readonly session: string | null;
  readonly errorCode: string | null;
  /** 0 where the record says nothing: errors, and InvokeModel calls that a guardrail blocked. */
  readonly tokens: Tokens;
  /** Generated pictures. They stand in bodies that are kept apart in S3, not in the record itself. */
  readonly images: number;
  /** Text units of each of the guardrail's policies, where a trace tells; else 0. */
  readonly guardrailUnits: number;
  /** A guardrail blocked or masked, with or without a trace. */
  readonly intervened: boolean;
  readonly latencyMs: number | null;
  readonly firstByteMs: number | null;
  /** What CloudWatch's metrics saw, also where the record is silent; null for calls that never ran. */
  readonly measured: { readonly latencyMs: number; readonly firstByteMs: number | null } | null;
  /** Picodollars, traced guardrails included; 0 for errors, which are not billed; null: the model has no rate. */
  readonly spend: bigint | null;
  /**
   * What was planted in the text for detectors to find, if anything. Attacks (scenarios/attacks.ts) count in the one
   * call in which they are new, what else is planted in both calls of a question that needs a tool.
   */
  readonly planted: string | null;
  readonly incident: boolean;
}
