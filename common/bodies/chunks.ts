/**
 * Values that stand on some chunk of a stream: which chunk has them differs by vendor and by model. A whole
 * answer is a stream of one chunk, so that one reader reads both.
 */
import type { JsonObject } from '../documents/json';

/** What the first chunk that has it says. */
export function firstOf<T>(
  chunks: readonly JsonObject[],
  read: (chunk: JsonObject) => T | undefined,
): T | undefined {
  for (const chunk of chunks) {
    const value = read(chunk);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** What the last chunk that has it says: running counts grow until the end. */
export function lastOf<T>(
  chunks: readonly JsonObject[],
  read: (chunk: JsonObject) => T | undefined,
): T | undefined {
  for (let index = chunks.length - 1; index >= 0; index -= 1) {
    const chunk = chunks[index];
    const value = chunk && read(chunk);
    if (value !== undefined) return value;
  }
  return undefined;
}
