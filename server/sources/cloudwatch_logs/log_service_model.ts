/**
 * A log service of which everything is known, for tests: events become visible when they arrive, which may be
 * long after their time; pages are sorted by event time, may be short or empty, and a chain of pages never goes
 * back for an event that arrived behind it. Every call takes time.
 */
import { InvalidToken, type LogEvents, type LogPage, type LogRequest } from './log_events';

export interface ModelEvent {
  readonly id: string;
  /** Event time. */
  readonly timestamp: number;
  /** When it becomes visible. */
  readonly arrival: number;
  /** Default: the id. */
  readonly message?: string;
}

export interface ModelBehaviour {
  readonly pageSize: number;
  /** Every so many calls the page is empty, with a token; 0 for never. */
  readonly emptyEvery: number;
  /** Numbers of the calls with a token (from 1) in which the token is refused. */
  readonly refuseTokens: readonly number[];
  readonly callTakesMs: number;
}

export class LogServiceModel implements LogEvents {
  readonly requests: { readonly start: number; readonly end: number; readonly at: number }[] = [];
  now: number;
  private calls = 0;
  private tokenCalls = 0;

  constructor(
    private readonly events: readonly ModelEvent[],
    private readonly behaviour: ModelBehaviour,
    now: number,
  ) {
    this.now = now;
  }

  async page({ start, end, token }: LogRequest): Promise<LogPage> {
    this.requests.push({ start, end, at: this.now });
    this.now += this.behaviour.callTakesMs;
    this.calls += 1;
    if (token !== undefined) {
      this.tokenCalls += 1;
      if (this.behaviour.refuseTokens.includes(this.tokenCalls)) throw new InvalidToken();
    }
    const after = token === undefined ? undefined : (JSON.parse(token) as ModelEvent | null);
    const waiting = this.events
      .filter((event) => event.arrival <= this.now && event.timestamp >= start && event.timestamp <= end)
      .sort(inOrder)
      .filter((event) => after === undefined || after === null || inOrder(event, after) > 0);
    const taken = every(this.behaviour.emptyEvery, this.calls)
      ? []
      : waiting.slice(0, this.behaviour.pageSize);
    const last = taken.at(-1) ?? after ?? null;
    return {
      events: taken.map(({ id, timestamp, arrival, message = id }) => ({
        eventId: id,
        stream: 'stream',
        message,
        timestamp,
        ingestionTime: arrival,
      })),
      ...(waiting.length > taken.length ? { nextToken: JSON.stringify(last) } : {}),
    };
  }
}

const every = (n: number, count: number): boolean => n > 0 && count % n === 0;

const inOrder = (a: ModelEvent, b: ModelEvent): number =>
  a.timestamp - b.timestamp || a.arrival - b.arrival || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
