/** Reads request bodies within a limit, by content type, as the host's HTTP layer does before any validation. */
import type { IncomingMessage } from 'node:http';

export const DEFAULT_MAX_BYTES = 1_048_576;

/** Becomes an answer with this status. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** @throws Refusal 413 too large, 415 content type unknown, 400 not what it says it is */
export async function readPayload(
  request: IncomingMessage,
  { maxBytes = DEFAULT_MAX_BYTES, parse = true }: { maxBytes?: number; parse?: boolean } = {},
): Promise<unknown> {
  const bytes = await readBytes(request, maxBytes);
  if (!parse) return bytes;
  if (bytes.length === 0) return null;
  const [contentType = ''] = (request.headers['content-type'] ?? 'application/json').split(';');
  if (/^application\/([\w.+-]+\+)?json$/.test(contentType)) return parseJson(bytes.toString());
  if (contentType.startsWith('text/')) return bytes.toString();
  if (contentType === 'application/octet-stream') return bytes;
  if (contentType === 'application/x-www-form-urlencoded') {
    return Object.fromEntries(new URLSearchParams(bytes.toString()));
  }
  throw new Refusal(415, 'Unsupported Media Type');
}

async function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const tooLarge = new Refusal(413, `Payload content length greater than maximum allowed: ${maxBytes}`);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size > maxBytes) throw tooLarge;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') throw new SyntaxError('forbidden key');
      return value;
    });
  } catch {
    throw new Refusal(400, 'Invalid request payload JSON format');
  }
}
