/**
 * The one shape every vendor's request and response are read into: who said what, with which tools and
 * parameters, why it ended and what it used. The transform and the viewer read bodies with the same readers, so
 * they can never disagree about what was said.
 */
import type { Json, Maybe } from '../documents/json';
import type { OperationName } from '../models/kinds';

export type MediaKind = 'image' | 'document' | 'video' | 'audio';

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reasoning'; readonly text: string }
  | {
      readonly kind: MediaKind;
      readonly mediaType?: string;
      readonly name?: string;
      /** Where Bedrock put it, when it did not stay in the body. */
      readonly uri?: string;
    }
  | { readonly kind: 'tool_call'; readonly id?: string; readonly name?: string; readonly input: Json }
  | {
      readonly kind: 'tool_result';
      readonly id?: string;
      readonly content: readonly Part[];
      readonly isError: boolean;
    }
  | { readonly kind: 'citation'; readonly json: Json }
  | { readonly kind: 'unknown'; readonly json: Json };

export type PartKind = Part['kind'];

export interface Message {
  /** The vendor's word in lower case: `user`, `assistant`, `system`, `tool`. */
  readonly role: string;
  readonly parts: readonly Part[];
}

export interface Tool {
  readonly name?: string;
  /** As it was offered. */
  readonly json: Json;
}

export interface Parameters {
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly stopSequences?: readonly string[];
  /** Version of the body's format, such as `bedrock-2023-05-31`. */
  readonly version?: string;
}

/** Tokens. `input` as the body counts it: for almost every family without what the cache read and wrote. */
export interface Usage {
  readonly input?: number;
  readonly output?: number;
  readonly cacheRead?: number;
  /** All cache writes, whatever their life. */
  readonly cacheWrite?: number;
  /** The part of `cacheWrite` that lives one hour. */
  readonly cacheWrite1h?: number;
}

/** Milliseconds. */
export interface Latency {
  readonly total?: number;
  readonly firstByte?: number;
}

export interface Images {
  readonly taskType?: string;
  /** Images that came back. */
  readonly count?: number;
  readonly cfgScale?: number;
  readonly height?: number;
  readonly width?: number;
  readonly requested?: number;
  readonly quality?: string;
  readonly seed?: number;
  /** Diffusion steps asked for. */
  readonly steps?: number;
}

export interface Embeddings {
  readonly count?: number;
  readonly dimensions?: number;
}

export interface Conversation {
  readonly operationName?: OperationName;
  /** Instructions that stand apart from the turns; some vendors put them among the messages instead. */
  readonly system: readonly Part[];
  /** What was sent, in order. */
  readonly messages: readonly Message[];
  /** What came back: one message per choice. */
  readonly answers: readonly Message[];
  readonly tools: readonly Tool[];
  readonly parameters: Parameters;
  /** The vendor's words, one per choice that has one. */
  readonly finishReasons: readonly string[];
  readonly usage: Usage;
  readonly latency: Latency;
  readonly responseId?: string;
  /** A model name, id or ARN, as the body says it. */
  readonly responseModel?: string;
  readonly serviceTier?: string;
  readonly latencyMode?: string;
  readonly images?: Images;
  readonly embeddings?: Embeddings;
}

/**
 * A conversation of what was found. Every one has the same keys in the same order, whatever its reader is: code
 * that has met many shapes of object reads each of them several times slower.
 */
export function conversationOf(found: Partial<Conversation>): Conversation {
  return {
    operationName: found.operationName,
    system: found.system ?? [],
    messages: found.messages ?? [],
    answers: found.answers ?? [],
    tools: found.tools ?? [],
    parameters: found.parameters ?? {},
    finishReasons: found.finishReasons ?? [],
    usage: found.usage ?? {},
    latency: found.latency ?? {},
    responseId: found.responseId,
    responseModel: found.responseModel,
    serviceTier: found.serviceTier,
    latencyMode: found.latencyMode,
    images: found.images,
    embeddings: found.embeddings,
  };
}

export const EMPTY_CONVERSATION: Conversation = conversationOf({});

/** The two bodies of an invocation; either may be missing, and anything may stand in them. */
export interface Bodies {
  readonly request: Maybe;
  readonly response: Maybe;
}

export interface BodyReader {
  /** Stands in documents as `aws_bedrock.invocation.body_reader`. */
  readonly name: string;
  /** Operations whose bodies are always of this shape. */
  readonly operations?: readonly string[];
  /** Vendors that use this shape, as `common/models` names them. */
  readonly vendors: readonly string[];
  /** Families that alone use it, where those of another shape look alike as long as nothing was answered. */
  readonly families?: RegExp;
  /** Whether these bodies look like this shape. Cheap: looks at top-level keys only. */
  fits(bodies: Bodies): boolean;
  /** What the bodies say; never throws on any JSON, a wrong type reads as absent. */
  read(bodies: Bodies): Conversation;
}
