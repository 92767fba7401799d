/**
 * One standard queue: messages wait, are received under a visibility timeout, come back when nobody deletes
 * them, and move to the dead-letter queue when received too often. All times come from the caller's clock.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html
 */
import { createHash } from 'node:crypto';

export interface Message {
  readonly id: string;
  readonly body: string;
  readonly md5: string;
  readonly sentAt: number;
  readonly senderId: string;
  receiveCount: number;
  firstReceivedAt?: number;
  lastReceivedAt?: number;
  /** Epoch milliseconds from which it can be received. */
  visibleAt: number;
  /** The receipt of the latest receive; older ones are stale. */
  receipt?: string;
}

export interface Redrive {
  readonly deadLetterQueue: Queue;
  readonly maxReceiveCount: number;
}

/** AWS's default, and what `createQueue` gives when nothing is said. */
export const defaultVisibilitySeconds = 30;
const maximumInFlight = 120_000;
/** Counted from the receive, however often it is extended. */
const maximumVisibilityMs = 12 * 3_600_000;

export interface QueueAttributes {
  visibilityTimeoutSeconds: number;
  /** How long a receive waits when it does not say. */
  waitSeconds: number;
  delaySeconds: number;
  redrive?: Redrive;
}

export class Queue {
  /** In order of arrival. */
  private readonly waiting = new Map<string, Message>();
  /** Received or delayed: not visible before their time. */
  private readonly hidden = new Map<string, Message>();
  /** No hidden message becomes visible before this. */
  private earliest = Infinity;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly name: string,
    readonly arn: string,
    /** Path of the queue's URL: `/<account>/<name>`. */
    readonly path: string,
    readonly createdAt: number,
    readonly attributes: QueueAttributes,
    private readonly randomBytes: (size: number) => Buffer,
  ) {}

  /** `arrivesAt` later than `now`: the message does not exist before. */
  send(
    body: string,
    sending: { senderId: string; now: number; arrivesAt?: number; delaySeconds?: number },
  ): Message {
    const { senderId, now, arrivesAt = now, delaySeconds = this.attributes.delaySeconds } = sending;
    const sentAt = Math.max(now, arrivesAt);
    const message: Message = {
      id: uuid(this.randomBytes(16)),
      body,
      md5: createHash('md5').update(body, 'utf8').digest('hex'),
      sentAt,
      senderId,
      receiveCount: 0,
      visibleAt: sentAt + delaySeconds * 1000,
    };
    if (message.visibleAt > now) this.hide(message, message.visibleAt);
    else this.waiting.set(message.id, message);
    this.wake();
    return message;
  }

  /** Undefined when too many messages are in flight. */
  receive(limit: number, visibilitySeconds: number, now: number): readonly Message[] | undefined {
    this.reveal(now);
    const received: Message[] = [];
    for (const message of this.waiting.values()) {
      if (received.length === limit) break;
      if (this.hidden.size >= maximumInFlight) return received.length > 0 ? received : undefined;
      this.waiting.delete(message.id);
      const { redrive } = this.attributes;
      if (redrive !== undefined && message.receiveCount >= redrive.maxReceiveCount) {
        redrive.deadLetterQueue.adopt(message);
        continue;
      }
      message.receiveCount += 1;
      message.firstReceivedAt ??= now;
      message.lastReceivedAt = now;
      message.receipt = this.newReceipt(message);
      this.hide(message, now + visibilitySeconds * 1000);
      received.push(message);
    }
    return received;
  }

  /**
   * `deleted` also for a message that is gone. A receipt that is not the latest deletes nothing and says so
   * to nobody, as at AWS. `invalid`: no receipt of this queue.
   */
  delete(receipt: string): 'deleted' | 'invalid' {
    const id = this.messageIdOf(receipt);
    if (id === undefined) return 'invalid';
    const message = this.hidden.get(id) ?? this.waiting.get(id);
    if (message?.receipt === receipt) {
      this.hidden.delete(id);
      this.waiting.delete(id);
    }
    return 'deleted';
  }

  changeVisibility(
    receipt: string,
    seconds: number,
    now: number,
  ): 'changed' | 'invalid' | 'not_in_flight' | 'too_long' {
    const id = this.messageIdOf(receipt);
    if (id === undefined) return 'invalid';
    this.reveal(now);
    const message = this.hidden.get(id);
    if (message === undefined || message.receipt !== receipt) return 'not_in_flight';
    const until = now + seconds * 1000;
    if (until - (message.lastReceivedAt ?? now) > maximumVisibilityMs) return 'too_long';
    this.hide(message, until);
    if (seconds === 0) this.wake();
    return 'changed';
  }

  counts(now: number): { visible: number; inFlight: number; delayed: number } {
    this.reveal(now);
    const hidden = [...this.hidden.values()];
    return {
      visible: this.waiting.size,
      inFlight: hidden.filter(({ receipt }) => receipt !== undefined).length,
      delayed: hidden.filter(({ receipt, sentAt }) => receipt === undefined && sentAt <= now).length,
    };
  }

  /** Called whenever a message may have become visible; the returned function stops listening. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private adopt(message: Message): void {
    message.receipt = undefined;
    this.waiting.set(message.id, message);
    this.wake();
  }

  private hide(message: Message, until: number): void {
    message.visibleAt = until;
    this.hidden.set(message.id, message);
    this.earliest = Math.min(this.earliest, until);
  }

  private reveal(now: number): void {
    if (now < this.earliest) return;
    this.earliest = Infinity;
    for (const message of this.hidden.values()) {
      if (message.visibleAt <= now) {
        this.hidden.delete(message.id);
        this.waiting.set(message.id, message);
      } else {
        this.earliest = Math.min(this.earliest, message.visibleAt);
      }
    }
  }

  private wake(): void {
    for (const listener of [...this.listeners]) listener();
  }

  private newReceipt(message: Message): string {
    const unique = this.randomBytes(12).toString('hex');
    return Buffer.from(`${unique} ${message.id} ${this.arn} ${message.receiveCount}`).toString('base64');
  }

  private messageIdOf(receipt: string): string | undefined {
    const [, id, arn] = Buffer.from(receipt, 'base64').toString('utf8').split(' ');
    return arn === this.arn ? id : undefined;
  }
}

export const uuid = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
