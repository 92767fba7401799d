/**
 * A conversation as it is stored where bodies are not: `gen_ai.conversation` of a content document, JSON text of
 * `{ "version": 1, "conversation": … }`, the conversation being `Conversation` of `conversation.ts` as JSON, what is
 * not known left out. A change that a reader of version 1 would misread makes a version 2.
 */
import { asArray, asObject, asText, type Json, type JsonObject, type Maybe } from '../documents/json';
import { conversationOf, type Conversation, type Message, type Part } from './conversation';

export const STORED_CONVERSATION_VERSION = 1;

/** @throws RangeError for what is nested deeper than the stack */
export const writeStoredConversation = (conversation: Conversation): string =>
  JSON.stringify({ version: STORED_CONVERSATION_VERSION, conversation });

const MEDIA_KINDS = ['image', 'document', 'video', 'audio'] as const;

function partOf(value: Json): Part {
  const part = asObject(value) ?? {};
  const { kind } = part;
  if (kind === 'text' || kind === 'reasoning') return { kind, text: asText(part.text) ?? '' };
  if (kind === 'tool_call')
    return { kind, id: asText(part.id), name: asText(part.name), input: part.input ?? {} };
  if (kind === 'tool_result')
    return { kind, id: asText(part.id), content: partsOf(part.content), isError: part.isError === true };
  if (kind === 'citation') return { kind, json: part.json ?? null };
  const media = MEDIA_KINDS.find((known) => known === kind);
  if (media !== undefined) {
    const { mediaType, name, uri } = part;
    return { kind: media, mediaType: asText(mediaType), name: asText(name), uri: asText(uri) };
  }
  // Kinds of a later build are shown as what they are.
  return { kind: 'unknown', json: part.json ?? value };
}

const partsOf = (value: Maybe): Part[] => (asArray(value) ?? []).map(partOf);

const messagesOf = (value: Maybe): Message[] =>
  (asArray(value) ?? []).map((item) => {
    const message = asObject(item) ?? {};
    return { role: asText(message.role) ?? '', parts: partsOf(message.parts) };
  });

const textsOf = (value: Maybe): string[] =>
  (asArray(value) ?? []).filter((item): item is string => typeof item === 'string');

/** What the viewer shows; numbers and the rest stand in the invocation's document. */
function conversationIn(stored: JsonObject): Conversation {
  return conversationOf({
    system: partsOf(stored.system),
    messages: messagesOf(stored.messages),
    answers: messagesOf(stored.answers),
    tools: (asArray(stored.tools) ?? []).map((item) => {
      const tool = asObject(item) ?? {};
      return { name: asText(tool.name), json: tool.json ?? null };
    }),
    parameters: { stopSequences: textsOf(asObject(stored.parameters)?.stopSequences) },
    finishReasons: textsOf(stored.finishReasons),
    responseId: asText(stored.responseId),
    responseModel: asText(stored.responseModel),
  });
}

/** Undefined for anything but a conversation of a version this build knows. */
export function readStoredConversation(text: string): Conversation | undefined {
  let stored: JsonObject | undefined;
  try {
    stored = asObject(JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
  const conversation = asObject(stored?.conversation);
  return stored?.version === STORED_CONVERSATION_VERSION && conversation
    ? conversationIn(conversation)
    : undefined;
}
