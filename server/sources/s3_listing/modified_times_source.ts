/**
 * Reads whatever objects the selectors name, in folders of any layout, by their last-modified times. Nothing in the
 * keys says what is new, so every run lists everything below the prefix: slower and dearer than folders of hours, the
 * more the longer objects are kept.
 */
import * as z from 'zod/mini';
import type { Batch, ReadContext, Source } from '../source';
import { FolderMemory, MAX_REMEMBERED } from './folder_memory';
import { FolderPass, PassState } from './folder_pass';
import { batches, type ListingReader, untilStopped } from './listing_dependencies';
import { walkFolder } from './walk_folder';

export interface ModifiedTimesReader extends ListingReader {
  readonly prefix: string;
  readonly lookBackMs: number;
  /** Where a first run starts, epoch ms. */
  readonly since: (now: number) => number;
}

const TimesCheckpoint = z.object({
  /** What was read: a definition that turns elsewhere starts over. */
  place: z.string(),
  memory: FolderMemory,
  /** When the last complete listing began. */
  read_until: z.optional(z.number()),
  /** A listing that was left in the middle. */
  pass: z.optional(PassState),
});
export type TimesCheckpoint = z.infer<typeof TimesCheckpoint>;

export function modifiedTimesSource(reader: ModifiedTimesReader): Source<TimesCheckpoint> {
  const place = JSON.stringify(['times', reader.bucket, reader.prefix]);
  return {
    parseCheckpoint(stored) {
      const parsed = TimesCheckpoint.safeParse(stored);
      return parsed.success && parsed.data.place === place ? parsed.data : undefined;
    },
    read: (checkpoint, context) => {
      const first = (): TimesCheckpoint => ({
        place,
        // What was last modified at that very moment is still to be read.
        memory: { seen: '', floor: reader.since(context.now()) - 1 },
      });
      return untilStopped(readAll(reader, checkpoint ?? first(), context), context);
    },
  };
}

async function* readAll(
  reader: ModifiedTimesReader,
  stored: TimesCheckpoint,
  { signal, now }: ReadContext,
): AsyncGenerator<Batch<TimesCheckpoint>, void, void> {
  const { objects, bucket, prefix, batchSize: size, select, lookBackMs } = reader;
  const { pass: resumed, ...complete } = stored;
  const pass = new FolderPass({
    before: stored.memory,
    now: now(),
    limit: MAX_REMEMBERED,
    // Up to there, what appears late is not waited for any more.
    nextFloor: (began) => began - lookBackMs,
    ...(resumed === undefined ? {} : { resumed }),
  });
  const batchOf = batches(reader);
  const walk = walkFolder({
    objects,
    bucket,
    prefix,
    foldersApart: false,
    size,
    select,
    isNew: (object) => pass.isNew(object),
    signal,
    ...(pass.after === undefined ? {} : { after: pass.after }),
  });
  for await (const handful of walk) {
    const { state } = pass;
    const checkpoint: TimesCheckpoint = handful.isLast
      ? { ...complete, memory: pass.memory(), read_until: pass.began }
      : { ...complete, ...(state === undefined ? {} : { pass: state }) };
    yield {
      ...batchOf(handful),
      checkpoint,
      ...(checkpoint.read_until === undefined ? {} : { readUntil: checkpoint.read_until }),
    };
  }
}
