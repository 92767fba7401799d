/** The objects of a folder in handfuls, in the order of their keys: what is to be read of them, and what is not. */
import type { SkippedReason } from '../../transforms/outcome';
import type { ObjectSelection } from '../s3_objects/object_selection';
import type { ListedObject, S3Objects } from '../s3_objects/s3_objects';

export interface FolderWalk {
  readonly objects: S3Objects;
  readonly bucket: string;
  readonly prefix: string;
  /** Leave out what lies in folders below. */
  readonly foldersApart: boolean;
  /** Begin behind this key. */
  readonly after?: string;
  /** Objects per handful. */
  readonly size: number;
  readonly select: ObjectSelection;
  /** Called for each object once, in order; those that are not new are passed over. */
  readonly isNew: (object: ListedObject) => boolean;
  readonly signal: AbortSignal;
}

export interface Handful {
  /** The folder is read to its end. */
  readonly isLast: boolean;
  readonly found: readonly ListedObject[];
  readonly skipped: Readonly<Partial<Record<SkippedReason, number>>>;
  /** Some that are there and may be looked at, read before or not. */
  readonly neighbours: readonly ListedObject[];
}

const NEIGHBOURS = 5;

/** A handful is complete up to the last object that `isNew` was asked of; the last one may be empty. Rejects with a `Failure`. */
export async function* walkFolder(walk: FolderWalk): AsyncGenerator<Handful, void, void> {
  const { objects, bucket, prefix, foldersApart, after, signal } = walk;
  let token: string | undefined;
  let found: ListedObject[] = [];
  let skipped: Partial<Record<SkippedReason, number>> = {};
  const neighbours: ListedObject[] = [];
  do {
    const page = await objects.list({
      bucket,
      prefix,
      foldersApart,
      signal,
      ...(token === undefined ? {} : { token }),
      ...(after === undefined ? {} : { startAfter: after }),
    });
    for (const object of page.objects) {
      const reason = walk.select(object.key, object.size);
      if (reason === undefined) {
        neighbours.push(object);
        if (neighbours.length > NEIGHBOURS) neighbours.shift();
      }
      if (!walk.isNew(object)) continue;
      if (reason !== undefined) {
        skipped[reason] = (skipped[reason] ?? 0) + 1;
        continue;
      }
      found.push(object);
      if (found.length < walk.size) continue;
      yield { isLast: false, found, skipped, neighbours: [...neighbours] };
      found = [];
      skipped = {};
    }
    token = page.nextToken;
  } while (token !== undefined);
  yield { isLast: true, found, skipped, neighbours };
}
