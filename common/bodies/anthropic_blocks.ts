/**
 * Content blocks of Anthropic's Messages API as Bedrock takes them (Bedrock user guide, Anthropic Claude
 * Messages API). A string may stand wherever a list of blocks may.
 */
import { asList, asObject, asText, objects, type Json, type JsonObject, type Maybe } from '../documents/json';
import type { Message, Part, Tool } from './conversation';

export function anthropicToolCall(block: JsonObject): Part {
  const id = asText(block.id);
  const name = asText(block.name);
  return {
    kind: 'tool_call',
    id,
    name,
    input: block.input ?? {},
  };
}

function toolResult(block: JsonObject): Part {
  const id = asText(block.tool_use_id);
  return {
    kind: 'tool_result',
    id,
    content: anthropicParts(block.content),
    isError: block.is_error === true,
  };
}

function media(kind: 'image' | 'document', block: JsonObject): Part {
  const source = asObject(block.source);
  const mediaType = asText(source?.media_type) ?? asText(asObject(source?.data)?.media_type);
  const name = asText(block.title);
  const uri = asText(source?.url);
  return {
    kind,
    mediaType,
    name,
    uri,
  };
}

const textPart = (text: Maybe): Part[] => {
  const present = asText(text);
  return present === undefined ? [] : [{ kind: 'text', text: present }];
};

/** Kinds of tool calls: the caller's, and those Anthropic runs itself. */
export const isToolCall = (type: Maybe): boolean => typeof type === 'string' && type.endsWith('tool_use');

function blockParts(block: Json): Part[] {
  if (typeof block === 'string') return textPart(block);
  const object = asObject(block);
  if (!object) return block === null ? [] : [{ kind: 'unknown', json: block }];
  const { type } = object;
  if (isToolCall(type)) return [anthropicToolCall(object)];
  if (typeof type === 'string' && type.endsWith('tool_result')) return [toolResult(object)];
  switch (type) {
    case 'image':
      return [media('image', object)];
    case 'document':
      return [media('document', object)];
    case 'thinking':
      return [{ kind: 'reasoning', text: asText(object.thinking) ?? '' }];
    case 'redacted_thinking':
      return [{ kind: 'reasoning', text: '' }];
    case 'search_result':
      return anthropicParts(object.content);
    default:
      break;
  }
  if (typeof object.text !== 'string') return [{ kind: 'unknown', json: block }];
  const citations: Part[] = asList(object.citations).map((json) => ({ kind: 'citation', json }));
  return [...textPart(object.text), ...citations];
}

export const anthropicParts = (content: Maybe): Part[] => asList(content).flatMap(blockParts);

/** `role: "system"` may come in mid-conversation; it stays where it was said. */
export function anthropicMessages(value: Maybe): Message[] {
  return asList(value).map((item) => {
    const message = asObject(item);
    if (!message) return { role: 'user', parts: anthropicParts(item) };
    return { role: (asText(message.role) ?? 'user').toLowerCase(), parts: anthropicParts(message.content) };
  });
}

export const anthropicTools = (value: Maybe): Tool[] =>
  objects(value).map((json) => ({ name: asText(json.name), json }));
