/** A queue of which a test knows everything. */
import type { Clock } from '../../clock';
import type { Failure } from '../../failure';
import type { EntryOutcome, NotificationQueue, QueueMessage, VisibilityChange } from './notification_queue';

interface ModelMessage {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  visibleAt: number;
  receiveCount: number;
  receipt: string;
  firstHiddenAt: number;
}

export class QueueModel implements NotificationQueue {
  readonly deleted: string[] = [];
  readonly changes: (VisibilityChange & { readonly at: number; readonly id: string | undefined })[] = [];
  readonly receives: { readonly max: number; readonly at: number }[] = [];
  readonly deleteBatches: number[] = [];
  redrive: boolean | Failure = false;
  /** What the next calls answer instead; one for each call. */
  readonly deleteFaults: (Failure | 'failed')[] = [];
  changeFault: Failure | undefined;
  private readonly messages = new Map<string, ModelMessage>();
  private count = 0;

  constructor(private readonly clock: Clock) {}

  send(body: string): string {
    const id = `message-${(this.count += 1)}`;
    const sentAt = this.clock.now();
    this.messages.set(id, {
      id,
      body,
      sentAt,
      visibleAt: sentAt,
      receiveCount: 0,
      receipt: '',
      firstHiddenAt: 0,
    });
    return id;
  }

  get left(): string[] {
    return [...this.messages.keys()];
  }

  /** How long from now until a message can be received, in seconds. */
  hiddenFor(id: string): number {
    return ((this.messages.get(id)?.visibleAt ?? NaN) - this.clock.now()) / 1_000;
  }

  async receive({
    max,
    waitSeconds,
    visibilitySeconds,
    signal,
  }: Parameters<NotificationQueue['receive']>[0]): Promise<readonly QueueMessage[]> {
    this.receives.push({ max, at: this.clock.now() });
    const end = this.clock.now() + waitSeconds * 1_000;
    for (;;) {
      const now = this.clock.now();
      const visible = [...this.messages.values()].filter(({ visibleAt }) => visibleAt <= now).slice(0, max);
      if (visible.length > 0 || now >= end || signal.aborted)
        return visible.map((message) => {
          message.receiveCount += 1;
          message.visibleAt = now + visibilitySeconds * 1_000;
          message.firstHiddenAt = now;
          message.receipt = `${message.id}/${message.receiveCount}`;
          const { id, body, receipt, receiveCount, sentAt } = message;
          return { id, body, receipt, receiveCount, sentAt };
        });
      const next = Math.min(end, ...[...this.messages.values()].map(({ visibleAt }) => visibleAt));
      await this.clock.sleep(next - now, signal);
    }
  }

  async delete(receipts: readonly string[]): Promise<readonly EntryOutcome[]> {
    this.deleteBatches.push(receipts.length);
    const fault = this.deleteFaults.shift();
    if (fault !== undefined && fault !== 'failed') throw fault;
    return receipts.map((receipt, at) => {
      if (fault === 'failed' && at % 2 === 0) return 'failed';
      const message = this.byReceipt(receipt);
      if (message === undefined) return 'gone';
      this.messages.delete(message.id);
      this.deleted.push(message.id);
      return 'done';
    });
  }

  async changeVisibility(changes: readonly VisibilityChange[]): Promise<readonly EntryOutcome[]> {
    const now = this.clock.now();
    if (this.changeFault !== undefined) throw this.changeFault;
    return changes.map((change) => {
      const message = this.byReceipt(change.receipt);
      this.changes.push({ ...change, at: now, id: message?.id });
      if (message === undefined) return 'gone';
      if (now + change.seconds * 1_000 > message.firstHiddenAt + 12 * 3_600_000) return 'gone';
      message.visibleAt = now + change.seconds * 1_000;
      return 'done';
    });
  }

  async hasRedrive(): Promise<boolean> {
    if (typeof this.redrive !== 'boolean') throw this.redrive;
    return this.redrive;
  }

  private byReceipt(receipt: string): ModelMessage | undefined {
    return [...this.messages.values()].find((message) => message.receipt === receipt);
  }
}
