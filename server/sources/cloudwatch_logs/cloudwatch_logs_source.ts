/**
 * Reads a CloudWatch log group forward in windows of event time, page by page. A page is a batch; the
 * checkpoint comes with the last page of a window, so that a window is either stored whole or read again.
 */
import type { CloudWatchLogsSettings } from '../../../common/integrations/sources/cloudwatch_logs_settings';
import { retryLater } from '../../failure';
import type { Batch, RawRecord, ReadContext, Source } from '../source';
import { InvalidToken, type LogEvent, type LogEvents, type LogPage } from './log_events';
import {
  afterWindow,
  cut,
  firstCheckpoint,
  INITIAL_LENGTH_MS,
  LogCheckpoint,
  nextLength,
  nextWindow,
  NOTHING_YET,
  startRun,
  type Window,
  withPage,
  type Yield,
} from './log_windows';
import type { RequestRates } from './request_rate';

/** A token that is refused again and again is not a matter of age. */
const MAX_BROKEN_CHAINS = 3;

interface WindowRead {
  /** As read in the end: the planned one, or a smaller one with the same start. */
  readonly window: Window;
  /** When the read of it began. */
  readonly began: number;
  readonly seen: Yield;
  readonly lastRecords: readonly RawRecord[];
}

export interface CloudWatchLogsPlace {
  readonly accountId: string;
  readonly region: string;
}

export class CloudWatchLogsSource implements Source<LogCheckpoint> {
  constructor(
    private readonly logEvents: LogEvents,
    private readonly place: CloudWatchLogsPlace,
    private readonly settings: CloudWatchLogsSettings,
    private readonly rates: RequestRates,
  ) {}

  parseCheckpoint(stored: unknown): LogCheckpoint | undefined {
    const parsed = LogCheckpoint.safeParse(stored);
    return parsed.success && parsed.data.log_group === this.logGroupKey ? parsed.data : undefined;
  }

  async *read(
    checkpoint: LogCheckpoint | undefined,
    context: ReadContext,
  ): AsyncGenerator<Batch<LogCheckpoint>, void, void> {
    const { latency, overlap, start_position: startPosition } = this.settings;
    const startedAt = context.now();
    const horizon = startedAt - latency * 1_000;
    let progress = startRun(checkpoint ?? firstCheckpoint(this.logGroupKey, startPosition, startedAt));
    // Without this, a first run at `end` that finds nothing would leave no trace of where it started.
    if (checkpoint === undefined) yield { records: [], checkpoint: progress.checkpoint };

    // Until the first event, how far an empty past was searched tells nobody anything.
    let hasEvents = checkpoint !== undefined;
    let window = nextWindow(progress, INITIAL_LENGTH_MS, horizon);
    while (window !== undefined) {
      const read: WindowRead | undefined = yield* this.readWindow(window, context);
      if (read === undefined) return;
      progress = afterWindow(progress, read.window, read.began, overlap * 1_000);
      hasEvents ||= read.seen.firstTimestamp !== undefined || read.window.end === horizon;
      yield {
        records: read.lastRecords,
        checkpoint: progress.checkpoint,
        ...(hasEvents ? { readUntil: progress.checkpoint.read_until } : {}),
      };
      window = nextWindow(progress, nextLength(read.window, read.seen), horizon);
    }
  }

  /** Yields all pages but the last, which it returns with the window that was read; undefined when stopped. */
  private async *readWindow(
    planned: Window,
    { signal, now }: ReadContext,
  ): AsyncGenerator<Batch<LogCheckpoint>, WindowRead | undefined, void> {
    let window = planned;
    let chain = { began: now(), seen: NOTHING_YET, token: undefined as string | undefined };
    let brokenChains = 0;
    for (;;) {
      const page = await this.page(window, chain.token, signal);
      if (signal.aborted) return undefined;
      if (page === 'chain_broken') {
        brokenChains += 1;
        if (brokenChains > MAX_BROKEN_CHAINS)
          throw retryLater(
            'page_chain_broken',
            'AWS kept forgetting where a long read of the log group stood.',
          );
        chain = { began: now(), seen: NOTHING_YET, token: undefined };
        continue;
      }
      const seen = withPage(chain.seen, page.events);
      const records = page.events.map((event) => this.record(event));
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

  private get logGroupKey(): string {
    return `${this.place.accountId}:${this.place.region}:${this.settings.log_group_name}`;
  }

  private async page(
    { start, end }: Window,
    token: string | undefined,
    signal: AbortSignal,
  ): Promise<LogPage | 'chain_broken'> {
    await this.rates.take(this.place.accountId, this.place.region, signal);
    if (signal.aborted) return { events: [] };
    try {
      return await this.logEvents.page({
        logGroup: this.settings.log_group_name ?? '',
        start,
        end,
        ...(token === undefined ? {} : { token }),
        timeoutMs: this.settings.api_timeout * 1_000,
        signal,
      });
    } catch (error) {
      if (error instanceof InvalidToken) return 'chain_broken';
      if (signal.aborted) return { events: [] };
      throw error;
    }
  }

  private record(event: LogEvent): RawRecord {
    return {
      text: event.message,
      pointer: {
        kind: 'log_event',
        log_group: this.settings.log_group_name ?? '',
        log_stream: event.stream,
        event_id: event.eventId,
        timestamp: event.timestamp,
        ...(event.ingestionTime === undefined ? {} : { ingestion_time: event.ingestionTime }),
      },
    };
  }
}
