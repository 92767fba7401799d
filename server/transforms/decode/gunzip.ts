/**
 * Bytes as they came, ungzipped where they are gzip. What counts are the first two bytes, not a name or a header:
 * S3 objects carry either, and either may be wrong. Several gzip members in a row read as one text, and of data
 * that were cut off everything up to the cut is read.
 */
import { createGunzip, gunzipSync } from 'node:zlib';

/** The input ended inside gzip data, or was damaged; what stands well before was yielded. */
export class DamagedGzip extends Error {
  override readonly name = 'DamagedGzip';
  constructor(cause: unknown) {
    super('the gzip data are cut off or damaged: fetch the object again', { cause });
  }
}

const MAGIC = [0x1f, 0x8b] as const;

const isGzip = (head: Uint8Array): boolean => head[0] === MAGIC[0] && head[1] === MAGIC[1];

/** Deflate expands at most about a thousandfold: what one piece becomes stays in memory. */
const PIECE_BYTES = 64 * 1024;
/** Each filled output chunk is a trip to the thread pool and back; the default of 16 KiB makes them dominate. */
const OUTPUT_BYTES = 256 * 1024;

/**
 * Piece by piece with all of a piece's output taken before the next, because a stream that fails drops what was
 * not read yet: piping would lose the records right before the damage.
 */
async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: OUTPUT_BYTES });
  let output: Uint8Array[] = [];
  let failure: Error | undefined;
  let wake = (): void => undefined;
  stream.on('data', (chunk: Uint8Array) => output.push(chunk));
  stream.on('error', (error) => (failure = error));
  // A failing write never calls back, but the stream closes.
  stream.on('close', () => wake());
  const settled = (begin: () => void): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      begin();
    });
  const take = (): Uint8Array[] => {
    const taken = output;
    output = [];
    return taken;
  };
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        await settled(() => stream.write(chunk.subarray(at, at + PIECE_BYTES), () => wake()));
        yield* take();
        if (failure) throw new DamagedGzip(failure);
      }
    }
    await settled(() => stream.end());
    yield* take();
    if (failure) throw new DamagedGzip(failure);
  } finally {
    stream.destroy();
  }
}

/** The first chunks until two bytes are there, and then the rest. */
async function* chain(
  head: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/**
 * @throws DamagedGzip after everything before the cut, or before the damaged piece
 */
export async function* maybeGunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head: Uint8Array[] = [];
  let length = 0;
  try {
    while (length < MAGIC.length) {
      const next = await iterator.next();
      if (next.done) break;
      head.push(next.value);
      length += next.value.length;
    }
    const whole = chain(head, iterator);
    yield* isGzip(Buffer.concat(head)) ? gunzip(whole) : whole;
  } finally {
    await iterator.return?.();
  }
}

/** Header and trailer of a member that holds nothing. */
const SMALLEST_GZIP = 18;
const LENGTH_BYTES = 4;

/**
 * The content of bytes that are all there, all its gzip members one after the other, or the bytes themselves where
 * they are not gzip. `too_large`: it would be more than `maxBytes`, none of which is kept.
 */
export function gunzipAtOnce(bytes: Uint8Array, maxBytes: number): Uint8Array | 'too_large' | 'damaged' {
  if (!isGzip(bytes)) return bytes.length > maxBytes ? 'too_large' : bytes;
  if (bytes.length < SMALLEST_GZIP) return 'damaged';
  // The length that the last member says of itself: a hint for the first buffer, no more.
  const said = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readUInt32LE(
    bytes.length - LENGTH_BYTES,
  );
  try {
    return gunzipSync(bytes, {
      maxOutputLength: maxBytes,
      chunkSize: Math.min(Math.max(said + 1, 1_024), OUTPUT_BYTES),
    });
  } catch (error) {
    return codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? 'too_large' : 'damaged';
  }
}

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
