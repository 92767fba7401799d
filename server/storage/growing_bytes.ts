/**
 * Texts written one after the other into one piece of memory that grows with them: a buffer for each text would be
 * allocated, copied together with the others and collected again.
 */

const FIRST_BYTES = 64 * 1024;
/** Up to this length room is made for the worst case; the bytes of a longer text are counted first. */
const MEASURED_FROM = 256 * 1024;
/** No character has more bytes of UTF-8 than this per unit of a string. */
const MOST_BYTES_PER_UNIT = 3;

export class GrowingBytes {
  private memory = Buffer.allocUnsafeSlow(FIRST_BYTES);
  private used = 0;

  get length(): number {
    return this.used;
  }

  /** Appends the text in UTF-8. */
  write(text: string): void {
    this.reserve(
      text.length < MEASURED_FROM ? text.length * MOST_BYTES_PER_UNIT : Buffer.byteLength(text, 'utf8'),
    );
    this.used += this.memory.write(text, this.used, 'utf8');
  }

  /** Forgets what was written beyond `length`. */
  cutTo(length: number): void {
    this.used = Math.min(this.used, length);
  }

  /** A copy that shares its memory with nothing, so that it may be handed to another thread. */
  copy(): Buffer {
    const bytes = Buffer.allocUnsafeSlow(this.used);
    this.memory.copy(bytes, 0, 0, this.used);
    return bytes;
  }

  private reserve(more: number): void {
    const needed = this.used + more;
    if (needed <= this.memory.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.memory.length * 2));
    this.memory.copy(larger, 0, 0, this.used);
    this.memory = larger;
  }
}
