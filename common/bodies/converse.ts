/**
 * Converse and ConverseStream, whichever model answered (Bedrock runtime API, Converse). A stream is logged as
 * one whole answer; an array of events is read all the same.
 */
import {
  asArray,
  asMilliseconds,
  asNumber,
  asObject,
  asText,
  asCount,
  first,
  texts,
  type JsonObject,
  type Maybe,
} from '../documents/json';
import {
  conversationOf,
  type Bodies,
  type BodyReader,
  type Conversation,
  type Message,
  type Parameters,
} from './conversation';
import { converseMessages, converseParts, converseTools } from './converse_blocks';
import { assembleConverseEvents, isConverseEvent } from './converse_events';
import { splitInlineReasoning } from './inline_reasoning';
import { converseUsage } from './usage';

/** `serviceTier` and the like come as an object with one word in it, or as the word. */
const wordIn = (value: Maybe, key: string): string | undefined =>
  asText(value) ?? asText(asObject(value)?.[key]);

/** Nova's older samples spell parameters in snake case; `topK` is no part of Converse and goes beside it. */
function parametersOf(request: JsonObject): Parameters {
  const config = asObject(request.inferenceConfig) ?? {};
  const more = asObject(request.additionalModelRequestFields) ?? {};
  const moreConfig = asObject(more.inferenceConfig) ?? {};
  return {
    maxTokens: first(asCount(config.maxTokens), asCount(config.max_new_tokens), asCount(more.max_tokens)),
    temperature: first(asNumber(config.temperature), asNumber(more.temperature)),
    topP: first(asNumber(config.topP), asNumber(config.top_p), asNumber(more.top_p)),
    topK: first(
      asNumber(config.topK),
      asNumber(config.top_k),
      asNumber(more.top_k),
      asNumber(more.topK),
      asNumber(more.k),
      asNumber(moreConfig.topK),
    ),
    stopSequences: texts(config.stopSequences),
    version: asText(request.schemaVersion),
  };
}

interface Answered {
  readonly answers: readonly Message[];
  readonly stopReason: string | undefined;
  /** What stands beside the message, in a whole answer or in the metadata event of a stream. */
  readonly beside: JsonObject;
}

function readResponse(value: Maybe): Answered {
  const chunks = asArray(value);
  if (chunks) {
    const { role, parts, stopReason, metadata } = assembleConverseEvents(chunks);
    return {
      answers: parts.length === 0 ? [] : [{ role: role ?? 'assistant', parts: splitInlineReasoning(parts) }],
      stopReason,
      beside: metadata,
    };
  }
  const response = asObject(value) ?? {};
  const message = asObject(asObject(response.output)?.message);
  return {
    answers: message
      ? [
          {
            role: (asText(message.role) ?? 'assistant').toLowerCase(),
            parts: splitInlineReasoning(converseParts(message.content)),
          },
        ]
      : [],
    stopReason: asText(response.stopReason),
    beside: response,
  };
}

/** Shared with Nova's own format, which differs in spellings only. */
export function readConverse({ request, response }: Bodies): Conversation {
  const asked = asObject(request);
  const { answers, stopReason, beside } = readResponse(response);
  const router = asObject(asObject(beside.trace)?.promptRouter);
  return conversationOf({
    operationName: 'chat',
    system: converseParts(asked?.system),
    messages: converseMessages(asked?.messages),
    answers,
    tools: converseTools(asked?.toolConfig),
    parameters: asked && parametersOf(asked),
    finishReasons: stopReason === undefined ? [] : [stopReason],
    usage: converseUsage(beside.usage),
    latency: { total: asMilliseconds(asObject(beside.metrics)?.latencyMs) },
    responseModel: asText(router?.invokedModelId),
    serviceTier: wordIn(beside.serviceTier, 'type') ?? wordIn(asked?.serviceTier, 'type'),
    latencyMode: wordIn(beside.performanceConfig, 'latency') ?? wordIn(asked?.performanceConfig, 'latency'),
  });
}

/** Whether an answer has the shape of Converse, whole or as events. */
export function isConverseAnswer(response: Maybe): boolean {
  const chunks = asArray(response);
  if (chunks) return chunks.some((item) => isConverseEvent(asObject(item) ?? {}));
  return asObject(asObject(asObject(response)?.output)?.message) !== undefined;
}

export const converse: BodyReader = {
  name: 'converse',
  operations: ['Converse', 'ConverseStream'],
  vendors: [],
  fits: ({ request, response }) =>
    isConverseAnswer(response) ||
    asObject(asObject(request)?.inferenceConfig) !== undefined ||
    asObject(asObject(request)?.toolConfig) !== undefined,
  read: readConverse,
};
