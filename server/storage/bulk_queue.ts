/**
 * Operations of many bodies that wait to be sent, first come, first served. It holds no bytes of its own: callers
 * wait for their bodies, and that bounds it.
 */
import type { PendingOperation } from './pending_write';
import { REPLACEMENT_BYTES } from './replacement';

export class BulkQueue {
  private waiting: PendingOperation[] = [];
  private size = 0;

  get length(): number {
    return this.waiting.length;
  }

  get bytes(): number {
    return this.size;
  }

  add(operations: readonly PendingOperation[]): void {
    for (const operation of operations) this.waiting.push(operation);
    this.size += bytesOf(operations);
  }

  /** Before all others: they have waited longest. */
  putBack(operations: readonly PendingOperation[]): void {
    if (operations.length === 0) return;
    this.waiting = [...operations, ...this.waiting];
    this.size += bytesOf(operations);
  }

  /** What fits into one request; one operation at least, however large. */
  take(maxBytes: number, maxOperations: number): PendingOperation[] {
    let count = 0;
    let bytes = 0;
    for (const pending of this.waiting) {
      const length = lengthOf(pending);
      if (count > 0 && (bytes + length > maxBytes || count >= maxOperations)) break;
      count += 1;
      bytes += length;
    }
    this.size -= bytes;
    return this.waiting.splice(0, count);
  }

  /** Forgets the operations of bodies that have ended. */
  sweep(): void {
    this.waiting = this.waiting.filter(({ write }) => !write.isOver);
    this.size = bytesOf(this.waiting);
  }

  [Symbol.iterator](): IterableIterator<PendingOperation> {
    return this.waiting[Symbol.iterator]();
  }
}

const lengthOf = ({ operation, replaces }: PendingOperation): number =>
  operation.end - operation.start + (replaces ? REPLACEMENT_BYTES : 0);

const bytesOf = (operations: readonly PendingOperation[]): number =>
  operations.reduce((sum, pending) => sum + lengthOf(pending), 0);
