/**
 * CloudWatch metrics forward from a checkpoint: each run reads the periods that are over by now, and the look-back
 * before them once more for points that came late; after a pause, all that was missed, as finely as it is still kept.
 * What it yields is one record for each exact set of dimensions and period, with every statistic that was told; a
 * record that is read again lands on its document, and adds to it.
 */
import type { CloudWatchMetricsSettings } from '../../../common/integrations/sources/cloudwatch_metrics_settings';
import type { Batch, ReadContext, Source } from '../source';
import { discoverSeries, discoveringOf, isGap, REDISCOVER_AFTER_MS } from './discovery';
import { horizonOf, type MetricWindow, metricWindows } from './metric_windows';
import { MetricsCheckpoint } from './metrics_checkpoint';
import type { MetricsApi } from './metrics_api';
import { PointCollector } from './point_collector';
import { batchesOf, queriesOf } from './query_batches';
import { together } from './series';

export interface CloudWatchMetricsReading {
  readonly api: MetricsApi;
  /** Account of the credentials, and region. */
  readonly place: { readonly accountId: string; readonly region: string };
  readonly settings: CloudWatchMetricsSettings;
}

/** Between which times is read. */
interface Span {
  readonly startAt: (now: number) => number;
  readonly horizon: (now: number) => number;
  readonly overlapMs: number;
}

/** The live collection. */
export function cloudWatchMetricsSource(reading: CloudWatchMetricsReading): Source<MetricsCheckpoint> {
  const { start_position: position, latency, overlap } = reading.settings;
  const granularity = granularityOf(reading.settings);
  return new MetricsSource(reading, {
    startAt: (now) =>
      position === 'end'
        ? horizonOf(now, latency * 1_000, granularity) - overlap * 1_000
        : Date.parse(position),
    horizon: (now) => horizonOf(now, latency * 1_000, granularity),
    overlapMs: overlap * 1_000,
  });
}

/** Points between two times (epoch ms, `to` exclusive), once, beside the live collection. */
export function cloudWatchMetricsBackfill(
  reading: CloudWatchMetricsReading,
  { from, to }: { readonly from: number; readonly to: number },
): Source<MetricsCheckpoint> {
  const granularity = granularityOf(reading.settings);
  return new MetricsSource(reading, {
    startAt: () => from,
    horizon: (now) => Math.min(to, horizonOf(now, reading.settings.latency * 1_000, granularity)),
    overlapMs: 0,
  });
}

const granularityOf = ({ period, data_granularity: granularity }: CloudWatchMetricsSettings): number =>
  granularity ?? period;

class MetricsSource implements Source<MetricsCheckpoint> {
  constructor(
    private readonly reading: CloudWatchMetricsReading,
    private readonly span: Span,
  ) {}

  parseCheckpoint(stored: unknown): MetricsCheckpoint | undefined {
    const parsed = MetricsCheckpoint.safeParse(stored);
    return parsed.success ? parsed.data : undefined;
  }

  async *read(
    stored: MetricsCheckpoint | undefined,
    context: ReadContext,
  ): AsyncGenerator<Batch<MetricsCheckpoint>, void, void> {
    const { settings } = this.reading;
    const now = context.now();
    const from = stored === undefined ? this.span.startAt(now) : stored.read_until - this.span.overlapMs;
    const known = await this.seriesOf(stored, now, from, context.signal);
    const windows = metricWindows(from, this.span.horizon(now), granularityOf(settings), now);
    const batches = batchesOf(queriesOf(known.groups, settings.percentiles));
    for (const window of windows) {
      for (const queries of batches) {
        const points = new PointCollector(queries, window.granularity, this.reading.place);
        let token: string | undefined;
        do {
          if (context.signal.aborted) return;
          const page = await this.reading.api.data({
            queries,
            ...window,
            ...(token === undefined ? {} : { token }),
            signal: context.signal,
          });
          points.add(page.values);
          token = page.nextToken;
        } while (token !== undefined);
        const records = points.take();
        if (records.length > 0) yield { records };
      }
      yield this.reached(window, known, stored);
    }
    // Series were looked for, and nothing was due: what was found is kept all the same.
    if (windows.length === 0 && stored !== undefined && known.discovered_at !== stored.discovered_at)
      yield { checkpoint: { ...stored, ...known } };
  }

  /** Never back: what is read again was read before. */
  private reached(
    window: MetricWindow,
    known: Pick<MetricsCheckpoint, 'groups' | 'discovered_at'>,
    stored: MetricsCheckpoint | undefined,
  ): Batch<MetricsCheckpoint> {
    const readUntil = Math.max(window.end, stored?.read_until ?? 0);
    return { checkpoint: { read_until: readUntil, ...known }, readUntil };
  }

  private async seriesOf(
    stored: MetricsCheckpoint | undefined,
    now: number,
    from: number,
    signal: AbortSignal,
  ): Promise<Pick<MetricsCheckpoint, 'groups' | 'discovered_at'>> {
    if (stored !== undefined && now - stored.discovered_at < REDISCOVER_AFTER_MS)
      return { groups: stored.groups, discovered_at: stored.discovered_at };
    const { settings, api } = this.reading;
    const behindMs = now - from;
    const found = await discoverSeries(discoveringOf(settings, api, signal), behindMs);
    const groups = isGap(behindMs) ? together(found, stored?.groups ?? []) : found;
    return { groups, discovered_at: now };
  }
}
