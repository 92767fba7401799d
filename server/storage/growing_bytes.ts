/**
 * Lines of text written one after the other into one piece of memory that grows with them: a buffer for each text would be
 * allocated, copied together with the others and collected again. Grown memory is used again by the next.
 */

const NEWLINE = 0x0a;

const FIRST_BYTES = 64 * 1024;
/** Up to this length room is made for the worst case; the bytes of a longer text are counted first. */
const MEASURED_FROM = 256 * 1024;
/** No character has more bytes of UTF-8 than this per unit of a string. */
const MOST_BYTES_PER_UNIT = 3;
/** What is kept for the next; more is needed so rarely that it is given back. */
const MOST_KEPT_BYTES = 4 * 1024 * 1024;

/** Memory that nobody is writing to. */
let spare: Buffer | undefined;

export class GrowingBytes {
  private memory: Buffer | undefined;
  private used = 0;

  get length(): number {
    return this.used;
  }

  /** Appends the text in UTF-8, and a newline. */
  writeLine(text: string): void {
    const most =
      text.length < MEASURED_FROM ? text.length * MOST_BYTES_PER_UNIT : Buffer.byteLength(text, 'utf8');
    const memory = this.withRoomFor(most + 1);
    this.used += memory.write(text, this.used, 'utf8');
    memory[this.used] = NEWLINE;
    this.used += 1;
  }

  /** Forgets what was written beyond `length`. */
  cutTo(length: number): void {
    this.used = Math.min(this.used, length);
  }

  /** Everything, in memory shared with nothing, so that it may be handed to another thread. Begins anew. */
  take(): Buffer {
    const bytes = Buffer.allocUnsafeSlow(this.used);
    this.memory?.copy(bytes, 0, 0, this.used);
    if (this.memory && this.memory.length <= MOST_KEPT_BYTES) spare = this.memory;
    this.memory = undefined;
    this.used = 0;
    return bytes;
  }

  private withRoomFor(more: number): Buffer {
    const needed = this.used + more;
    if (this.memory && needed <= this.memory.length) return this.memory;
    return (this.memory = this.memory ? grown(this.memory, needed, this.used) : begun(needed));
  }
}

function begun(needed: number): Buffer {
  const kept = spare;
  spare = undefined;
  return kept && needed <= kept.length ? kept : Buffer.allocUnsafeSlow(Math.max(needed, FIRST_BYTES));
}

function grown(memory: Buffer, needed: number, used: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(Math.max(needed, memory.length * 2));
  memory.copy(larger, 0, 0, used);
  return larger;
}
