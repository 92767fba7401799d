/**
 * The records in a stream of bytes, gzip or not, in order, as they come: nothing is read ahead of the consumer,
 * and never more than one record and one chunk are held.
 */
import { maybeGunzip } from './gunzip';
import { RecordSplitter } from './record_splitter';

/**
 * Yields the text of every record; what a file ends with, complete or not, is a record of its own.
 * @throws DamagedGzip after the whole records before the damage; what follows them is no record, since it may be
 *   the beginning of one that is whole at the source
 */
export async function* readRecords(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const splitter = new RecordSplitter();
  for await (const chunk of maybeGunzip(chunks)) yield* splitter.push(chunk);
  const last = splitter.end();
  if (last !== undefined) yield last;
}
