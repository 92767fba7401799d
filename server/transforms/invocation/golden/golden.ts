/**
 * Golden records as data: of every family of models what a record of each situation holds, made up to the shapes
 * that AWS documents, and what a reader of that documentation expects of it, written by hand. `golden.test.ts` holds
 * the transform to it, and refuses a body reader that lacks a situation.
 */
import type { Json, JsonObject } from '../../../../common/documents/json';

/**
 * `whole`: an answer in one piece. `stream`: the array of a stream's chunks. `error`: a failed call, without bodies.
 * `blocked`: a guardrail's answer in the place of the model's. `truncated`: an answer that was cut. `wrong_types`:
 * the documented names, each with a value of a type that it never has.
 */
export const SITUATIONS = ['whole', 'stream', 'error', 'blocked', 'truncated', 'wrong_types'] as const;
export type Situation = (typeof SITUATIONS)[number];

/** Why a family has no stream. */
export interface NotThere {
  readonly because: string;
}

/** What document and content say, by short names. A name that is missing here must be missing there. */
export interface Told {
  readonly reader?: string;
  /** `gen_ai.operation.name` */
  readonly operation?: string;
  /** Normalised. */
  readonly finish?: string;
  /** In the vendor's words. */
  readonly reasons?: readonly string[];
  /** Uncached input, as the record or the body counts it. */
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
  readonly cacheWrite1h?: number;
  readonly total?: number;
  /** Milliseconds. */
  readonly latency?: number;
  readonly firstByte?: number;
  readonly perSecond?: number;
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly version?: string;
  readonly responseId?: string;
  readonly responseModel?: string;
  /** Of the answer. */
  readonly role?: string;
  /** Of what was sent. */
  readonly kinds?: readonly string[];
  /** Tools offered and called. */
  readonly tools?: readonly [number, number];
  readonly images?: number;
  readonly task?: string;
  /** Under the document's own names. */
  readonly imageConfig?: JsonObject;
  readonly embeddings?: JsonObject;
  readonly tier?: string;
  readonly latencyMode?: string;
  readonly intervened?: boolean;
  readonly blocked?: boolean;
  readonly masked?: boolean;
  readonly guardrails?: readonly string[];
  /** Side, guardrail, policy, type, name, action. */
  readonly findings?: readonly string[];
  /** Whether the outcome is a failure. */
  readonly failure?: true;
  readonly error?: string;
  /** Where it is not `inline`. */
  readonly inputState?: string;
  readonly outputState?: string;
  readonly system?: string;
  readonly prompt?: string;
  readonly completion?: string;
  readonly reasoning?: string;
  readonly toolNames?: readonly string[];
  readonly stops?: readonly string[];
  readonly matches?: readonly string[];
}

export interface GoldenCase {
  readonly request?: Json;
  readonly response?: Json;
  /** What the record holds beside its bodies that differs from any other; merged into `input` and `output`. */
  readonly record?: JsonObject;
  readonly told: Told;
}

export interface Golden {
  readonly family: string;
  /** Name of the reader in `common/bodies`. */
  readonly reader: string;
  readonly vendor: string;
  readonly modelId: string;
  /** Page of the AWS documentation that the bodies follow. */
  readonly page: string;
  readonly situations: Readonly<Record<Exclude<Situation, 'stream'>, GoldenCase>> & {
    readonly stream: GoldenCase | NotThere;
  };
  /** What live records show beside that, by what is odd about it. */
  readonly quirks?: Readonly<Record<string, GoldenCase>>;
}

/** A failed call as Bedrock logs it: the code alone. */
export const failedCall = (operation?: string): GoldenCase => ({
  record: { errorCode: 'ThrottlingException' },
  told: {
    operation,
    failure: true,
    error: 'ThrottlingException',
    inputState: 'absent',
    outputState: 'absent',
  },
});

/** The text of a body that was cut in the middle. */
export function cut(body: Json): string {
  const text = JSON.stringify(body);
  return text.slice(0, Math.floor(text.length / 2));
}

/** What Bedrock adds to the last chunk of a stream. */
export const metrics = (more: JsonObject): JsonObject => ({
  'amazon-bedrock-invocationMetrics': { invocationLatency: 500, firstByteLatency: 300, ...more },
});

/** What Bedrock adds to an answer that a guardrail replaced. */
export const INTERVENED: JsonObject = { 'amazon-bedrock-guardrailAction': 'INTERVENED' };

export const NEVER_STREAMED: NotThere = { because: 'the model answers in one piece only' };
