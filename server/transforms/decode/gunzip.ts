/**
 * Bytes as they came, ungzipped where they are gzip. What counts are the first two bytes, not a name or a header:
 * S3 objects carry either, and either may be wrong. Several gzip members in a row read as one text, and of data
 * that were cut off everything up to the cut is read.
 */
import { createGunzip, type Gunzip, gunzipSync } from 'node:zlib';

/** The input ended inside gzip data, or was damaged; what stands well before was yielded. */
export class DamagedGzip extends Error {
  override readonly name = 'DamagedGzip';
  constructor(cause: unknown) {
    super('the gzip data are cut off or damaged: fetch the object again', { cause });
  }
}

const MAGIC = [0x1f, 0x8b] as const;

const isGzip = (head: Uint8Array): boolean => head[0] === MAGIC[0] && head[1] === MAGIC[1];

/** Each filled output chunk is a trip to the thread pool and back; the default of 16 KiB makes them dominate. */
const OUTPUT_BYTES = 256 * 1024;

/**
 * One output chunk at a time, since deflate expands up to a thousandfold: zlib waits for each to be taken. What it
 * has put out is taken before more is put in, because a stream that fails drops what was not read yet: piping would
 * lose the records right before the damage.
 */
async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: OUTPUT_BYTES });
  let failure: Error | undefined;
  let wake = (): void => undefined;
  stream.on('readable', () => wake());
  stream.on('error', (error) => (failure = error));
  // A failing write never calls back, but the stream closes.
  stream.on('close', () => wake());
  async function* outputOf(begin: (done: () => void) => void): AsyncGenerator<Uint8Array> {
    let over = false;
    begin(() => {
      over = true;
      wake();
    });
    for (;;) {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      const wasOver = over || stream.closed;
      for (let output = read(stream); output !== undefined; output = read(stream)) yield output;
      if (failure) throw new DamagedGzip(failure);
      if (wasOver) return;
      await woken;
    }
  }
  try {
    for await (const chunk of chunks) yield* outputOf((done) => stream.write(chunk, done));
    // Whether the data were whole shows after the end, when the stream closes.
    yield* outputOf(() => stream.end());
  } finally {
    stream.destroy();
  }
}

function read(stream: Gunzip): Uint8Array | undefined {
  const output: unknown = stream.read();
  return output instanceof Uint8Array ? output : undefined;
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
