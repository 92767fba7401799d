/**
 * Messages of OpenAI-style chat completions, which most vendors share: content is a text or a list of typed
 * parts, tool calls stand beside it with their input as JSON text, reasoning beside it under two names
 * (Bedrock user guide, OpenAI models; Mistral AI chat completion).
 */
import { asList, asObject, asText, objects, type Json, type JsonObject, type Maybe } from '../documents/json';
import type { MediaKind, Message, Part, Tool } from './conversation';

const MEDIA_TYPE = /^data:([\w.+-]+\/[\w.+-]+)/;

/** `{url}`, a URL, or what stands in a stored body in the place of one that held the media itself. */
function mediaPart(kind: MediaKind, value: Maybe, name?: string): Part {
  const holder = asObject(value);
  const url = asText(value) ?? asText(holder?.url) ?? '';
  const replaced = asObject(holder?.url) ?? asObject(holder?.data) ?? asObject(holder?.file_data) ?? holder;
  return {
    kind,
    mediaType: MEDIA_TYPE.exec(url)?.[1] ?? asText(replaced?.media_type) ?? asText(holder?.format),
    name: name ?? asText(holder?.filename),
    uri: url === '' || url.startsWith('data:') ? undefined : url,
  };
}

const textPart = (text: Maybe): Part[] => {
  const present = asText(text);
  return present === undefined ? [] : [{ kind: 'text', text: present }];
};

/** Mistral's reasoning is a list of texts inside a part. */
const thinkingText = (value: Maybe): string =>
  asList(value)
    .map((item) => asText(item) ?? asText(asObject(item)?.text) ?? '')
    .join('');

function blockParts(block: Json): Part[] {
  if (typeof block === 'string') return textPart(block);
  const object = asObject(block);
  if (!object) return block === null ? [] : [{ kind: 'unknown', json: block }];
  switch (object.type) {
    case 'image_url':
      return [mediaPart('image', object.image_url)];
    case 'video_url':
      return [mediaPart('video', object.video_url)];
    case 'input_audio':
      return [mediaPart('audio', object.input_audio)];
    case 'audio_url':
      return [mediaPart('audio', object.audio_url)];
    case 'document_url':
      return [mediaPart('document', object.document_url, asText(object.document_name))];
    case 'file':
      return [mediaPart('document', object.file)];
    case 'thinking':
      return [{ kind: 'reasoning', text: thinkingText(object.thinking) }];
    case 'refusal':
      return textPart(object.refusal);
    default:
      return typeof object.text === 'string' ? textPart(object.text) : [{ kind: 'unknown', json: block }];
  }
}

export const chatParts = (content: Maybe): Part[] => asList(content).flatMap(blockParts);

/** Input comes as JSON in a text; what does not parse is kept as the text it is. */
function inputOf(value: Maybe): Json {
  if (typeof value !== 'string') return value ?? {};
  if (value === '') return {};
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

function toolCallPart(value: Json): Part {
  const call = asObject(value);
  if (!call) return { kind: 'unknown', json: value };
  const called = asObject(call.function) ?? call;
  return {
    kind: 'tool_call',
    id: asText(call.id),
    name: asText(called.name),
    input: inputOf(called.arguments),
  };
}

/** Reasoning beside the content, under the name of the vendors' own APIs or of OpenAI's open models. */
export const reasoningOf = (message: JsonObject): string | undefined =>
  asText(message.reasoning_content) ?? asText(message.reasoning);

/** What a message holds beside a refusal, in the order in which it reads. */
export function chatAnswerParts(message: JsonObject): Part[] {
  const reasoning = reasoningOf(message);
  return [
    ...(reasoning === undefined ? [] : [{ kind: 'reasoning', text: reasoning } as const]),
    ...chatParts(message.content),
    ...asList(message.tool_calls).map(toolCallPart),
  ];
}

/** What the model says instead of an answer: a text of its own, which continues none. */
export const refusalParts = (message: JsonObject): Part[] => chatParts(message.refusal);

const chatMessageParts = (message: JsonObject): Part[] => [
  ...chatAnswerParts(message),
  ...refusalParts(message),
];

export const roleOf = (message: JsonObject): string | undefined => asText(message.role)?.toLowerCase();

/** A message of the role `tool` is the result of the call it names. */
export function chatMessages(value: Maybe): Message[] {
  return asList(value).map((item): Message => {
    const message = asObject(item);
    if (!message) return { role: 'user', parts: chatParts(item) };
    const role = roleOf(message) ?? 'user';
    if (role !== 'tool') return { role, parts: chatMessageParts(message) };
    const content = chatParts(message.content);
    return {
      role,
      parts: [{ kind: 'tool_result', id: asText(message.tool_call_id), content, isError: false }],
    };
  });
}

export const chatTools = (value: Maybe): Tool[] =>
  objects(value).map((json) => ({ name: asText((asObject(json.function) ?? json).name), json }));
