/**
 * One standard queue: messages wait, are received under a visibility timeout, come back when nobody deletes
 * them, and move to the dead-letter queue when received too often. All times come from the caller's clock. No
 * operation looks at more messages than it is about, however many there are.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues.html
 */
import { createHash } from 'node:crypto';
import { Appointments, WaitingLine, type Message } from './message';

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
  redrive?: Redrive | undefined;
  /** Messages are encrypted with this key: whoever reads or writes needs it. */
  kmsKeyArn?: string | undefined;
}

export class Queue {
  private messages = new Map<string, Message>();
  private line = new WaitingLine();
  private appointments = new Appointments();
  /** By state; of what is gone only the change is true. */
  private readonly count = { later: 0, waiting: 0, in_flight: 0, gone: 0 };
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
      state: 'gone',
      visibleAt: sentAt + delaySeconds * 1000,
    };
    this.messages.set(message.id, message);
    if (message.visibleAt > now) this.hide(message, 'later', message.visibleAt);
    else this.show(message);
    this.wake();
    return message;
  }

  /** Undefined when too many messages are in flight. */
  receive(limit: number, visibilitySeconds: number, now: number): readonly Message[] | undefined {
    this.reveal(now);
    const received: Message[] = [];
    while (received.length < limit) {
      if (this.count.in_flight >= maximumInFlight) return received.length > 0 ? received : undefined;
      const message = this.line.take();
      if (message === undefined) break;
      const { redrive } = this.attributes;
      if (redrive !== undefined && message.receiveCount >= redrive.maxReceiveCount) {
        this.forget(message);
        redrive.deadLetterQueue.adopt(message);
        continue;
      }
      message.receiveCount += 1;
      message.firstReceivedAt ??= now;
      message.lastReceivedAt = now;
      message.receipt = this.newReceipt(message);
      this.hide(message, 'in_flight', now + visibilitySeconds * 1000);
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
    const message = this.messages.get(id);
    if (message?.receipt === receipt) this.forget(message);
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
    const message = this.messages.get(id);
    if (message?.state !== 'in_flight' || message.receipt !== receipt) return 'not_in_flight';
    const until = now + seconds * 1000;
    if (until - (message.lastReceivedAt ?? now) > maximumVisibilityMs) return 'too_long';
    this.hide(message, 'in_flight', until);
    if (seconds === 0) this.wake();
    return 'changed';
  }

  /** Forgets every message, also those in flight. */
  purge(): void {
    for (const message of [...this.messages.values()]) this.forget(message);
    this.line = new WaitingLine();
    this.appointments = new Appointments();
  }

  counts(now: number): { visible: number; inFlight: number; delayed: number } {
    this.reveal(now);
    const { waiting, in_flight: inFlight, later } = this.count;
    return { visible: waiting, inFlight, delayed: later === 0 ? 0 : this.delayed(now) };
  }

  /** Whether time alone may bring a message to light. */
  get hides(): boolean {
    return this.count.in_flight + this.count.later > 0;
  }

  /** Called whenever a message may have become visible; the returned function stops listening. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private adopt(message: Message): void {
    message.receipt = undefined;
    this.messages.set(message.id, message);
    this.show(message);
    this.wake();
  }

  private show(message: Message): void {
    this.move(message, 'waiting');
    this.line.push(message);
  }

  private hide(message: Message, state: 'later' | 'in_flight', until: number): void {
    this.move(message, state);
    message.visibleAt = until;
    this.appointments.add(message);
  }

  private forget(message: Message): void {
    this.move(message, 'gone');
    this.messages.delete(message.id);
  }

  private move(message: Message, state: Message['state']): void {
    this.count[message.state] -= 1;
    this.count[state] += 1;
    message.state = state;
  }

  private reveal(now: number): void {
    for (
      let message = this.appointments.takeDue(now);
      message !== undefined;
      message = this.appointments.takeDue(now)
    ) {
      this.show(message);
    }
  }

  /** What is yet to be sent is in no count. */
  private delayed(now: number): number {
    let count = 0;
    for (const { state, sentAt } of this.messages.values()) {
      if (state === 'later' && sentAt <= now) count += 1;
    }
    return count;
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

export function uuid(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
