/**
 * Claude under InvokeModel and InvokeModelWithResponseStream: Anthropic's Messages API (Bedrock user guide,
 * Anthropic Claude Messages API), whole or as the array of a stream's events.
 */
import {
  asArray,
  asCount,
  asNumber,
  asObject,
  asText,
  texts,
  type JsonObject,
  type Maybe,
} from '../documents/json';
import { anthropicMessages, anthropicParts, anthropicTools } from './anthropic_blocks';
import { assembleAnthropicEvents, isAnthropicEvent } from './anthropic_events';
import {
  EMPTY_CONVERSATION,
  type BodyReader,
  type Conversation,
  type Parameters,
  type Part,
} from './conversation';
import { anthropicUsage } from './usage';

const parametersOf = (request: JsonObject): Parameters => ({
  maxTokens: asCount(request.max_tokens),
  temperature: asNumber(request.temperature),
  topP: asNumber(request.top_p),
  topK: asNumber(request.top_k),
  stopSequences: texts(request.stop_sequences),
  version: asText(request.anthropic_version),
});

function answerOf(message: JsonObject, parts: readonly Part[]): Partial<Conversation> {
  const stopReason = asText(message.stop_reason);
  const role = (asText(message.role) ?? 'assistant').toLowerCase();
  return {
    answers: parts.length === 0 ? [] : [{ role, parts }],
    finishReasons: stopReason === undefined ? [] : [stopReason],
    usage: anthropicUsage(message.usage),
    responseId: asText(message.id),
    responseModel: asText(message.model),
  };
}

function readResponse(response: Maybe): Partial<Conversation> {
  const chunks = asArray(response);
  if (chunks) {
    const { message, parts } = assembleAnthropicEvents(chunks);
    return answerOf(message, parts);
  }
  const message = asObject(response);
  return message ? answerOf(message, anthropicParts(message.content)) : {};
}

const isAnswer = (response: Maybe): boolean =>
  asArray(response)?.some((item) => isAnthropicEvent(asObject(item) ?? {})) ??
  asObject(response)?.type === 'message';

export const anthropicMessagesReader: BodyReader = {
  name: 'anthropic_messages',
  vendors: ['anthropic'],
  fits: ({ request, response }) => {
    const asked = asObject(request);
    return (
      isAnswer(response) ||
      (asked?.anthropic_version !== undefined && asked.prompt === undefined) ||
      // A blocked or offloaded answer leaves only the request to look at.
      (asked?.messages !== undefined && asked.max_tokens !== undefined && asked.system !== undefined)
    );
  },
  read: ({ request, response }) => {
    const asked = asObject(request) ?? {};
    return {
      ...EMPTY_CONVERSATION,
      operationName: 'chat',
      system: anthropicParts(asked.system),
      messages: anthropicMessages(asked.messages),
      tools: anthropicTools(asked.tools),
      parameters: parametersOf(asked),
      ...readResponse(response),
    };
  },
};
