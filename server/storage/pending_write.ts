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
  /** Not to be sent before more is known: `conflict`: it is stored already; `compared` just now; `poorer` as stored. */
  waits: 'conflict' | 'compared' | 'poorer' | undefined;
  outcome: OperationOutcome | undefined;
  /** Content of a document, document of a content. */
  partner: PendingOperation | undefined;
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
    const contents = new Map<number, PendingOperation>();
    this.operations = operations.map((operation, at) => {
      const pending: PendingOperation = {
        write: this,
        operation,
        at,
        failures: 0,
        replaces: false,
        waits: undefined,
        outcome: undefined,
        partner: undefined,
      };
      // Content stands before its document.
      if (operation.part === 'content') contents.set(operation.record, pending);
      else if (operation.part === 'document') pair(pending, contents.get(operation.record));
      return pending;
    });
  }

  get isOver(): boolean {
    return this.over;
  }

  /** Whether anything is left to do that is not under way. */
  get hasUnsent(): boolean {
    return this.open > this.inFlight;
  }

  settle(pending: PendingOperation, outcome: OperationOutcome): void {
    if (this.over) return;
    pending.outcome = outcome;
    pending.waits = undefined;
    this.outcomes[pending.at] = outcome;
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

function pair(document: PendingOperation, content: PendingOperation | undefined): void {
  if (content === undefined) return;
  document.partner = content;
  content.partner = document;
}
