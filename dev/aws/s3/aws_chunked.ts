/**
 * Uploads in `aws-chunked` framing: hex length, optional signature, bytes; then trailing headers such as a
 * checksum. Undoes the framing and hands the trailers over; chunk signatures are not checked.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export interface Unchunked {
  readonly body: Buffer;
  /** Lower-case names. */
  readonly trailers: Readonly<Record<string, string>>;
}

/** Undefined when the framing is broken. */
export function decodeAwsChunked(framed: Buffer): Unchunked | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = framed.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const [, length] = /^([0-9a-fA-F]+)(?:;|$)/.exec(framed.toString('latin1', at, lineEnd)) ?? [];
    if (length === undefined) return undefined;
    const start = lineEnd + 2;
    const size = parseInt(length, 16);
    if (size === 0) return { body: Buffer.concat(parts), trailers: readTrailers(framed.subarray(start)) };
    if (start + size + 2 > framed.length) return undefined;
    parts.push(framed.subarray(start, start + size));
    at = start + size + 2;
  }
}

function readTrailers(bytes: Buffer): Record<string, string> {
  const trailers: Record<string, string> = {};
  for (const line of bytes.toString('latin1').split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return trailers;
}
