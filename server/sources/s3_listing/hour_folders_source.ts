/**
 * Reads the batches of one account and region by the folders of their hours, oldest first. Hours that may still get
 * objects are listed again by every run; a run that ends in the middle of an hour goes on behind the last object that
 * is stored.
 */
import { HOUR_MS } from '../s3_objects/bedrock_layout';
import { hourFolder } from '../s3_objects/bedrock_layout';
import type { Batch, ReadContext, Source } from '../source';
import { existingHours } from './hours';
import {
  afterHour,
  hourOf,
  HoursCheckpoint,
  passOver,
  startAt,
  withinHour,
  withoutHoursBefore,
} from './listing_checkpoint';
import { batches, type ListingReader, untilStopped } from './listing_dependencies';
import { walkFolder } from './walk_folder';

export interface HourFoldersReader extends ListingReader {
  /** Of the account and region, with the slash at the end. */
  readonly folder: string;
  readonly lookBackMs: number;
  /** Where a first run starts, epoch ms. */
  readonly since: (now: number) => number;
}

/** Further behind, folders that exist are looked up before they are listed. */
const FAR_BEHIND_MS = 24 * HOUR_MS;

export function hourFoldersSource(reader: HourFoldersReader): Source<HoursCheckpoint> {
  const place = JSON.stringify(['hours', reader.bucket, reader.folder]);
  return {
    parseCheckpoint(stored) {
      const parsed = HoursCheckpoint.safeParse(stored);
      return parsed.success && parsed.data.place === place ? parsed.data : undefined;
    },
    read: (checkpoint, context) =>
      untilStopped(new HourFolders(reader, context).read(place, checkpoint), context),
  };
}

type HourBatches = AsyncGenerator<Batch<HoursCheckpoint>, void, void>;

class HourFolders {
  private readonly batchOf: ReturnType<typeof batches>;

  constructor(
    private readonly reader: HourFoldersReader,
    private readonly context: ReadContext,
  ) {
    this.batchOf = batches(reader);
  }

  async *read(place: string, stored: HoursCheckpoint | undefined): HourBatches {
    const { reader, context } = this;
    const { now, signal } = context;
    const position = {
      checkpoint: stored ?? startAt(place, reader.since(now())),
      isTold: stored !== undefined,
    };
    // Seven days back is another time tomorrow: where the first run started is kept even if it finds nothing.
    if (stored === undefined) yield told(position);

    if (position.checkpoint.pass !== undefined) yield* this.hour(position, position.checkpoint.pass.hour);

    const lastToSettle = hourOf(now() - reader.lookBackMs) - HOUR_MS;
    if (lastToSettle - position.checkpoint.settled_until > FAR_BEHIND_MS) {
      const from = position.checkpoint.settled_until;
      for await (const hour of existingHours(reader, from, lastToSettle, signal)) {
        position.checkpoint = withoutHoursBefore(position.checkpoint, hour);
        yield* this.hour(position, hour);
      }
      move(position, withoutHoursBefore(position.checkpoint, lastToSettle + HOUR_MS));
    }
    for (let hour = position.checkpoint.settled_until; hour <= hourOf(now()); hour += HOUR_MS)
      yield* this.hour(position, hour);
    if (!position.isTold) yield told(position);
  }

  /** Lists one hour to its end. One that holds nothing new says nothing. */
  private async *hour(position: Position, hour: number): HourBatches {
    const { reader, context } = this;
    const { objects, bucket, folder, batchSize: size, select, lookBackMs } = reader;
    const pass = passOver(position.checkpoint, hour, context.now(), lookBackMs);
    const walk = walkFolder({
      objects,
      bucket,
      prefix: `${folder}${hourFolder(hour)}`,
      foldersApart: true,
      size,
      select,
      isNew: (object) => pass.isNew(object),
      signal: context.signal,
      ...(pass.after === undefined ? {} : { after: pass.after }),
    });
    for await (const handful of walk) {
      const batch = this.batchOf(handful);
      if (handful.isLast) move(position, afterHour(position.checkpoint, hour, pass, lookBackMs));
      else move(position, withinHour(position.checkpoint, hour, pass));
      if (handful.found.length > 0 || Object.keys(handful.skipped).length > 0)
        yield { ...batch, ...told(position) };
    }
  }
}

/** Where the read stands, and whether a batch has said so. */
interface Position {
  checkpoint: HoursCheckpoint;
  isTold: boolean;
}

function move(position: Position, checkpoint: HoursCheckpoint): void {
  position.checkpoint = checkpoint;
  position.isTold = false;
}

function told(position: Position): Batch<HoursCheckpoint> {
  const { checkpoint } = position;
  position.isTold = true;
  return {
    checkpoint,
    ...(checkpoint.read_until === undefined ? {} : { readUntil: checkpoint.read_until }),
  };
}
