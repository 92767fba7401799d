/**
 * Reads CloudWatch log groups forward in windows of event time. A page is a batch; the checkpoint comes with the
 * last page of a window, so that a window is either stored whole or read again. Of several groups the one furthest
 * behind is read next: together they move through time, and what is wrong with one does not stop the others.
 */
import type { LogGroupSettings } from '../../../common/integrations/sources/cloudwatch_logs_settings';
import { Failure, needsPerson } from '../../failure';
import type { Batch, ReadContext, Source } from '../source';
import type { LogEvents, StreamSelection } from './log_events';
import {
  type GroupBounds,
  groupSelection,
  type LogGroup,
  type LogGroupListing,
  lookUpGroups,
} from './log_groups';
import {
  afterWindow,
  INITIAL_LENGTH_MS,
  nextLength,
  nextWindow,
  type Progress,
  startRun,
} from './log_windows';
import {
  enterRun,
  groupKey,
  LIVE,
  type LogsCheckpoint,
  parseLogsCheckpoint,
  readUntilOf,
  withGroup,
} from './logs_checkpoint';
import type { RequestRates } from './request_rate';
import { WindowReader } from './window_reader';

export interface CloudWatchLogsReading {
  readonly logEvents: LogEvents;
  readonly logGroups: LogGroupListing;
  readonly rates: RequestRates;
  /** Account of the credentials, and region. */
  readonly place: { readonly accountId: string; readonly region: string };
  readonly settings: LogGroupSettings;
  /** What an administrator lets be read; without it, everything. */
  readonly bounds?: GroupBounds;
}

/** The live collection: up to now less the latency, and the look-back again at every run. */
export function cloudWatchLogsSource(reading: CloudWatchLogsReading): Source<LogsCheckpoint> {
  const { start_position: position, latency, overlap } = reading.settings;
  return new LogGroupsSource(reading, {
    name: LIVE,
    startAt: (since) => (position === 'beginning' ? 0 : position === 'end' ? since : Date.parse(position)),
    begun: false,
    horizon: (now) => now - latency * 1_000,
    overlapMs: overlap * 1_000,
  });
}

/**
 * Events between two times (epoch ms, `to` exclusive), once, beside the live collection, which reads what arrives
 * later. How far it is: `readUntil` of its batches.
 */
export function cloudWatchLogsBackfill(
  reading: CloudWatchLogsReading,
  { from, to }: { readonly from: number; readonly to: number },
): Source<LogsCheckpoint> {
  return new LogGroupsSource(reading, {
    name: `${from}/${to}`,
    startAt: () => from,
    begun: true,
    horizon: (now) => Math.min(to - 1, now - reading.settings.latency * 1_000),
    overlapMs: 0,
  });
}

/** Between which times is read. */
interface Span {
  readonly name: string;
  readonly startAt: (since: number) => number;
  readonly begun: boolean;
  /** The last millisecond that a run which starts at `now` reads. */
  readonly horizon: (now: number) => number;
  readonly overlapMs: number;
}

interface GroupRead {
  readonly key: string;
  readonly group: LogGroup;
  readonly progress: Progress;
  readonly lengthMs: number;
}

/** Wrong with one group; whatever else goes wrong would go wrong with the next one too. */
const OF_ONE_GROUP: ReadonlySet<string> = new Set([
  'access_denied',
  'not_found',
  'page_chain_broken',
  'aws_unexpected',
]);
/** A window without events says little: a task of many quiet groups does not save its place after each of them. */
const QUIET_WINDOWS_PER_CHECKPOINT = 20;

class LogGroupsSource implements Source<LogsCheckpoint> {
  constructor(
    private readonly reading: CloudWatchLogsReading,
    private readonly span: Span,
  ) {}

  parseCheckpoint(stored: unknown): LogsCheckpoint | undefined {
    return parseLogsCheckpoint(stored, this.span.name);
  }

