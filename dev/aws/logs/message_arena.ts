/**
 * Keeps messages as UTF-8 outside the JavaScript heap, packed into large chunks: a hundred thousand buffers of
 * their own would cost as much again in padding. A chunk is freed with the last message in it.
 */
const chunkBytes = 1024 * 1024;
/** Larger messages get memory of their own, so that no chunk is left half empty. */
const packedBytes = chunkBytes / 16;

export class MessageArena {
  private chunk = Buffer.alloc(0);
  private used = 0;

  store(message: string): Buffer {
    const length = Buffer.byteLength(message, 'utf8');
    if (length > packedBytes) return Buffer.from(message, 'utf8');
    if (this.used + length > this.chunk.length) {
      this.chunk = Buffer.allocUnsafeSlow(chunkBytes);
      this.used = 0;
    }
    this.chunk.write(message, this.used, 'utf8');
    const stored = this.chunk.subarray(this.used, this.used + length);
    this.used += length;
    return stored;
  }
}
