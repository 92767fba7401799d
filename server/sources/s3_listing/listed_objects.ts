/**
 * Objects of a listing, as a batch hands them on. One that is denied for itself is rejected with a pointer, or a whole
 * bucket would wait for it; where none can be read, nothing is given up and a person has to act. Nobody hands these out
 * a second time, so which it is has to be found out at once: by looking at its neighbours.
 */
import { asFailure } from '../../failure';
import { type Denials, isDenial } from '../s3_objects/denials';
import { openObject, type OpeningDependencies, rejectedObject } from '../s3_objects/open_object';
import type { ListedObject } from '../s3_objects/s3_objects';
import type { ObjectToRead, OpenedObject, RejectedRecord } from '../source';

export interface ListedContext {
  readonly bucket: string;
  readonly opening: OpeningDependencies;
  readonly denials: Denials;
}

export const listedObjects = (
  found: readonly ListedObject[],
  neighbours: readonly ListedObject[],
  context: ListedContext,
): ObjectToRead[] =>
  found.map((object) => ({
    open: (signal) => openListed(object, [...found, ...neighbours], context, signal),
  }));

async function openListed(
  object: ListedObject,
  others: readonly ListedObject[],
  { bucket, opening, denials }: ListedContext,
  signal: AbortSignal,
): Promise<OpenedObject | RejectedRecord> {
  const address = { ...object, bucket };
  try {
    const opened = await openObject(address, opening, signal);
    if ('chunks' in opened) denials.read(bucket);
    return opened;
  } catch (error) {
    const failure = asFailure(error);
    if (!isDenial(failure)) throw failure;
    denials.denied(bucket, failure);
    for (const { key } of others) {
      if (denials.isReadable(bucket)) break;
      if (key !== object.key && (await canBeRead(bucket, key, opening, signal))) denials.read(bucket);
    }
    if (denials.isReadable(bucket)) return rejectedObject(address, 'access_denied');
    throw failure;
  }
}

async function canBeRead(
  bucket: string,
  key: string,
  { objects }: OpeningDependencies,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const body = await objects.get({ bucket, key, signal });
    if (body === 'missing') return false;
    body.discard();
    return true;
  } catch (error) {
    const failure = asFailure(error);
    if (isDenial(failure)) return false;
    throw failure;
  }
}
