/**
 * Log groups by account and region, with their streams and events. Knows nothing of the wire: the service and
 * the in-process sink both write here. Retention hides what is older, and the hidden is dropped by the hour.
 */
import { MessageArena } from './message_arena';
import { Timeline } from './timeline';

const dayMs = 24 * 3_600_000;

export interface LogStream {
  readonly name: string;
  readonly creationTime: number;
  firstEventTimestamp?: number;
  lastEventTimestamp?: number;
  lastIngestionTime?: number;
}

export interface NewEvent {
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number;
}

export class LogGroup {
  readonly timeline = new Timeline();
  private readonly messages = new MessageArena();
  readonly streams = new Map<string, LogStream>();
  storedBytes = 0;

  constructor(
    readonly name: string,
    /** Without the trailing `:*`. */
    readonly arn: string,
    readonly creationTime: number,
    public retentionDays: number | undefined,
  ) {}

  /** Events older than this are hidden. */
  visibleFrom(now: number): number {
    return this.retentionDays === undefined ? -Infinity : now - this.retentionDays * dayMs;
  }

  createStream(name: string, now: number): LogStream {
    const stream: LogStream = { name, creationTime: now };
    this.streams.set(name, stream);
    return stream;
  }

  append(stream: LogStream, events: readonly NewEvent[], now: number): void {
    for (const { timestamp, message, ingestionTime } of events) {
      const bytes = this.messages.store(message);
      this.timeline.append({ timestamp, ingestionTime, stream: stream.name, message: bytes });
      this.storedBytes += bytes.length;
      stream.firstEventTimestamp = Math.min(stream.firstEventTimestamp ?? timestamp, timestamp);
      stream.lastEventTimestamp = Math.max(stream.lastEventTimestamp ?? timestamp, timestamp);
      stream.lastIngestionTime = Math.max(stream.lastIngestionTime ?? ingestionTime, ingestionTime);
    }
    this.timeline.forgetBefore(this.visibleFrom(now));
  }
}

export class LogGroups {
  private readonly groups = new Map<string, Map<string, LogGroup>>();

  create(
    place: { accountId: string; region: string; partition: string },
    group: { name: string; retentionDays?: number },
    now: number,
  ): LogGroup {
    const key = `${place.accountId}/${place.region}`;
    const arn = `arn:${place.partition}:logs:${place.region}:${place.accountId}:log-group:${group.name}`;
    const created = new LogGroup(group.name, arn, now, group.retentionDays);
    const groups = this.groups.get(key) ?? new Map<string, LogGroup>();
    this.groups.set(key, groups.set(group.name, created));
    return created;
  }

  find(accountId: string, region: string, name: string): LogGroup | undefined {
    return this.groups.get(`${accountId}/${region}`)?.get(name);
  }

  /** In the order of their names. */
  list(accountId: string, region: string): readonly LogGroup[] {
    const groups = this.groups.get(`${accountId}/${region}`)?.values() ?? [];
    return [...groups].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
