/**
 * A streamed Converse answer (ConverseStreamOutput of the Bedrock runtime API) put back into the shape of a
 * whole one. Bedrock logs ConverseStream already whole; Nova's own stream, logged under
 * InvokeModelWithResponseStream, has these events, each text delta with a block index of its own.
 */
import { asCount, asObject, asText, type Json, type JsonObject, type Maybe } from '../documents/json';
import { BlockAssembler } from './block_assembler';
import type { Part } from './conversation';
import { converseParts, reasoningTextOf } from './converse_blocks';

export interface StreamedAnswer {
  readonly role?: string;
  readonly parts: readonly Part[];
  readonly stopReason?: string;
  /** `usage`, `metrics`, `trace`, `serviceTier` … of the last metadata event. */
  readonly metadata: JsonObject;
}

const EVENTS = ['messageStart', 'contentBlockStart', 'contentBlockDelta', 'contentBlockStop', 'messageStop'];

export const isConverseEvent = (chunk: JsonObject): boolean => EVENTS.some((event) => event in chunk);

/** Results of tools that ran inside the answer: the event that opens one, then what it says, piece by piece. */
class StreamedResults {
  private readonly open = new Map<number | undefined, Part[]>();

  constructor(private readonly blocks: BlockAssembler) {}

  start(index: number | undefined, toolResult: JsonObject): void {
    const content: Part[] = [];
    this.open.set(index, content);
    const isError = toolResult.status === 'error';
    this.blocks.whole(index, { kind: 'tool_result', id: asText(toolResult.toolUseId), content, isError });
  }

  add(index: number | undefined, said: Maybe): void {
    if (said === undefined) return;
    if (!this.open.has(index)) this.start(index, {});
    this.open.get(index)?.push(...converseParts(said));
  }
}

function addDelta(blocks: BlockAssembler, results: StreamedResults, event: JsonObject): void {
  const index = asCount(event.contentBlockIndex);
  const delta = asObject(event.delta);
  if (!delta) return;
  const text = asText(delta.text);
  if (text !== undefined) blocks.text(index, 'text', text);
  const reasoning = reasoningTextOf(delta.reasoningContent);
  if (reasoning !== undefined) blocks.text(index, 'reasoning', reasoning);
  results.add(index, delta.toolResult);
  const toolUse = asObject(delta.toolUse);
  if (!toolUse) return;
  if (typeof toolUse.input === 'string') blocks.toolInput(index, toolUse.input);
  else if (asObject(toolUse.input)) blocks.toolInput(index, JSON.stringify(toolUse.input));
}

export function assembleConverseEvents(chunks: readonly Json[]): StreamedAnswer {
  const blocks = new BlockAssembler();
  const results = new StreamedResults(blocks);
  let role: string | undefined;
  let stopReason: string | undefined;
  let metadata: JsonObject = {};
  for (const item of chunks) {
    const chunk = asObject(item);
    if (!chunk) continue;
    role = asText(asObject(chunk.messageStart)?.role) ?? role;
    const start = asObject(chunk.contentBlockStart);
    const opened = asObject(start?.start);
    const toolUse = asObject(opened?.toolUse);
    const toolResult = asObject(opened?.toolResult);
    if (toolResult) results.start(asCount(start?.contentBlockIndex), toolResult);
    if (start && toolUse) {
      blocks.startTool(
        asCount(start.contentBlockIndex),
        asText(toolUse.toolUseId),
        asText(toolUse.name),
        toolUse.input ?? {},
      );
    }
    const delta = asObject(chunk.contentBlockDelta);
    if (delta) addDelta(blocks, results, delta);
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
