/** A message on its way through a queue, and the two orders in which a queue looks at messages. */

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly md5: string;
  readonly sentAt: number;
  readonly senderId: string;
  receiveCount: number;
  firstReceivedAt?: number;
  lastReceivedAt?: number;
  /** `later`: sent with a delay, or for a time to come; `gone`: deleted, or moved to another queue. */
  state: 'later' | 'waiting' | 'in_flight' | 'gone';
  /** Epoch milliseconds from which it can be received. */
  visibleAt: number;
  /** The receipt of the latest receive; older ones are stale. */
  receipt?: string;
}

/** What waits, first come, first served. Taking is O(1) however many went before; what is gone is passed over. */
export class WaitingLine {
  private messages: (Message | undefined)[] = [];
  private head = 0;

  push(message: Message): void {
    this.messages.push(message);
  }

  take(): Message | undefined {
    while (this.head < this.messages.length) {
      const message = this.messages[this.head];
      this.messages[this.head] = undefined;
      this.head += 1;
      if (this.head > 1024 && this.head * 2 > this.messages.length) {
        this.messages = this.messages.slice(this.head);
        this.head = 0;
      }
      if (message?.state === 'waiting') return message;
    }
    return undefined;
  }
}

interface Appointment {
  readonly at: number;
  readonly message: Message;
}

/**
 * When hidden messages become visible: a heap by time. A message whose time was changed or that is gone leaves its
 * appointment behind, which then holds no more.
 */
export class Appointments {
  private heap: Appointment[] = [];
  private peak = 1024;

  add(message: Message): void {
    if (this.heap.length >= this.peak) this.forgetStale();
    this.heap.push({ at: message.visibleAt, message });
    this.rise(this.heap.length - 1);
  }

  /** The next message that is due at `now`, taken out; undefined where none is. */
  takeDue(now: number): Message | undefined {
    for (let first = this.heap[0]; first !== undefined && first.at <= now; first = this.heap[0]) {
      this.removeFirst();
      if (holds(first)) return first.message;
    }
    return undefined;
  }

  private forgetStale(): void {
    // What is sorted is a heap.
    this.heap = this.heap.filter(holds).sort((a, b) => a.at - b.at);
    this.peak = Math.max(1024, this.heap.length * 2);
  }

  private removeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    this.heap[0] = last;
    this.sink(0);
  }

  private rise(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (this.timeOf(parent) <= this.timeOf(at)) return;
      this.swap(parent, at);
      at = parent;
    }
  }

  private sink(from: number): void {
    for (let at = from; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const child = this.timeOf(right) < this.timeOf(left) ? right : left;
      if (this.timeOf(child) >= this.timeOf(at)) return;
      this.swap(child, at);
      at = child;
    }
  }

  private timeOf(index: number): number {
    return this.heap[index]?.at ?? Infinity;
  }

  private swap(a: number, b: number): void {
    const [x, y] = [this.heap[a], this.heap[b]];
    if (x === undefined || y === undefined) return;
    this.heap[a] = y;
    this.heap[b] = x;
  }
}

const holds = ({ at, message }: Appointment): boolean =>
  message.visibleAt === at && (message.state === 'later' || message.state === 'in_flight');
