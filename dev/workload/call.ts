/**
 * One invocation before any vendor's words: who asked which model what, what came back, what it used. The
 * body writers turn a `Call` into what Bedrock logs; the ledger counts its `fact`. Times are epoch
 * milliseconds, durations milliseconds, text is plain.
 */
import type { Application, ModelUse } from './estate/application';
import type { Fact } from './fact';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reasoning'; readonly text: string }
  | { readonly kind: 'image'; readonly label: number }
  | { readonly kind: 'tool_call'; readonly id: string; readonly name: string; readonly input: Json }
  | {
      readonly kind: 'tool_result';
      readonly id: string;
      readonly name: string;
      readonly content: Json;
      readonly failed: boolean;
    };

export interface Message {
  readonly role: 'user' | 'assistant';
  readonly parts: readonly Part[];
}

export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  readonly schema: Json;
}

export type Stop = 'end' | 'length' | 'tool';

export interface Chat {
  readonly kind: 'chat';
  readonly system: string;
  readonly tools: readonly ToolSpec[];
  /** Empty where the request is so large that no destination keeps it; `oversize` is set then. */
  readonly messages: readonly Message[];
  readonly oversize: boolean;
  readonly answer: readonly Part[];
  readonly stop: Stop;
  readonly cache: '5m' | '1h' | 'none';
}

export interface Embedding {
  readonly kind: 'embedding';
  readonly texts: readonly string[];
}

export interface Image {
  readonly kind: 'image';
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  readonly count: number;
  readonly quality: 'standard' | 'premium';
}

export interface Rerank {
  readonly kind: 'rerank';
  readonly query: string;
  readonly documents: readonly string[];
}

export type Task = Chat | Embedding | Image | Rerank;

/** What a guardrail did. `detected`: it ran in detect mode and let the text pass, so nothing intervened. */
export interface GuardrailEvent {
  readonly effect: 'none' | 'detected' | 'masked' | 'blocked_input' | 'blocked_output';
  readonly policy: 'topic' | 'content' | 'word' | 'pii';
  readonly traced: boolean;
  /** What the policy matched, as a trace shows it. */
  readonly match: string;
  readonly processingMs: number;
  /** Characters of the last question and of the answer that it read; null: it never saw an answer. */
  readonly read: { readonly input: number; readonly output: number | null };
}

export interface Parameters {
  readonly temperature: number;
  readonly topP: number;
  readonly maxTokens: number;
}

export interface Call {
  readonly fact: Fact;
  readonly application: Application;
  readonly use: ModelUse;
  readonly task: Task;
  readonly guardrail: GuardrailEvent | undefined;
  /** Names the private randomness of whoever writes this call out: ids, chunk sizes, vectors. */
  readonly salt: string;
  readonly identity: 'object' | 'list' | 'empty';
  /** Errors that never reached the model leave a record without a request body. */
  readonly bodyLogged: boolean;
  readonly inferenceRegion: string | undefined;
  /** When CloudWatch Logs accepts the record. */
  readonly loggedAt: number;
  /** When bodies kept apart land in S3. */
  readonly offloadedAt: number;
}
