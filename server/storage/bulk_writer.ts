/**
 * Writes bulk bodies and says what became of every operation in them: stored, already stored, stored in place of a
 * poorer copy, or rejected with a code. Bodies that wait at the same time share requests: the first goes at once, the
 * others gather while it is under way, and only a full batch is worth another request beside it. What is busy is
 * tried again item by item; what a person has to mend ends in a `Failure` for the bodies it concerns, and for those
 * that wait for the same. A body is told only when OpenSearch has acknowledged each of its operations.
 */
import { backoffMs } from '../backoff';
import type { Clock } from '../clock';
import { type Failure, retryLater } from '../failure';
import type { BulkBody } from './bulk_body';
import { BulkConcurrency } from './bulk_concurrency';
import type { OperationOutcome } from './bulk_items';
import { type BulkLimits, DEFAULT_BULK_LIMITS, SMALLEST_MAX_BYTES } from './bulk_limits';
import { BulkQueue } from './bulk_queue';
import { type FailedAttempt, judgeItems } from './bulk_judgement';
import { bulkLines, type JudgedItem, sendBulk } from './bulk_request';
import type { OpenSearch } from './opensearch';
import type { PartitionCreator } from './partition_creator';
import { type PendingOperation, PendingWrite } from './pending_write';
import { RequestMemory } from './request_memory';
import { StoredCopies } from './stored_copies';

export type { OperationOutcome } from './bulk_items';

export interface BulkDependencies {
  readonly openSearch: OpenSearch;
  readonly partitions: Pick<PartitionCreator, 'ensure' | 'forget'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly limits?: Partial<BulkLimits>;
}

export interface BulkStats {
  /** Since the start. */
  readonly requests: number;
  readonly bytes: number;
  /** Operations that were sent again. */
  readonly retriedItems: number;
  /** Requests under way now, and how many may be. */
  readonly inFlight: number;
  readonly concurrency: number;
}

/** What the answer to a request says about load. */
type Answer = 'fine' | 'busy';

const CONCERNS_EVERYBODY = new Set(['opensearch_unauthorised', 'opensearch_forbidden', 'write_block']);

const stopped = (): Failure => retryLater('stopped', 'The collector is stopping.');

export class BulkWriter {
  private readonly limits: BulkLimits;
  private readonly concurrency: BulkConcurrency;
  private readonly queue = new BulkQueue();
  private readonly copies: StoredCopies;
  private readonly memory: RequestMemory;
  private maxBytes: number;
  /** Pauses of the whole writer that are not over. */
  private pauses = 0;
  private readonly sent = { requests: 0, bytes: 0, retriedItems: 0 };

  constructor(private readonly dependencies: BulkDependencies) {
    this.limits = { ...DEFAULT_BULK_LIMITS, ...dependencies.limits };
    this.maxBytes = this.limits.maxBytes;
    this.concurrency = new BulkConcurrency(this.limits.maxConcurrency);
    this.memory = new RequestMemory(this.limits.maxConcurrency);
    this.copies = new StoredCopies(dependencies.openSearch, this.limits.timeoutMs);
  }

  /**
   * One outcome per operation, in order. Rejects with a `Failure`; writing the same body again is harmless. When
   * `signal` aborts, what was not sent never is; what was sent is waited for if nothing is missing then.
   */
  async write(body: BulkBody, signal: AbortSignal): Promise<OperationOutcome[]> {
    if (body.operations.length === 0) return [];
    await this.dependencies.partitions.ensure(body.operations.map(({ index }) => index));
    if (signal.aborted) throw stopped();
    const write = new PendingWrite(body, signal);
    const abandon = (): void => {
      if (!write.hasUnsent) return;
      this.end([write], stopped());
    };
    signal.addEventListener('abort', abandon, { once: true });
    try {
      this.queue.add(write.operations);
      this.sendWhatMay();
      return await write.done;
    } finally {
      signal.removeEventListener('abort', abandon);
    }
  }

  stats(): BulkStats {
    return { ...this.sent, inFlight: this.concurrency.inFlight, concurrency: this.concurrency.limit };
  }

  private sendWhatMay(): void {
    while (this.pauses === 0 && this.queue.length > 0) {
      const { inFlight, limit } = this.concurrency;
      if (inFlight > 0 && (inFlight >= limit || !this.fullBatchWaits())) return;
      void this.commit(this.queue.take(this.maxBytes, this.limits.maxOperations));
    }
  }

  private fullBatchWaits(): boolean {
    const { bytes, length } = this.queue;
    return bytes >= Math.min(this.limits.fullBytes, this.maxBytes) || length >= this.limits.maxOperations;
  }

  /** Never rejects: whatever goes wrong is told to the bodies concerned. */
  private async commit(operations: readonly PendingOperation[]): Promise<void> {
    const ticket = this.concurrency.start();
    let answer: Answer = 'busy';
    try {
      answer = await this.request(operations);
    } catch (error) {
      this.end(writesOf(operations), error);
    }
    this.concurrency.finish(ticket, answer, this.fullBatchWaits());
    this.sendWhatMay();
  }

