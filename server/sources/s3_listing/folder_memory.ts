/**
 * What is remembered of a folder between two listings, so that late and replaced objects are read and the others not
 * again: one short hash per object and version, and a time before which everything counts as read.
 *
 * Its size is bounded. Where a folder holds more objects than may be remembered, the oldest by last-modified time are
 * forgotten and that time is raised to theirs. Such a folder misses an object only if it appears late with a
 * last-modified time of long before, which replication alone can bring about; a queue has no such limit.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { ListedObject } from '../s3_objects/s3_objects';

export const FolderMemory = z.object({
  /** Base64 of ten bytes an object: six of a hash, four of its last-modified time in seconds. */
  seen: z.string(),
  /** Epoch ms: objects last modified until then are read. */
  floor: z.number(),
});
export type FolderMemory = z.infer<typeof FolderMemory>;

export const NO_MEMORY: FolderMemory = { seen: '', floor: 0 };

/** How many objects are remembered for all folders of a checkpoint together. */
export const MAX_REMEMBERED = 10_000;

/** Never forgotten, however many: an object may appear with a time a little before the listing that missed it. */
const RECENT_MS = 5 * 60_000;
const HASH_BYTES = 6;
const ENTRY_BYTES = HASH_BYTES + 4;

/** Last-modified seconds by hash. */
export type Seen = Map<number, number>;

export function unpack(packed: string): Seen {
  const bytes = Buffer.from(packed, 'base64');
  const seen: Seen = new Map();
  for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES)
    seen.set(bytes.readUIntBE(at, HASH_BYTES), bytes.readUInt32BE(at + HASH_BYTES));
  return seen;
}

/** `began`: when the listing began in which the objects were seen, epoch ms. */
export function pack(seen: Seen, floor: number, limit: number, began: number): FolderMemory {
  let entries = [...seen].filter(([, seconds]) => seconds * 1_000 > floor);
  let raised = floor;
  if (entries.length > limit) {
    const newest = entries.map(([, seconds]) => seconds).sort((a, b) => b - a);
    const wished = (newest[limit] ?? 0) * 1_000;
    raised = Math.max(floor, Math.min(wished, began - RECENT_MS));
    entries = entries.filter(([, seconds]) => seconds * 1_000 > raised);
  }
  const bytes = Buffer.alloc(entries.length * ENTRY_BYTES);
  for (const [index, [hash, seconds]] of entries.entries()) {
    bytes.writeUIntBE(hash, index * ENTRY_BYTES, HASH_BYTES);
    bytes.writeUInt32BE(seconds, index * ENTRY_BYTES + HASH_BYTES);
  }
  return { seen: bytes.toString('base64'), floor: raised };
}

/** Another one for another version of the object. */
export const hashOf = ({ key, etag }: ListedObject): number =>
  createHash('sha256').update(key).update('\0').update(etag).digest().readUIntBE(0, HASH_BYTES);

export const secondsOf = ({ lastModified }: ListedObject): number => Math.floor(lastModified / 1_000);
