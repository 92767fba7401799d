/**
 * A streamed chat completion put together from its chunks: each carries a piece of one or more choices, tool
 * calls come as fragments of JSON text that share an index. A whole answer is read the same way, as one chunk.
 */
import { asArray, asCount, asList, asObject, asText, objects, type JsonObject } from '../documents/json';
import { BlockAssembler } from './block_assembler';
import { chatAnswerParts, chatParts, reasoningOf, refusalParts, roleOf } from './chat_blocks';
import type { Message, Part } from './conversation';
import { splitInlineReasoning } from './inline_reasoning';
import type { Choices } from './text_choices';

/** Places of the blocks of a choice: pieces of one kind belong together, whatever came between them. */
const REASONING = 0;
const TEXT = 1;
const FIRST_TOOL = 2;
const OTHER = -1;

function addPart(blocks: BlockAssembler, part: Part): void {
  if (part.kind === 'text') blocks.text(TEXT, 'text', part.text);
  else if (part.kind === 'reasoning') blocks.text(REASONING, 'reasoning', part.text);
  else blocks.whole(OTHER, part);
}

class StreamedChoice {
  private readonly blocks = new BlockAssembler();
  private readonly refused = new BlockAssembler();
  /** Ids of the calls that were opened, by place; some servers repeat the id on every fragment. */
  private readonly calls = new Map<number, string | undefined>();

  add(delta: JsonObject): void {
    const reasoning = reasoningOf(delta);
    if (reasoning !== undefined) this.blocks.text(REASONING, 'reasoning', reasoning);
    for (const part of chatParts(delta.content)) addPart(this.blocks, part);
    for (const part of refusalParts(delta)) addPart(this.refused, part);
    asList(delta.tool_calls).forEach((item, position) => {
      const fragment = asObject(item);
      if (fragment) this.addCall(FIRST_TOOL + (asCount(fragment.index) ?? position), fragment);
    });
  }

  parts(): Part[] {
    return this.blocks.parts();
  }

  refusal(): Part[] {
    return this.refused.parts();
  }

  private addCall(place: number, fragment: JsonObject): void {
    const id = asText(fragment.id);
    const called = asObject(fragment.function);
    if (!this.calls.has(place) || (id !== undefined && id !== this.calls.get(place))) {
      this.calls.set(place, id);
      this.blocks.startTool(place, id, asText(called?.name), asObject(called?.arguments) ?? {});
    }
    const partial = asText(called?.arguments);
    if (partial !== undefined) this.blocks.toolInput(place, partial);
  }
}

interface Choice {
  role?: string;
  finishReason?: string;
  /** Parts of messages that came whole, and of refusals in them. */
  readonly whole: Part[];
  readonly refused: Part[];
  readonly streamed: StreamedChoice;
}

export const isChatChoice = (choice: JsonObject | undefined): boolean =>
  asObject(choice?.message) !== undefined || asObject(choice?.delta) !== undefined;

/** @param chunks of a stream, or the one object of a whole answer */
export function assembleChatChoices(chunks: readonly JsonObject[]): Choices {
  const choices = new Map<number, Choice>();
  for (const chunk of chunks) {
    objects(asArray(chunk.choices)).forEach((item, position) => {
      const index = asCount(item.index) ?? position;
      const choice = choices.get(index) ?? { whole: [], refused: [], streamed: new StreamedChoice() };
      choices.set(index, choice);
      choice.finishReason = asText(item.finish_reason) ?? asText(item.stop_reason) ?? choice.finishReason;
      const message = asObject(item.message);
      const delta = asObject(item.delta);
      choice.role ??= roleOf(delta ?? message ?? {});
      if (delta) choice.streamed.add(delta);
      // Some models stream whole messages, each of which holds only what is new.
      else if (message) {
        choice.whole.push(...chatAnswerParts(message));
        choice.refused.push(...refusalParts(message));
      }
    });
  }
  const answers: Message[] = [];
  const finishReasons: string[] = [];
  for (const { role, finishReason, whole, refused, streamed } of choices.values()) {
    const said = splitInlineReasoning([...whole, ...streamed.parts()]);
    // After what was said and apart from it: what ends the one and begins the other are two things.
    const parts = [...said, ...refused, ...streamed.refusal()];
    if (parts.length > 0) answers.push({ role: role ?? 'assistant', parts });
    if (finishReason !== undefined) finishReasons.push(finishReason);
  }
  return { answers, finishReasons };
}
