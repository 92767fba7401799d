/** Remembers the calls that were made, newest last, so that a test can assert what a client asked and when. */

export interface LoggedRequest {
  /** Epoch milliseconds by the server's clock. */
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  /** Absent where the caller could not be authenticated. */
  readonly accountId?: string;
  readonly principalArn?: string;
  /** Input of the call where it is small and no payload. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** HTTP status; 0 when the connection was dropped. */
  readonly status: number;
  readonly errorCode?: string;
}

export interface RequestFilter {
  readonly service?: string;
  readonly operation?: string;
}

export class RequestLog {
  private entries: LoggedRequest[] = [];

  /** `limit`: how many calls are kept. */
  constructor(private readonly limit = 10_000) {}

  record(entry: LoggedRequest): void {
    this.entries.push(entry);
    // Cut in halves, so that a busy server does not move the whole list at every call.
    if (this.entries.length > this.limit * 2) this.entries = this.entries.slice(-this.limit);
  }

  list(filter: RequestFilter = {}): readonly LoggedRequest[] {
    return this.entries
      .slice(-this.limit)
      .filter(
        (entry) =>
          (filter.service === undefined || entry.service === filter.service) &&
          (filter.operation === undefined || entry.operation === filter.operation),
      );
  }

  count(filter: RequestFilter = {}): number {
    return this.list(filter).length;
  }

  clear(): void {
    this.entries = [];
  }
}
