/**
 * Memory that the bodies of requests are gathered in, used again: fresh megabytes for each request would make the
 * garbage collector run for their sake alone. What is lent out belongs to its request until it is given back.
 */
export class RequestMemory {
  private readonly free: Buffer[] = [];

  /** @param most buffers that are kept; more requests at once get memory of their own */
  constructor(private readonly most: number) {}

  /** The parts one after the other: in memory to be given back, or as they lie where there is only one. */
  gather(parts: readonly Buffer[]): { readonly body: Buffer; readonly lent?: Buffer } {
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return { body: only };
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const last = this.free.pop();
    const lent = last !== undefined && last.length >= length ? last : Buffer.allocUnsafeSlow(length);
    let at = 0;
    for (const part of parts) at += part.copy(lent, at);
    return { body: lent.subarray(0, length), lent };
  }

  /** Only when nothing reads it any more: the server has answered for the whole of the body. */
  giveBack(lent: Buffer | undefined): void {
    if (lent !== undefined && this.free.length < this.most) this.free.push(lent);
  }
}
