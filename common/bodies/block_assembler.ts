/**
 * Puts a streamed answer together: deltas arrive per block index, interleaved, sometimes without an index or
 * without the event that opens a block. Blocks stay in the order in which they first appeared.
 */
import type { Json } from '../documents/json';
import type { Part } from './conversation';

type Block =
  | { kind: 'text' | 'reasoning'; text: string }
  | { kind: 'tool_call'; id?: string; name?: string; input: Json; partial: string }
  | { kind: 'whole'; part: Part };

type ToolBlock = Extract<Block, { kind: 'tool_call' }>;

/** Streamed tool input is partial JSON; what does not parse is kept as the text it is. */
function inputOf({ partial, input }: ToolBlock): Json {
  if (partial === '') return input;
  try {
    return JSON.parse(partial) as Json;
  } catch {
    return partial;
  }
}

function partOf(block: Block): Part {
  switch (block.kind) {
    case 'text':
    case 'reasoning':
      return { kind: block.kind, text: block.text };
    case 'tool_call': {
      const { id, name } = block;
      return {
        kind: 'tool_call',
        id,
        name,
        input: inputOf(block),
      };
    }
    case 'whole':
      return block.part;
  }
}

export class BlockAssembler {
  private readonly blocks: Block[] = [];
  private readonly open = new Map<number, Block>();
  private lastIndex = 0;

  /** Opens a tool call; `input` is what the opening event already held. */
  startTool(index: number | undefined, id: string | undefined, name: string | undefined, input: Json): void {
    const block: ToolBlock = { kind: 'tool_call', input, partial: '' };
    if (id !== undefined) block.id = id;
    if (name !== undefined) block.name = name;
    this.put(index, block);
  }

  text(index: number | undefined, kind: 'text' | 'reasoning', text: string): void {
    const block = this.at(index);
    if (block?.kind === kind) block.text += text;
    else this.put(index, { kind, text });
  }

  toolInput(index: number | undefined, partial: string): void {
    const block = this.at(index);
    if (block?.kind === 'tool_call') block.partial += partial;
    else this.put(index, { kind: 'tool_call', input: {}, partial });
  }

  /** A part that arrived in one piece. */
  whole(index: number | undefined, part: Part): void {
    this.put(index, { kind: 'whole', part });
  }

  parts(): Part[] {
    return this.blocks.map(partOf);
  }

  private at(index: number | undefined): Block | undefined {
    this.lastIndex = index ?? this.lastIndex;
    return this.open.get(this.lastIndex);
  }

  private put(index: number | undefined, block: Block): void {
    this.lastIndex = index ?? this.lastIndex;
    this.open.set(this.lastIndex, block);
    this.blocks.push(block);
  }
}
