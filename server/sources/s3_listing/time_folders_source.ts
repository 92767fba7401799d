/**
 * Reads the batches of one account and region by the folders of their hours or days, oldest first. Folders that may
 * still get objects are listed again by every run; a run that ends in the middle of one goes on behind the last object
 * that is stored.
 */
import { type BucketLayout, FOLDERS_OF, timeFolder } from '../s3_objects/bucket_layout';
import type { Batch, ReadContext, Source } from '../source';
import { existingFolders } from './existing_folders';
import {
  afterFolder,
  type Folders,
  FoldersCheckpoint,
  passOver,
  startAt,
  startOf,
  withinFolder,
  withoutFoldersBefore,
} from './listing_checkpoint';
import { batches, type ListingReader, untilStopped } from './listing_dependencies';
import { walkFolder } from './walk_folder';

export interface TimeFoldersReader extends ListingReader {
  /** Of the account and region, with the slash at the end. */
  readonly folder: string;
  readonly layout: BucketLayout;
  readonly lookBackMs: number;
  /** Where a first run starts, epoch ms. */
  readonly since: (now: number) => number;
}

/** Further behind, folders that exist are looked up before they are listed. */
const FAR_BEHIND_MS = FOLDERS_OF.days.unitMs;

export function timeFoldersSource(reader: TimeFoldersReader): Source<FoldersCheckpoint> {
  const place = JSON.stringify([reader.layout.folders, reader.bucket, reader.folder]);
  return {
    parseCheckpoint(stored) {
      const parsed = FoldersCheckpoint.safeParse(stored);
      return parsed.success && parsed.data.place === place ? parsed.data : undefined;
    },
    read: (checkpoint, context) =>
      untilStopped(new TimeFolders(reader, context).read(place, checkpoint), context),
  };
}

type FolderBatches = AsyncGenerator<Batch<FoldersCheckpoint>, void, void>;

class TimeFolders {
  private readonly batchOf: ReturnType<typeof batches>;
  private readonly folders: Folders;

  constructor(
    private readonly reader: TimeFoldersReader,
    private readonly context: ReadContext,
  ) {
    this.batchOf = batches(reader);
    this.folders = { unitMs: FOLDERS_OF[reader.layout.folders].unitMs, lookBackMs: reader.lookBackMs };
  }

  async *read(place: string, stored: FoldersCheckpoint | undefined): FolderBatches {
    const { reader, context } = this;
    const { now, signal } = context;
    const { unitMs, lookBackMs } = this.folders;
    const position = {
      checkpoint: stored ?? startAt(place, reader.since(now()), this.folders),
      isTold: stored !== undefined,
    };
    // Seven days back is another time tomorrow: where the first run started is kept even if it finds nothing.
    if (stored === undefined) yield told(position);

    if (position.checkpoint.pass !== undefined) yield* this.folder(position, position.checkpoint.pass.start);

    const lastToSettle = startOf(now() - lookBackMs, unitMs) - unitMs;
    if (lastToSettle - position.checkpoint.settled_until > FAR_BEHIND_MS) {
      const from = position.checkpoint.settled_until;
      for await (const start of existingFolders(reader, from, lastToSettle, signal)) {
        position.checkpoint = withoutFoldersBefore(position.checkpoint, start);
        yield* this.folder(position, start);
      }
      move(position, withoutFoldersBefore(position.checkpoint, lastToSettle + unitMs));
    }
    for (let start = position.checkpoint.settled_until; start <= now(); start += unitMs)
      yield* this.folder(position, start);
    if (!position.isTold) yield told(position);
  }

  /** Lists one folder to its end. One that holds nothing new says nothing. */
  private async *folder(position: Position, start: number): FolderBatches {
    const { reader, context } = this;
    const { objects, bucket, folder, layout, batchSize: size, select } = reader;
    const pass = passOver(position.checkpoint, start, context.now(), this.folders);
    const walk = walkFolder({
      objects,
      bucket,
      prefix: `${folder}${timeFolder(layout, start)}`,
      foldersApart: true,
      size,
      select,
      isNew: (object) => pass.isNew(object),
      signal: context.signal,
      ...(pass.after === undefined ? {} : { after: pass.after }),
    });
    for await (const handful of walk) {
      const batch = this.batchOf(handful);
      if (handful.isLast) move(position, afterFolder(position.checkpoint, start, pass, this.folders));
      else move(position, withinFolder(position.checkpoint, start, pass));
      if (handful.found.length > 0 || Object.keys(handful.skipped).length > 0)
        yield { ...batch, ...told(position) };
    }
  }
}

/** Where the read stands, and whether a batch has said so. */
interface Position {
  checkpoint: FoldersCheckpoint;
  isTold: boolean;
}

function move(position: Position, checkpoint: FoldersCheckpoint): void {
  position.checkpoint = checkpoint;
  position.isTold = false;
}

function told(position: Position): Batch<FoldersCheckpoint> {
  const { checkpoint } = position;
  position.isTold = true;
  return {
    checkpoint,
    ...(checkpoint.read_until === undefined ? {} : { readUntil: checkpoint.read_until }),
  };
}
