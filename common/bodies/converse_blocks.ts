/**
 * Content blocks of the Converse API (ContentBlock, SystemContentBlock, ToolResultContentBlock of the Bedrock
 * runtime API), which Nova's own format shares. Texts may stand where blocks are expected.
 */
import { asList, asObject, asText, type Json, type JsonObject, type Maybe } from '../documents/json';
import type { MediaKind, Message, Part, Tool } from './conversation';

const MEDIA: readonly MediaKind[] = ['image', 'document', 'video', 'audio'];

function mediaPart(kind: MediaKind, value: JsonObject): Part {
  const mediaType = asText(value.format);
  const name = asText(value.name);
  const uri = asText(asObject(asObject(value.source)?.s3Location)?.uri);
  return {
    kind,
    mediaType,
    name,
    uri,
  };
}

export function toolCallPart(toolUse: JsonObject): Part {
  const id = asText(toolUse.toolUseId);
  const name = asText(toolUse.name);
  return {
    kind: 'tool_call',
    id,
    name,
    input: toolUse.input ?? {},
  };
}

function toolResultPart(toolResult: JsonObject): Part {
  const id = asText(toolResult.toolUseId);
  return {
    kind: 'tool_result',
    id,
    content: converseParts(toolResult.content),
    isError: toolResult.status === 'error',
  };
}

/** Text of `reasoningContent`, in either spelling; encrypted reasoning has none. */
export const reasoningTextOf = (value: Maybe): string | undefined => {
  const reasoning = asObject(value);
  return asText(asObject(reasoning?.reasoningText)?.text) ?? asText(reasoning?.text);
};

/** `guardContent` holds text or an image that a guardrail looks at; it may be all a user wrote. */
function guardedParts(value: JsonObject): Part[] {
  const text = asText(value.text) ?? asText(asObject(value.text)?.text);
  if (text !== undefined) return [{ kind: 'text', text }];
  const image = asObject(value.image);
  return image ? [mediaPart('image', image)] : [];
}

function citedParts(value: JsonObject): Part[] {
  const citations: Part[] = asList(value.citations).map((json) => ({ kind: 'citation', json }));
  return [...converseParts(value.content), ...citations];
}

function blockParts(block: Json): Part[] {
  if (typeof block === 'string') return block === '' ? [] : [{ kind: 'text', text: block }];
  const object = asObject(block);
  if (!object) return block === null ? [] : [{ kind: 'unknown', json: block }];
  if (typeof object.text === 'string') return object.text === '' ? [] : [{ kind: 'text', text: object.text }];
  for (const kind of MEDIA) {
    const media = asObject(object[kind]);
    if (media) return [mediaPart(kind, media)];
  }
  const toolUse = asObject(object.toolUse);
  if (toolUse) return [toolCallPart(toolUse)];
  const toolResult = asObject(object.toolResult);
  if (toolResult) return [toolResultPart(toolResult)];
  if (object.reasoningContent !== undefined) {
    return [{ kind: 'reasoning', text: reasoningTextOf(object.reasoningContent) ?? '' }];
  }
  const guarded = asObject(object.guardContent);
  if (guarded) return guardedParts(guarded);
  const cited = asObject(object.citationsContent);
  if (cited) return citedParts(cited);
  const found = asObject(object.searchResult);
  if (found) return converseParts(found.content);
  if (object.json !== undefined) return [{ kind: 'text', text: JSON.stringify(object.json) }];
  if (object.cachePoint !== undefined) return [];
  return [{ kind: 'unknown', json: block }];
}

/** Blocks of a message, of the system prompt or of a tool result. */
export const converseParts = (content: Maybe): Part[] => asList(content).flatMap(blockParts);

export function converseMessages(value: Maybe): Message[] {
  return asList(value).map((item) => {
    const message = asObject(item);
    if (!message) return { role: 'user', parts: converseParts(item) };
    return {
      role: (asText(message.role) ?? 'user').toLowerCase(),
      parts: converseParts(message.content),
    };
  });
}

/** `toolConfig.tools[]`: `toolSpec` or `systemTool`; cache points among them are no tools. */
export function converseTools(toolConfig: Maybe): Tool[] {
  return asList(asObject(toolConfig)?.tools).flatMap((json): Tool[] => {
    const tool = asObject(json);
    if (!tool || tool.cachePoint !== undefined) return [];
    const name = asText(asObject(tool.toolSpec ?? tool.systemTool)?.name);
    return [{ name, json }];
  });
}
