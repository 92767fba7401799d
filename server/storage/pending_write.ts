/**
 * One body on its way: which of its operations are settled, which are in a request, and whom to tell. It ends once,
 * with an outcome for every operation or with an error; what is answered afterwards is no longer of interest.
 */
import type { BulkBody, BulkOperation } from './bulk_body';
import type { OperationOutcome } from './bulk_items';

export interface PendingOperation {
  readonly write: PendingWrite;
  readonly operation: BulkOperation;
  /** Place in the result. */
  readonly at: number;
  /** Attempts that came to nothing. */
  failures: number;
  /** A poorer copy is stored and this one is to take its place; otherwise it is created. */
  replaces: boolean;
}

export class PendingWrite {
  readonly bytes: Buffer;
  readonly operations: readonly PendingOperation[];
  readonly done: Promise<OperationOutcome[]>;
  /** Operations in a request that is not yet answered. */
  inFlight = 0;
  private readonly outcomes: OperationOutcome[] = [];
  private open: number;
  private over = false;
  private resolve: (outcomes: OperationOutcome[]) => void = () => undefined;
  private reject: (error: unknown) => void = () => undefined;

  constructor(
    { bytes, operations }: BulkBody,
    readonly signal: AbortSignal,
  ) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.open = operations.length;
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    this.operations = operations.map((operation, at) => ({
      write: this,
      operation,
      at,
      failures: 0,
      replaces: false,
    }));
  }

  get isOver(): boolean {
    return this.over;
  }

  /** Whether anything is left to do that is not under way. */
  get hasUnsent(): boolean {
    return this.open > this.inFlight;
  }

  settle(at: number, outcome: OperationOutcome): void {
    if (this.over) return;
    this.outcomes[at] = outcome;
    this.open -= 1;
    if (this.open > 0) return;
    this.over = true;
    this.resolve(this.outcomes);
  }

  fail(error: unknown): void {
    if (this.over) return;
    this.over = true;
    this.reject(error);
  }
}
