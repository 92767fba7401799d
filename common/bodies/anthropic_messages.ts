/**
 * Claude under InvokeModel and InvokeModelWithResponseStream: Anthropic's Messages API (Bedrock user guide,
 * Anthropic Claude Messages API), whole or as the array of a stream's events.
 */
import { asArray, asObject, asText, type Maybe } from '../documents/json';
import { anthropicMessages, anthropicParts, anthropicTools } from './anthropic_blocks';
import { assembleAnthropicEvents, isAnthropicEvent, type StreamedMessage } from './anthropic_events';
import { conversationOf, type BodyReader } from './conversation';
import { parametersIn, type ParameterNames } from './parameters';
import { anthropicUsage } from './usage';

const PARAMETERS: ParameterNames = {
  maxTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  stopSequences: 'stop_sequences',
  version: 'anthropic_version',
};

/** A whole answer, or what its stream amounts to. */
function readResponse(response: Maybe): StreamedMessage {
  const chunks = asArray(response);
  if (chunks) return assembleAnthropicEvents(chunks);
  const message = asObject(response) ?? {};
  return { message, parts: anthropicParts(message.content) };
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
    const { message, parts } = readResponse(response);
    const stopReason = asText(message.stop_reason);
    const role = (asText(message.role) ?? 'assistant').toLowerCase();
    return conversationOf({
      operationName: 'chat',
      system: anthropicParts(asked.system),
      messages: anthropicMessages(asked.messages),
      answers: parts.length === 0 ? [] : [{ role, parts }],
      tools: anthropicTools(asked.tools),
      parameters: parametersIn(asked, PARAMETERS),
      finishReasons: stopReason === undefined ? [] : [stopReason],
      usage: anthropicUsage(message.usage),
      responseId: asText(message.id),
      responseModel: asText(message.model),
    });
  },
};
