/**
 * How many bulk requests may be under way at once: one more while OpenSearch answers without complaint and full
 * batches wait, half as many when it says that it is busy or does not answer. Requests that were under way
 * together and fail together count as one complaint.
 */
export interface BulkRequestTicket {
  readonly round: number;
}

export class BulkConcurrency {
  private allowed = 1;
  private underWay = 0;
  private round = 0;

  constructor(private readonly max: number) {}

  get limit(): number {
    return this.allowed;
  }

  get inFlight(): number {
    return this.underWay;
  }

  start(): BulkRequestTicket {
    this.underWay += 1;
    return { round: this.round };
  }

  /** `moreWaits`: another full batch is ready, so that one more request would have had something to do. */
  finish(ticket: BulkRequestTicket, answer: 'fine' | 'busy', moreWaits: boolean): void {
    const wasAtLimit = this.underWay >= this.allowed;
    this.underWay -= 1;
    if (ticket.round !== this.round) return;
    if (answer === 'busy') {
      this.allowed = Math.max(1, Math.floor(this.allowed / 2));
      this.round += 1;
    } else if (moreWaits && wasAtLimit) {
      this.allowed = Math.min(this.max, this.allowed + 1);
    }
  }
}