  async *read(
    stored: LogsCheckpoint | undefined,
    context: ReadContext,
  ): AsyncGenerator<Batch<LogsCheckpoint>, void, void> {
    const { place, settings } = this.reading;
    const streams = streamSelection(settings);
    const startedAt = context.now();
    const horizon = this.span.horizon(startedAt);
    const selection = groupSelection(settings, place);
    const groups = await lookUpGroups(selection, {
      ...this.reading,
      timeoutMs: settings.api_timeout * 1_000,
      signal: context.signal,
    });
    if (context.signal.aborted) return;
    const keyed = new Map(groups.map((group) => [groupKey(group, place.region, streams), group]));
    let checkpoint = enterRun(stored, {
      span: this.span.name,
      selection: selection.kind === 'prefix' ? `${selection.prefix}*` : selection.group.name,
      keys: [...keyed.keys()],
      now: startedAt,
      startAt: this.span.startAt,
      begun: this.span.begun,
    });
    // Without this, a first run at `end` that finds nothing would leave no trace of where it started.
    if (checkpoint.since !== stored?.since || [...keyed.keys()].some((key) => !(key in stored.groups)))
      yield { checkpoint };
    // Only now: once there are groups, `end` counts from the first time they were looked for.
    if (selection.kind === 'prefix' && groups.length === 0) throw noGroup(selection.prefix, place.region);

    const reader = new WindowReader({
      ...this.reading,
      streams,
      timeoutMs: settings.api_timeout * 1_000,
    });
    const reads = new Map<string, GroupRead>();
    for (const [key, group] of keyed) {
      const progress = startRun(checkpoint.groups[key] ?? { settled_until: -1, read_until: -1 });
      reads.set(key, { key, group, progress, lengthMs: INITIAL_LENGTH_MS });
    }
    const failures: Failure[] = [];
    let quiet = 0;
    for (;;) {
      const next = furthestBehind(reads.values());
      const window = next && nextWindow(next.progress, next.lengthMs, horizon);
      if (next === undefined || window === undefined) break;
      const { key, group } = next;
      let read;
      try {
        read = yield* reader.read(group, window, context);
      } catch (error) {
        if (!(error instanceof Failure) || !OF_ONE_GROUP.has(error.code)) throw error;
        failures.push(error);
        reads.delete(key);
        // What is gone holds up nobody's freshness; what is refused does.
        if (error.code === 'not_found') keyed.delete(key);
        continue;
      }
      if (read === undefined) return;
      const progress = afterWindow(next.progress, read.window, read.began, this.span.overlapMs);
      reads.set(key, { key, group, progress, lengthMs: nextLength(read.window, read.seen) });
      const begun =
        checkpoint.groups[key]?.begun === true ||
        read.seen.firstTimestamp !== undefined ||
        read.window.end === horizon;
      checkpoint = withGroup(checkpoint, key, { ...progress.checkpoint, begun });
      quiet += 1;
      const hadEvents = read.seen.firstTimestamp !== undefined;
      if (!hadEvents && quiet < QUIET_WINDOWS_PER_CHECKPOINT) continue;
      quiet = 0;
      yield { records: read.lastRecords, ...reached(checkpoint, keyed.keys()) };
    }
    if (quiet > 0) yield reached(checkpoint, keyed.keys());
    const failure = worthTelling(failures, keyed.size);
    if (failure !== undefined) throw failure;
  }
}

const streamSelection = ({
  log_streams: names,
  log_stream_prefix: prefix,
}: LogGroupSettings): StreamSelection => ({
  ...(names === undefined ? {} : { names }),
  ...(prefix === undefined ? {} : { prefix }),
});

function furthestBehind(reads: Iterable<GroupRead>): GroupRead | undefined {
  let found: GroupRead | undefined;
  for (const read of reads) if (found === undefined || read.progress.next < found.progress.next) found = read;
  return found;
}

function reached(checkpoint: LogsCheckpoint, keys: Iterable<string>): Batch<LogsCheckpoint> {
  const readUntil = readUntilOf(checkpoint, keys);
  return { checkpoint, ...(readUntil === undefined ? {} : { readUntil }) };
}

/**
 * What a run says that read what it could. Among others, a group without what was asked for is no matter: it was
 * deleted meanwhile, or has none of the streams.
 */
function worthTelling(failures: readonly Failure[], groupsLeft: number): Failure | undefined {
  const told = failures.filter(({ code }) => code !== 'not_found' || groupsLeft === 0);
  const [first, ...more] = told.sort((a, b) => WEIGHT[a.kind] - WEIGHT[b.kind]);
  if (first === undefined || more.length === 0) return first;
  const others = more.length === 1 ? 'Another log group' : `${more.length} more log groups`;
  return new Failure(
    first.kind,
    first.code,
    `${first.message} ${others} could not be read either.`,
    first.action,
  );
}

const WEIGHT = { needs_person: 0, bug: 1, retry: 2 } as const;

const noGroup = (prefix: string, region: string): Failure =>
  needsPerson(
    'no_log_group',
    `No log group in ${region} has a name that begins with ${prefix}.`,
    'Check the prefix, account and region, or switch on what delivers to them; groups are looked for again by themselves.',
  );
