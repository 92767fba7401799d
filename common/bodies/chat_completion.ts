/**
 * Chat completions as OpenAI shaped them and most vendors took them over, with the spellings that each added:
 * the readers of those vendors differ in their name and in whose bodies they claim.
 */
import {
  asArray,
  asCount,
  asNumber,
  asObject,
  asText,
  first,
  objects,
  texts,
  type JsonObject,
} from '../documents/json';
import { chatMessages, chatTools } from './chat_blocks';
import { assembleChatChoices, isChatChoice } from './chat_chunks';
import { firstOf, lastOf } from './chunks';
import { conversationOf, type Bodies, type Conversation, type Parameters } from './conversation';
import { openAiUsage } from './usage';

const parametersOf = (request: JsonObject): Parameters => ({
  maxTokens: first(asCount(request.max_completion_tokens), asCount(request.max_tokens)),
  temperature: asNumber(request.temperature),
  topP: asNumber(request.top_p),
  topK: asNumber(request.top_k),
  stopSequences: texts(request.stop),
});

/** A body that looks like a chat completion; a request counts where nothing tells another format. */
export function isChatCompletion({ request, response }: Bodies): boolean {
  return (
    objects(response).some((chunk) => objects(asArray(chunk.choices)).some(isChatChoice)) ||
    asArray(asObject(request)?.messages) !== undefined
  );
}

export function readChatCompletion({ request, response }: Bodies): Conversation {
  const asked = asObject(request) ?? {};
  const chunks = objects(response);
  const { answers, finishReasons } = assembleChatChoices(chunks);
  return conversationOf({
    operationName: 'chat',
    messages: chatMessages(asked.messages),
    answers,
    tools: chatTools(asked.tools),
    parameters: parametersOf(asked),
    finishReasons,
    usage: openAiUsage(lastOf(chunks, ({ usage }) => asObject(usage))),
    responseId: firstOf(chunks, ({ id }) => asText(id)),
    responseModel: firstOf(chunks, ({ model }) => asText(model)),
    serviceTier: first(
      lastOf(chunks, ({ service_tier }) => asText(service_tier)),
      asText(asked.service_tier),
    ),
  });
}
