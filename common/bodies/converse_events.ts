/**
 * A streamed Converse answer (ConverseStreamOutput of the Bedrock runtime API) put back into the shape of a
 * whole one. Bedrock logs ConverseStream already whole; Nova's own stream, logged under
 * InvokeModelWithResponseStream, has these events, each text delta with a block index of its own.
 */
import { asCount, asObject, asText, type Json, type JsonObject } from '../documents/json';
import { BlockAssembler } from './block_assembler';
import type { Part } from './conversation';
import { reasoningTextOf } from './converse_blocks';

export interface StreamedAnswer {
  readonly role?: string;
  readonly parts: readonly Part[];
  readonly stopReason?: string;
  /** `usage`, `metrics`, `trace`, `serviceTier` … of the last metadata event. */
  readonly metadata: JsonObject;
}

const EVENTS = ['messageStart', 'contentBlockStart', 'contentBlockDelta', 'contentBlockStop', 'messageStop'];

export const isConverseEvent = (chunk: JsonObject): boolean => EVENTS.some((event) => event in chunk);

function addDelta(blocks: BlockAssembler, event: JsonObject): void {
  const index = asCount(event.contentBlockIndex);
  const delta = asObject(event.delta);
  if (!delta) return;
  const text = asText(delta.text);
  if (text !== undefined) blocks.text(index, 'text', text);
  const reasoning = reasoningTextOf(delta.reasoningContent);
  if (reasoning !== undefined) blocks.text(index, 'reasoning', reasoning);
  const toolUse = asObject(delta.toolUse);
  if (!toolUse) return;
  if (typeof toolUse.input === 'string') blocks.toolInput(index, toolUse.input);
  else if (asObject(toolUse.input)) blocks.toolInput(index, JSON.stringify(toolUse.input));
}

export function assembleConverseEvents(chunks: readonly Json[]): StreamedAnswer {
  const blocks = new BlockAssembler();
  let role: string | undefined;
  let stopReason: string | undefined;
  let metadata: JsonObject = {};
  for (const item of chunks) {
    const chunk = asObject(item);
    if (!chunk) continue;
    role = asText(asObject(chunk.messageStart)?.role) ?? role;
    const start = asObject(chunk.contentBlockStart);
    const toolUse = asObject(asObject(start?.start)?.toolUse);
    if (start && toolUse) {
      blocks.startTool(
        asCount(start.contentBlockIndex),
        asText(toolUse.toolUseId),
        asText(toolUse.name),
        toolUse.input ?? {},
      );
    }
    const delta = asObject(chunk.contentBlockDelta);
    if (delta) addDelta(blocks, delta);
    stopReason = asText(asObject(chunk.messageStop)?.stopReason) ?? stopReason;
    const more = asObject(chunk.metadata);
    if (more) metadata = { ...metadata, ...more };
  }
  return {
    role,
    parts: blocks.parts(),
    stopReason,
    metadata,
  };
}
