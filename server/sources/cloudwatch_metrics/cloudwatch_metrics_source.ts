/**
 * CloudWatch metrics forward from a checkpoint: each run reads the periods that are over by now, and the look-back
 * before them once more for points that came late; after a pause, all that was missed, as finely as it is still kept.
 * What it yields is one record for each exact set of dimensions and period, with every statistic that was told; a
 * record that is read again lands on its document, and adds to it.
 */
import type { CloudWatchMetricsSettings } from '../../../common/integrations/sources/cloudwatch_metrics_settings';
import { needsPerson } from '../../failure';
import type { Batch, ReadContext, Source } from '../source';
import { discoverSeries, discoveringOf, isBeyondLists, REDISCOVER_AFTER_MS, UNSEEN_MS } from './discovery';
import { horizonOf, type MetricWindow, metricWindows } from './metric_windows';
import { MetricsCheckpoint } from './metrics_checkpoint';
import type { MetricsApi } from './metrics_api';
import { PointCollector } from './point_collector';
import { batchesOf, type MetricQuery, monthlyCharge, queriesOf } from './query_batches';
import { readPoints } from './read_points';
import { seriesKeys, together } from './series';

export interface CloudWatchMetricsReading {
  readonly api: MetricsApi;
  /** Account of the credentials, and region. */
  readonly place: { readonly accountId: string; readonly region: string };
  readonly settings: CloudWatchMetricsSettings;
}

/** Some megabytes of text. */
const RECORDS_OF_A_BATCH = 5_000;

type KnownSeries = Pick<MetricsCheckpoint, 'groups' | 'discovered_at'>;

/** Between which times is read. */
interface Span {
  readonly isLive: boolean;
  readonly startAt: (now: number) => number;
  readonly horizon: (now: number) => number;
  readonly overlapMs: number;
}

/** The live collection. */
export function cloudWatchMetricsSource(reading: CloudWatchMetricsReading): Source<MetricsCheckpoint> {
  const { start_position: position, latency, overlap } = reading.settings;
  const granularity = granularityOf(reading.settings);
  return new MetricsSource(reading, {
    isLive: true,
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
    isLive: false,
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
    const { settings, api } = this.reading;
    const now = context.now();
    const goesOnFrom =
      stored === undefined ? this.span.startAt(now) : stored.read_until - this.span.overlapMs;
    const known = await this.seriesOf(stored, now, goesOnFrom, context.signal);
    const from = stored === undefined ? goesOnFrom : this.alsoOfNewOnes(goesOnFrom, known, stored);
    const windows = metricWindows(from, this.span.horizon(now), granularityOf(settings), now);
    const batches = batchesOf(queriesOf(known.groups, settings.percentiles));
    const refusing = new Set<string>();
    for (const window of windows) {
      for (const queries of batches) {
        const points = new PointCollector(window.granularity, this.reading.place);
        const refused = await readPoints(api, { queries, window, signal: context.signal }, points);
        if (refused === undefined) return;
        for (const { series } of refused) refusing.add(series.account ?? this.reading.place.accountId);
        for (const records of points.take(RECORDS_OF_A_BATCH)) yield { records };
      }
      yield this.reached(window, known, stored, batches);
    }
    // Nothing was due: what was found is kept all the same, and where a first run begins, or each would be the first.
    if (windows.length === 0 && known.discovered_at !== stored?.discovered_at)
      yield { checkpoint: { read_until: stored?.read_until ?? from, ...known } };
    if (refusing.size > 0) throw notShared([...refusing].sort(), this.reading.place);
  }

  /**
   * A series is listed only some time after its first point, and looked for seldom: what it had until then lies
   * further back than a short look-back reaches. A span of the past has no new ones.
   */
  private alsoOfNewOnes(from: number, known: KnownSeries, stored: MetricsCheckpoint): number {
    if (!this.span.isLive || known.discovered_at === stored.discovered_at) return from;
    const before = new Set(stored.groups.flatMap(seriesKeys));
    const isNew = known.groups.flatMap(seriesKeys).some((key) => !before.has(key));
    return isNew ? Math.min(from, stored.read_until - UNSEEN_MS) : from;
  }

  /** Never back: what is read again was read before. */
  private reached(
    window: MetricWindow,
    known: KnownSeries,
    stored: MetricsCheckpoint | undefined,
    batches: readonly (readonly MetricQuery[])[],
  ): Batch<MetricsCheckpoint> {
    const readUntil = Math.max(window.end, stored?.read_until ?? 0);
    const statistics = batches.reduce((sum, queries) => sum + queries.length, 0);
    const usd = monthlyCharge(statistics, this.reading.settings.period);
    return {
      checkpoint: { read_until: readUntil, ...known },
      readUntil,
      // A span of the past is paid for once.
      ...(this.span.isLive ? { told: { statistics, usd_per_month: usd } } : {}),
    };
  }

  private async seriesOf(
    stored: MetricsCheckpoint | undefined,
    now: number,
    from: number,
    signal: AbortSignal,
  ): Promise<KnownSeries> {
    if (stored !== undefined && now - stored.discovered_at < REDISCOVER_AFTER_MS)
      return { groups: stored.groups, discovered_at: stored.discovered_at };
    const { settings, api } = this.reading;
    const behindMs = now - from;
    const found = await discoverSeries(discoveringOf(settings, api, signal), behindMs);
    const groups = isBeyondLists(behindMs) ? together(found, stored?.groups ?? []) : found;
    return { groups, discovered_at: now };
  }
}

/** Everything else is read and stored by then. */
const notShared = (accounts: readonly string[], { region }: CloudWatchMetricsReading['place']) =>
  needsPerson(
    'metrics_not_shared',
    `CloudWatch refuses the metrics of ${accounts.join(', ')} in ${region}; all others are read.`,
    'Let the link of each of these accounts to this monitoring account share metrics, or name the wanted account in owning_account.',
  );
