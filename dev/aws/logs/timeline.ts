/**
 * The events of one log group in the order FilterLogEvents shows them: event time, then ingestion time, then
 * order of arrival. Kept by hour and sorted only when an hour is read, so that a week can be put in any order
 * and a window is found by binary search. Messages are UTF-8 bytes outside the JavaScript heap.
 */

export interface Position {
  /** Epoch milliseconds. */
  readonly timestamp: number;
  /** Epoch milliseconds. */
  readonly ingestionTime: number;
  /** Order of arrival in this group. */
  readonly sequence: number;
}

export interface StoredEvent extends Position {
  readonly stream: string;
  readonly message: Buffer;
}

const hourMs = 3_600_000;
const hourOf = (timestamp: number): number => Math.floor(timestamp / hourMs) * hourMs;

interface Hour {
  events: StoredEvent[];
  sorted: boolean;
}

export class Timeline {
  private readonly hours = new Map<number, Hour>();
  private starts: readonly number[] | undefined;
  private nextSequence = 0;

  append(event: Omit<StoredEvent, 'sequence'>): void {
    const stored: StoredEvent = { ...event, sequence: this.nextSequence++ };
    const start = hourOf(event.timestamp);
    const hour = this.hours.get(start);
    if (hour === undefined) {
      this.hours.set(start, { events: [stored], sorted: true });
      this.starts = undefined;
      return;
    }
    const last = hour.events[hour.events.length - 1];
    if (last !== undefined && comparePositions(last, stored) > 0) hour.sorted = false;
    hour.events.push(stored);
  }

  /** Time of the first and the last event; undefined when there is none. */
  span(): { readonly first: number; readonly last: number } | undefined {
    const starts = this.sortedStarts();
    const [firstHour, lastHour] = [starts[0], starts[starts.length - 1]];
    if (firstHour === undefined || lastHour === undefined) return undefined;
    const last = this.sortedHour(lastHour);
    return {
      first: this.sortedHour(firstHour)[0]?.timestamp ?? firstHour,
      last: last[last.length - 1]?.timestamp ?? lastHour,
    };
  }

  /** Events after `after`, whose time is at most `until` (inclusive). */
  *between(after: Position, until: number): Generator<StoredEvent> {
    const starts = this.sortedStarts();
    let index = lowerBound(starts, (start) => start + hourMs > after.timestamp);
    for (; index < starts.length; index++) {
      const start = starts[index];
      if (start === undefined || start > until) return;
      const events = this.sortedHour(start);
      for (let at = lowerBound(events, (event) => comparePositions(event, after) > 0); ; at++) {
        const event = events[at];
        if (event === undefined) break;
        if (event.timestamp > until) return;
        yield event;
      }
    }
  }

  /** Events that share this stored event's event time and ingestion time and came before it. */
  *sameMomentBefore(event: StoredEvent): Generator<StoredEvent> {
    const events = this.sortedHour(hourOf(event.timestamp));
    const index = lowerBound(events, (other) => comparePositions(other, event) >= 0);
    for (let at = index - 1; at >= 0; at--) {
      const other = events[at];
      if (other?.timestamp !== event.timestamp || other.ingestionTime !== event.ingestionTime) return;
      yield other;
    }
  }

  /** Drops whole hours that end at or before `time`: what retention has hidden anyway. */
  forgetBefore(time: number): void {
    for (const start of this.hours.keys()) {
      if (start + hourMs > time) continue;
      this.hours.delete(start);
      this.starts = undefined;
    }
  }

  private sortedStarts(): readonly number[] {
    return (this.starts ??= [...this.hours.keys()].sort((a, b) => a - b));
  }

  private sortedHour(start: number): readonly StoredEvent[] {
    const hour = this.hours.get(start);
    if (hour === undefined) return [];
    if (!hour.sorted) {
      hour.events.sort(comparePositions);
      hour.sorted = true;
    }
    return hour.events;
  }
}

/** The position just before everything that happens at `timestamp`. */
export const before = (timestamp: number): Position => ({
  timestamp,
  ingestionTime: -Infinity,
  sequence: -1,
});

export const comparePositions = (a: Position, b: Position): number =>
  a.timestamp - b.timestamp || a.ingestionTime - b.ingestionTime || a.sequence - b.sequence;

/** First index whose item satisfies a test that is false for a while and true from then on. */
function lowerBound<Item>(items: readonly Item[], isAtOrAfter: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && isAtOrAfter(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
