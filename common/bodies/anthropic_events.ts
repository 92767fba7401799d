/**
 * A streamed Anthropic answer put together from its events (Bedrock user guide, Anthropic Claude Messages API,
 * response streaming). Yields an object of the shape a whole answer has, so that one reader reads both.
 */
import { asCount, asObject, asText, type Json, type JsonObject, type Maybe } from '../documents/json';
import { anthropicParts, isToolCall } from './anthropic_blocks';
import { BlockAssembler } from './block_assembler';
import type { Part } from './conversation';

export interface StreamedMessage {
  /** Everything of the message but its content: `id`, `model`, `role`, `stop_reason`, `usage`. */
  readonly message: JsonObject;
  readonly parts: readonly Part[];
}

function start(blocks: BlockAssembler, index: number | undefined, block: JsonObject): void {
  if (isToolCall(block.type)) {
    blocks.startTool(index, asText(block.id), asText(block.name), block.input ?? {});
    return;
  }
  for (const part of anthropicParts(block)) {
    if (part.kind === 'text' || part.kind === 'reasoning') blocks.text(index, part.kind, part.text);
    else if (part.kind !== 'unknown') blocks.whole(index, part);
  }
}

function add(blocks: BlockAssembler, index: number | undefined, delta: JsonObject): void {
  const text = asText(delta.text);
  const thinking = asText(delta.thinking);
  const partial = asText(delta.partial_json);
  if (text !== undefined) blocks.text(index, 'text', text);
  if (thinking !== undefined) blocks.text(index, 'reasoning', thinking);
  if (partial !== undefined) blocks.toolInput(index, partial);
}

export const isAnthropicEvent = (chunk: JsonObject): boolean =>
  chunk.type === 'message_start' ||
  chunk.type === 'content_block_start' ||
  chunk.type === 'content_block_delta' ||
  chunk.type === 'message_delta';

/** What an event says of it; a null is no news. */
const said = (value: Maybe): JsonObject =>
  Object.fromEntries(Object.entries(asObject(value) ?? {}).filter(([, item]) => item !== null));

/** Later counts replace earlier ones: `message_delta` carries the final ones. */
export function assembleAnthropicEvents(chunks: readonly Json[]): StreamedMessage {
  const blocks = new BlockAssembler();
  let message: JsonObject = {};
  let usage: JsonObject = {};
  for (const item of chunks) {
    const chunk = asObject(item);
    if (!chunk) continue;
    const index = asCount(chunk.index);
    const delta = asObject(chunk.delta);
    switch (chunk.type) {
      case 'message_start':
        message = { ...message, ...asObject(chunk.message) };
        usage = { ...usage, ...asObject(message.usage) };
        break;
      case 'content_block_start':
        start(blocks, index, asObject(chunk.content_block) ?? {});
        break;
      case 'content_block_delta':
        if (delta) add(blocks, index, delta);
        break;
      case 'message_delta':
        message = { ...message, ...delta };
        usage = { ...usage, ...said(chunk.usage) };
        break;
      default:
        break;
    }
  }
  return { message: { ...message, usage }, parts: blocks.parts() };
}
