/**
 * The messages a run has received and not given back. They stay hidden from others for as long as they are in work
 * (AWS ends that after twelve hours), and each is deleted or made visible again, once. A message that is lost from
 * here comes again by itself.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
import { backoffMs } from '../../backoff';
import type { Clock } from '../../clock';
import { asFailure, type Failure, retryLater } from '../../failure';
import { EntryBatches } from './entry_batches';
import {
  type EntryOutcome,
  MAX_ENTRIES,
  type NotificationQueue,
  type QueueMessage,
  type VisibilityChange,
} from './notification_queue';

interface Held {
  readonly message: QueueMessage;
  readonly receivedAt: number;
  /** Infinity when it can not be held any longer. */
  renewAt: number;
}

export interface InWorkSettings {
  readonly visibilityMs: number;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Counted from the receipt, however often it is renewed. */
const MAX_HIDDEN_MS = 12 * 3_600_000;
const DELETE_ATTEMPTS = 5;
const DELETE_BACKOFF = { baseMs: 200, maxMs: 3_000 };

export class MessagesInWork {
  private readonly held = new Map<QueueMessage, Held>();
  private readonly deletes: EntryBatches<string>;
  private readonly changes: EntryBatches<VisibilityChange>;
  private keeping: AbortController | undefined;
  private problem: Failure | undefined;
  private change = new AbortController();

  constructor(
    private readonly queue: NotificationQueue,
    private readonly settings: InWorkSettings,
  ) {
    this.deletes = new EntryBatches((receipts) => queue.delete(receipts), settings.clock);
    this.changes = new EntryBatches((changes) => queue.changeVisibility(changes), settings.clock);
  }

  get size(): number {
    return this.held.size;
  }

  /** Why messages cannot be kept hidden, where a person has to act. */
  get failure(): Failure | undefined {
    return this.problem;
  }

  /** Resolves when a message leaves, when `signal` aborts, or after `withinMs`. */
  changed(signal: AbortSignal, withinMs = MAX_HIDDEN_MS): Promise<void> {
    return this.settings.clock.sleep(withinMs, AbortSignal.any([signal, this.change.signal]));
  }

  take(message: QueueMessage): void {
    const now = this.settings.clock.now();
    this.held.set(message, { message, receivedAt: now, renewAt: now + this.settings.visibilityMs / 2 });
    if (this.keeping === undefined) {
      this.keeping = new AbortController();
      void this.keep(this.keeping.signal);
    }
  }

  /** Deletes it. Rejects with a `Failure`, after which it comes again. */
  async done(message: QueueMessage): Promise<void> {
    const { clock, random } = this.settings;
    try {
      for (let attempt = 1; ; attempt++) {
        // Whoever holds a newer receipt reads it again and stores nothing new.
        if ((await this.deletes.add(message.receipt)) !== 'failed') return;
        if (attempt === DELETE_ATTEMPTS)
          throw retryLater('delete_failed', 'SQS did not delete a message that is stored; it comes again.');
        await clock.sleep(backoffMs(attempt, DELETE_BACKOFF, random));
      }
    } finally {
      this.leave(message);
    }
  }

  /** Gives it back, to be received again in `seconds`. Rejects with a `Failure`, after which its time just runs out. */
  async letGo(message: QueueMessage, seconds: number): Promise<void> {
    this.leave(message);
    await this.changes.add({ receipt: message.receipt, seconds });
  }

  private leave(message: QueueMessage): void {
    this.held.delete(message);
    if (this.held.size === 0) {
      this.keeping?.abort();
      this.keeping = undefined;
    }
    this.change.abort();
    this.change = new AbortController();
  }

  /** Never rejects; ends when nothing is in work. */
  private async keep(signal: AbortSignal): Promise<void> {
    const { clock, visibilityMs } = this.settings;
    while (!signal.aborted) {
      const next = Math.min(...[...this.held.values()].map(({ renewAt }) => renewAt));
      await clock.sleep(Math.max(0, Math.min(next, clock.now() + visibilityMs / 2) - clock.now()), signal);
      if (signal.aborted) return;
      // What is due soon goes along.
      const due = [...this.held.values()].filter(({ renewAt }) => renewAt <= clock.now() + visibilityMs / 8);
      for (let at = 0; at < due.length; at += MAX_ENTRIES) await this.renew(due.slice(at, at + MAX_ENTRIES));
    }
  }

  private async renew(due: readonly Held[]): Promise<void> {
    const { clock, visibilityMs } = this.settings;
    const now = clock.now();
    const entries = due.flatMap((held) => {
      const lengthMs = Math.min(visibilityMs, held.receivedAt + MAX_HIDDEN_MS - now);
      if (lengthMs < 1_000) held.renewAt = Infinity;
      return lengthMs < 1_000 ? [] : [{ held, seconds: Math.floor(lengthMs / 1_000) }];
    });
    if (entries.length === 0) return;
    let outcomes: readonly EntryOutcome[];
    try {
      outcomes = await this.queue.changeVisibility(
        entries.map(({ held, seconds }) => ({ receipt: held.message.receipt, seconds })),
      );
    } catch (error) {
      const failure = asFailure(error);
      if (failure.kind !== 'retry') this.problem ??= failure;
      outcomes = entries.map(() => 'failed');
    }
    for (const [at, { held, seconds }] of entries.entries()) {
      const outcome = outcomes[at] ?? 'failed';
      if (outcome === 'done') held.renewAt = now + seconds * 500;
      else held.renewAt = outcome === 'gone' ? Infinity : now + visibilityMs / 8;
    }
  }
}
