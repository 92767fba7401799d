/**
 * An object as a source hands it on: opened when its turn has come, streamed, and taken up again where a connection
 * broke. What comes out is always one version of the object from its first byte to its last, or a rejection.
 */
import { backoffMs } from '../../backoff';
import type { Clock } from '../../clock';
import { Failure, retryLater } from '../../failure';
import type { RejectedCode } from '../../transforms/outcome';
import type { ObjectToRead, OpenedObject, RejectedRecord, S3RecordPointer } from '../source';
import type { GetRequest, ObjectBody, S3Objects } from './s3_objects';

export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
  /** What was told of the object before it was opened. */
  readonly etag?: string;
  /** Bytes. */
  readonly size?: number;
  /** Epoch milliseconds. */
  readonly lastModified?: number;
}

export interface OpeningDependencies {
  readonly objects: S3Objects;
  readonly clock: Clock;
  readonly random: () => number;
}

export const objectToRead = (address: ObjectAddress, dependencies: OpeningDependencies): ObjectToRead => ({
  open: (signal) => openObject(address, dependencies, signal),
});

/** Whatever version is there now: its records have ids of their own. */
export async function openObject(
  address: ObjectAddress,
  dependencies: OpeningDependencies,
  signal: AbortSignal,
): Promise<OpenedObject | RejectedRecord> {
  try {
    const body = await openBody(address, dependencies, signal);
    if (body === 'missing') return rejectedObject(address, 'object_missing');
    const { bucket, key } = address;
    const { etag, lastModified, chunks } = body;
    return { pointer: pointerTo({ bucket, key, etag, lastModified }), chunks };
  } catch (error) {
    if (error instanceof Failure && error.code === 'object_archived')
      return rejectedObject(address, 'object_archived');
    throw error;
  }
}

/** The bytes of one version. Rejects with a `Failure`, and so do its chunks. */
export async function openBody(
  { bucket, key }: ObjectAddress,
  dependencies: OpeningDependencies,
  signal: AbortSignal,
): Promise<ObjectBody | 'missing'> {
  const body = await dependencies.objects.get({ bucket, key, signal });
  if (body === 'missing') return body;
  return { ...body, chunks: unbroken(body, { bucket, key, ifMatch: body.etag, signal }, dependencies) };
}

export const rejectedObject = (address: ObjectAddress, reason: RejectedCode): RejectedRecord => ({
  pointer: pointerTo(address),
  length: address.size ?? 0,
  reasons: [reason],
});

/** The object as a whole. */
const pointerTo = ({ bucket, key, etag = '', lastModified = 0 }: ObjectAddress): S3RecordPointer => ({
  kind: 's3_object',
  bucket,
  key,
  etag,
  line: 0,
  last_modified: lastModified,
});

/** Breaks in a row before the object is left for later; a megabyte further on they are forgotten. */
const MAX_BREAKS = 4;
const FAR_ENOUGH_BYTES = 1024 * 1024;
const BREAK_BACKOFF = { baseMs: 500, maxMs: 8_000 };

async function* unbroken(
  first: ObjectBody,
  request: GetRequest,
  { objects, clock, random }: OpeningDependencies,
): AsyncGenerator<Uint8Array, void, void> {
  const { signal } = request;
  let body = first;
  let offset = 0;
  let breaks = 0;
  for (;;) {
    const started = offset;
    try {
      for await (const chunk of body.chunks) {
        offset += chunk.byteLength;
        yield chunk;
      }
    } catch (error) {
      if (error instanceof TypeError) throw error;
      // Of a broken connection only where it broke matters; its error says nothing that AWS answered.
    }
    if (offset >= first.length) return;
    if (offset - started >= FAR_ENOUGH_BYTES) breaks = 0;
    breaks += 1;
    if (signal.aborted) throw stopped();
    if (breaks > MAX_BREAKS) throw broken(request, breaks);
    await clock.sleep(backoffMs(breaks, BREAK_BACKOFF, random), signal);
    if (signal.aborted) throw stopped();
    const rest = await objects.get({ ...request, from: offset });
    if (rest === 'missing')
      throw retryLater('object_missing', `${nameOf(request)} was deleted while it was read.`);
    body = rest;
  }
}

const nameOf = ({ bucket, key }: GetRequest): string => `The object s3://${bucket}/${key}`;
const stopped = (): Failure => retryLater('stopped', 'The read of an object was stopped.');
const broken = (request: GetRequest, breaks: number): Failure =>
  retryLater(
    'download_broken',
    `${nameOf(request)} could not be read: the connection broke ${breaks} times.`,
  );
