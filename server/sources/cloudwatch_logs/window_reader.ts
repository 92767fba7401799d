/**
 * Reads one window of one log group, page by page. A window is read whole or not at all: its last page is handed
 * back apart, so that whoever reads can say with it how far the group is read.
 */
import { retryLater } from '../../failure';
import type { Batch, RawRecord, ReadContext } from '../source';
import {
  InvalidToken,
  type LogEvent,
  type LogEvents,
  type LogPage,
  type StreamSelection,
} from './log_events';
import type { LogGroup } from './log_groups';
import { cut, NOTHING_YET, type Window, withPage, type Yield } from './log_windows';
import type { RequestRates } from './request_rate';

/** A token that is refused again and again is not a matter of age. */
const MAX_BROKEN_CHAINS = 3;

export interface WindowRead {
  /** As read in the end: the planned one, or a smaller one with the same start. */
  readonly window: Window;
  /** When the read of it began. */
  readonly began: number;
  readonly seen: Yield;
  readonly lastRecords: readonly RawRecord[];
}

export interface WindowReaderDependencies {
  readonly logEvents: LogEvents;
  readonly rates: RequestRates;
  /** Whose requests these are: the quota is counted there. */
  readonly place: { readonly accountId: string; readonly region: string };
  readonly streams: StreamSelection;
  readonly timeoutMs: number;
}

export class WindowReader {
  constructor(private readonly dependencies: WindowReaderDependencies) {}

  /** Yields all pages but the last, which it returns with the window that was read; undefined when stopped. */
  async *read(
    group: LogGroup,
    planned: Window,
    { signal, now }: ReadContext,
  ): AsyncGenerator<Batch<never>, WindowRead | undefined, void> {
    let window = planned;
    let chain = { began: now(), seen: NOTHING_YET, token: undefined as string | undefined };
    let brokenChains = 0;
    for (;;) {
      const page = await this.page(group, window, chain.token, signal);
      if (signal.aborted) return undefined;
      if (page === 'chain_broken') {
        brokenChains += 1;
        if (brokenChains > MAX_BROKEN_CHAINS)
          throw retryLater(
            'page_chain_broken',
            `AWS kept forgetting where a long read of the log group ${group.name} stood.`,
          );
        chain = { began: now(), seen: NOTHING_YET, token: undefined };
        continue;
      }
      const seen = withPage(chain.seen, page.events);
      const records = page.events.map((event) => record(group, event));
      if (page.nextToken === undefined) return { window, began: chain.began, seen, lastRecords: records };
      const smaller = cut(window, seen);
      if (smaller !== undefined) {
        // What the page held is read again with the smaller window.
        window = smaller;
        chain = { began: now(), seen: NOTHING_YET, token: undefined };
        continue;
      }
      if (records.length > 0) yield { records };
      chain = { ...chain, seen, token: page.nextToken };
    }
  }

  private async page(
    group: LogGroup,
    { start, end }: Window,
    token: string | undefined,
    signal: AbortSignal,
  ): Promise<LogPage | 'chain_broken'> {
    const { logEvents, rates, place, streams, timeoutMs } = this.dependencies;
    await rates.take(place.accountId, place.region, signal);
    if (signal.aborted) return { events: [] };
    try {
      return await logEvents.page({
        group,
        streams,
        start,
        end,
        ...(token === undefined ? {} : { token }),
        timeoutMs,
        signal,
      });
    } catch (error) {
      if (error instanceof InvalidToken) return 'chain_broken';
      if (signal.aborted) return { events: [] };
      throw error;
    }
  }
}

const record = (group: LogGroup, event: LogEvent): RawRecord => ({
  text: event.message,
  pointer: {
    kind: 'log_event',
    log_group: group.name,
    log_stream: event.stream,
    event_id: event.eventId,
    timestamp: event.timestamp,
    ...(event.ingestionTime === undefined ? {} : { ingestion_time: event.ingestionTime }),
  },
});
