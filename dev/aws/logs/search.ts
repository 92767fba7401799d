/**
 * One page of a FilterLogEvents search. Like the real service it looks at a bounded piece of the log per call
 * and says nothing about what it has not looked at: pages that are short or empty and carry a token are part of
 * every longer search, and the end is only known by an empty look past the last event.
 */
import type { LogGroup } from './log_groups';
import { before, type Position, type StoredEvent } from './timeline';

/** How much of the log one call looks at. */
export interface SearchReach {
  /** Event time, in milliseconds. */
  readonly sliceMs: number;
  /** Message bytes looked at, whether or not they match. */
  readonly scanBytes: number;
  /**
   * Every so many calls of one search finds nothing and goes nowhere; Infinity: never. Which ones depends on the
   * start of the window, so that a poller of short windows meets empty first pages too.
   */
  readonly emptyEvery: number;
}

export const defaultReach: SearchReach = {
  sliceMs: 6 * 3_600_000,
  scanBytes: 4 * 1024 * 1024,
  emptyEvery: 5,
};

const pageBytes = 1024 * 1024;

export interface Search {
  /** Epoch milliseconds, both inclusive. */
  readonly startTime: number;
  readonly endTime: number;
  readonly limit: number;
  readonly matches: (event: StoredEvent) => boolean;
}

/** Where a search goes on: after `position`, or at `from` when nothing stands before it. */
export interface Cursor {
  readonly from: number;
  readonly position?: Position;
  /** How many pages this search has given. */
  readonly calls: number;
}

export interface Page {
  readonly events: readonly StoredEvent[];
  readonly next?: Cursor;
}

export function searchPage(
  group: LogGroup,
  search: Search,
  cursor: Cursor | undefined,
  options: { readonly reach: SearchReach; readonly now: number; readonly nothing: boolean },
): Page {
  const { reach, now } = options;
  const bounds = visibleBounds(group, search, now);
  const from = Math.max(cursor?.from ?? -Infinity, bounds.from);
  if (from > bounds.until) return { events: [] };

  const calls = (cursor?.calls ?? 0) + 1;
  const start = cursor?.position;
  const phase = Math.floor(search.startTime / 1000);
  if (options.nothing || (phase + calls) % reach.emptyEvery === 0) {
    return { events: [], next: { from, position: start, calls } };
  }

  const sliceEnd = Math.min(bounds.until, from + reach.sliceMs - 1);
  const events: StoredEvent[] = [];
  let bytes = 0;
  let scanned = 0;
  let position = start !== undefined && start.timestamp >= from ? start : before(from);
  for (const event of group.timeline.between(position, sliceEnd)) {
    const isHit = event.ingestionTime <= now && search.matches(event);
    const isFull =
      isHit &&
      events.length > 0 &&
      (events.length === search.limit || bytes + event.message.length > pageBytes);
    if (isFull || scanned > reach.scanBytes) {
      return { events, next: { from: position.timestamp, position, calls } };
    }
    if (isHit) {
      events.push(event);
      bytes += event.message.length;
    }
    scanned += event.message.length;
    position = { timestamp: event.timestamp, ingestionTime: event.ingestionTime, sequence: event.sequence };
  }
  const isEnd = sliceEnd === bounds.until && events.length === 0;
  return isEnd ? { events } : { events, next: { from: sliceEnd + 1, calls } };
}

/** The searched window without the emptiness before the first and after the last event. */
function visibleBounds(group: LogGroup, search: Search, now: number): { from: number; until: number } {
  const span = group.timeline.span();
  if (span === undefined) return { from: 0, until: -1 };
  return {
    from: Math.max(search.startTime, span.first, Math.ceil(group.visibleFrom(now))),
    until: Math.min(search.endTime, span.last),
  };
}
