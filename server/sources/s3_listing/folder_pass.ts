/**
 * One listing of a folder from its first key to its last, possibly over several runs: which of the objects were not
 * read yet, and what to remember for the next one. Pure.
 *
 * While it is under way, what was remembered before counts for the keys still to come, and what is remembered now for
 * the keys behind `after`; the new memory takes the place of the old one when the last key is reached.
 */
import * as z from 'zod/mini';
import type { ListedObject } from '../s3_objects/s3_objects';
import { FolderMemory, hashOf, pack, secondsOf, type Seen, unpack } from './folder_memory';

export const PassState = z.object({
  /** When the first page was asked for, epoch ms. */
  began: z.number(),
  /** All keys up to this one are done. */
  after: z.string(),
  memory: FolderMemory,
});
export type PassState = z.infer<typeof PassState>;

export interface PassOptions {
  /** Of the last complete pass. */
  readonly before: FolderMemory;
  /** Where a pass was left. */
  readonly resumed?: PassState;
  /** When this one begins, unless it is resumed. */
  readonly now: number;
  /** Objects remembered at most; 0 for a folder that is not listed again. */
  readonly limit: number;
  /** Epoch ms: objects last modified until then need not be remembered for the next pass, nor be read in it. */
  readonly nextFloor?: (began: number) => number;
}

export class FolderPass {
  readonly began: number;
  private readonly old: Seen;
  private readonly current: Seen;
  private readonly oldFloor: number;
  private readonly floor: number;
  private readonly limit: number;
  private last: string | undefined;

  constructor({ before, resumed, now, limit, nextFloor }: PassOptions) {
    this.began = resumed?.began ?? now;
    this.old = unpack(before.seen);
    this.oldFloor = before.floor;
    this.current = unpack(resumed?.memory.seen ?? '');
    this.floor = Math.max(before.floor, resumed?.memory.floor ?? 0, nextFloor?.(this.began) ?? 0);
    this.limit = limit;
    this.last = resumed?.after;
  }

  /** The key behind which it goes on; undefined at the start. */
  get after(): string | undefined {
    return this.last;
  }

  /** Whether the object is to be read; in the order of keys. */
  isNew(object: ListedObject): boolean {
    this.last = object.key;
    const hash = hashOf(object);
    if (this.limit > 0) this.current.set(hash, secondsOf(object));
    return object.lastModified > this.oldFloor && !this.old.has(hash);
  }

  /** Undefined before the first key. */
  get state(): PassState | undefined {
    return this.last === undefined
      ? undefined
      : { began: this.began, after: this.last, memory: this.memory() };
  }

  /** For the next pass, once the last key is reached. */
  memory(): FolderMemory {
    return pack(this.current, this.floor, this.limit, this.began);
  }
}
