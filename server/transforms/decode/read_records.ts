/**
 * The records in bytes, gzip or not, in order, as they come: nothing is read ahead of the consumer, and never more
 * than one record and one chunk are held.
 */
import { DamagedGzip, gunzipAtOnce, maybeGunzip } from './gunzip';
import { type FoundRecord, RecordSplitter } from './record_splitter';

export type { FoundRecord } from './record_splitter';

/** The input broke off; what had come of its last record. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff';
  constructor(
    /** Bytes. */
    readonly length: number,
    cause: unknown,
  ) {
    super('the records break off', { cause });
  }
}

export interface ReadOptions {
  readonly maxRecordBytes?: number;
  /** Called before each stretch of work that nothing else of the thread can interrupt. */
  readonly beforeEach?: () => void;
}

/**
 * Yields the records that each chunk completes, to be read in order before the next list; what a file ends with,
 * complete or not, is a record of its own.
 * @throws BrokenOff with `DamagedGzip` as its cause, after the whole records before the damage; what follows them is
 *   no record, since it may be the beginning of one that is whole at the source
 */
export async function* readRecordLists(
  chunks: AsyncIterable<Uint8Array>,
  { maxRecordBytes, beforeEach }: ReadOptions = {},
): AsyncGenerator<Iterable<FoundRecord>> {
  const splitter = new RecordSplitter(maxRecordBytes);
  try {
    for await (const chunk of maybeGunzip(chunks)) {
      beforeEach?.();
      yield splitter.push(chunk);
    }
  } catch (error) {
    if (error instanceof DamagedGzip) throw new BrokenOff(splitter.end()?.length ?? 0, error);
    throw error;
  }
  beforeEach?.();
  const last = splitter.end();
  if (last !== undefined) yield [last];
}

/**
 * All records of a small input, without any waiting; undefined where that is not possible: damaged gzip, or more than
 * `maxBytes` when ungzipped.
 */
export function readRecordsAtOnce(
  bytes: Uint8Array,
  maxBytes: number,
  maxRecordBytes?: number,
): Iterable<FoundRecord> | undefined {
  const content = gunzipAtOnce(bytes, maxBytes);
  return content instanceof Uint8Array ? recordsIn(content, maxRecordBytes) : undefined;
}

function* recordsIn(content: Uint8Array, maxRecordBytes: number | undefined): Generator<FoundRecord, void> {
  const splitter = new RecordSplitter(maxRecordBytes);
  yield* splitter.push(content);
  const last = splitter.end();
  if (last !== undefined) yield last;
}

/** The texts of all records, however large. @throws DamagedGzip after those before the damage */
export async function* readRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  try {
    for await (const records of readRecordLists(chunks))
      for (const { text } of records) if (text !== undefined) yield text;
  } catch (error) {
    throw error instanceof BrokenOff ? error.cause : error;
  }
}
