/**
 * Converse and ConverseStream, whichever model answered (Bedrock runtime API, Converse). A stream is logged as
 * one whole answer; an array of events is read all the same.
 */
import {
  asArray,
  asNumber,
  asObject,
  asText,
  asCount,
  first,
  texts,
  type JsonObject,
  type Maybe,
} from '../documents/json';
import { type Bodies, type BodyReader, type Conversation, type Parameters } from './conversation';
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

type Asked = Pick<Conversation, 'system' | 'messages' | 'tools' | 'parameters'>;
type Answered = Omit<Conversation, keyof Asked>;

function readRequest(value: Maybe): Asked {
  const request = asObject(value);
  if (!request) return { system: [], messages: [], tools: [], parameters: {} };
  return {
    system: converseParts(request.system),
    messages: converseMessages(request.messages),
    tools: converseTools(request.toolConfig),
    parameters: parametersOf(request),
  };
}

/** What stands beside the message, in a whole answer or in the metadata event of a stream. */
function circumstances(answer: JsonObject): Omit<Answered, 'answers' | 'finishReasons'> {
  const router = asObject(asObject(answer.trace)?.promptRouter);
  return {
    usage: converseUsage(answer.usage),
    latency: { total: asNumber(asObject(answer.metrics)?.latencyMs) },
    responseModel: asText(router?.invokedModelId),
    serviceTier: wordIn(answer.serviceTier, 'type'),
    latencyMode: wordIn(answer.performanceConfig, 'latency'),
  };
}

function readResponse(value: Maybe): Answered {
  const chunks = asArray(value);
  if (chunks) {
    const { role, parts, stopReason, metadata } = assembleConverseEvents(chunks);
    return {
      answers: parts.length === 0 ? [] : [{ role: role ?? 'assistant', parts: splitInlineReasoning(parts) }],
      finishReasons: stopReason === undefined ? [] : [stopReason],
      ...circumstances(metadata),
    };
  }
  const response = asObject(value) ?? {};
  const message = asObject(asObject(response.output)?.message);
  const stopReason = asText(response.stopReason);
  return {
    answers: message
      ? [
          {
            role: (asText(message.role) ?? 'assistant').toLowerCase(),
            parts: splitInlineReasoning(converseParts(message.content)),
          },
        ]
      : [],
    finishReasons: stopReason === undefined ? [] : [stopReason],
    ...circumstances(response),
  };
}

/** Shared with Nova's own format, which differs in spellings only. */
export function readConverse({ request, response }: Bodies): Conversation {
  const answered = readResponse(response);
  const asked = asObject(request);
  return {
    operationName: 'chat',
    ...readRequest(request),
    ...answered,
    serviceTier: answered.serviceTier ?? wordIn(asked?.serviceTier, 'type'),
    latencyMode: answered.latencyMode ?? wordIn(asked?.performanceConfig, 'latency'),
  };
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