  private async request(operations: readonly PendingOperation[]): Promise<Answer> {
    const { openSearch, clock } = this.dependencies;
    const wanted = operations.filter(({ write }) => !write.isOver);
    if (wanted.length === 0) return 'fine';
    const { body, lent } = this.memory.gather(bulkLines(wanted, new Date(clock.now()).toISOString()));
    this.sent.requests += 1;
    this.sent.bytes += body.length;
    for (const { failures } of wanted) if (failures > 0) this.sent.retriedItems += 1;
    for (const { write } of wanted) write.inFlight += 1;
    const answer = await sendBulk(openSearch, wanted, body, this.limits.timeoutMs);
    for (const { write } of wanted) write.inFlight -= 1;
    // Whoever refused or fell silent may not have read it all.
    if (answer.kind === 'items') this.memory.giveBack(lent);
    switch (answer.kind) {
      case 'too_large':
        return this.halve(wanted, body.length);
      case 'failed':
        this.failWhole(wanted, answer.failure);
        return 'busy';
      case 'items':
        return this.judgeEach(wanted, answer.items);
    }
  }

  /** Too large for OpenSearch or for a proxy before it: halves are tried, down to the one that is too large. */
  private async halve(operations: readonly PendingOperation[], bytes: number): Promise<Answer> {
    const [only] = operations;
    if (operations.length === 1 && only !== undefined) {
      only.write.settle(only.at, 'too_large');
      return 'fine';
    }
    this.maxBytes = Math.min(this.maxBytes, Math.max(SMALLEST_MAX_BYTES, Math.floor(bytes / 2)));
    const middle = Math.ceil(operations.length / 2);
    const first = await this.request(operations.slice(0, middle));
    const second = await this.request(operations.slice(middle));
    return first === 'busy' ? first : second;
  }

  private failWhole(operations: readonly PendingOperation[], failure: Failure): void {
    if (failure.kind === 'retry') {
      const again = this.worthAnother(operations.map((pending) => ({ pending, failure })));
      this.queue.putBack(again);
      this.pause(again);
      return;
    }
    this.end(writesOf(operations), failure);
    // Nobody’s next request would fare better: who we are is refused, or the cluster as a whole.
    if (CONCERNS_EVERYBODY.has(failure.code)) this.end(writesOf(this.queue), failure);
  }

  private async judgeEach(
    operations: readonly PendingOperation[],
    items: readonly JudgedItem[],
  ): Promise<Answer> {
    const { busy, failed, replacements } = await judgeItems(operations, items, {
      copies: this.copies,
      partitions: this.dependencies.partitions,
    });
    this.endAborted(operations);
    this.queue.putBack(replacements.filter(({ write }) => !write.isOver));
    this.hold(this.worthAnother(failed));
    return busy ? 'busy' : 'fine';
  }

  /** Of what came to nothing, what is tried again; the others end their bodies. */
  private worthAnother(failed: readonly FailedAttempt[]): PendingOperation[] {
    for (const { pending, failure } of failed) {
      pending.failures += 1;
      if (failure.kind !== 'retry') this.refuse(pending, failure);
      else if (pending.failures >= this.limits.maxAttempts) this.end([pending.write], failure);
    }
    const operations = failed.map(({ pending }) => pending);
    this.endAborted(operations);
    return operations.filter(({ write }) => !write.isOver);
  }

  /** Whoever waits for the same index would get the same answer. */
  private refuse({ write, operation: { index } }: PendingOperation, failure: Failure): void {
    if (write.isOver) return;
    const waiting = [...this.queue].filter(({ operation }) => operation.index === index);
    this.end([write, ...writesOf(waiting)], failure);
  }

  private endAborted(operations: readonly PendingOperation[]): void {
    this.end(writesOf(operations.filter(({ write }) => write.signal.aborted && write.hasUnsent)), stopped());
  }

  /** Some operations wait, the others go on. */
  private hold(operations: readonly PendingOperation[]): void {
    if (operations.length === 0) return;
    void this.backOff(operations).then(() => {
      this.queue.putBack(operations.filter(({ write }) => !write.isOver));
      this.sendWhatMay();
    });
  }

  /** Everybody waits: it was the whole request that failed. */
  private pause(operations: readonly PendingOperation[]): void {
    if (operations.length === 0) return;
    this.pauses += 1;
    void this.backOff(operations).then(() => {
      this.pauses -= 1;
      this.sendWhatMay();
    });
  }

  private backOff(operations: readonly PendingOperation[]): Promise<void> {
    const { clock, random } = this.dependencies;
    const failures = operations.reduce((most, pending) => Math.max(most, pending.failures), 1);
    return clock.sleep(backoffMs(failures, this.limits.backoff, random));
  }

  private end(writes: Iterable<PendingWrite>, error: unknown): void {
    const open = [...writes].filter(({ isOver }) => !isOver);
    if (open.length === 0) return;
    for (const write of open) write.fail(error);
    this.queue.sweep();
  }
}

const writesOf = (operations: Iterable<PendingOperation>): Set<PendingWrite> =>
  new Set(Array.from(operations, ({ write }) => write));
