/**
 * A log service of which everything is known, for tests, with any number of groups: events become visible when they arrive, which may be
 * long after their time; pages are sorted by event time, may be short or empty, and a chain of pages never goes
 * back for an event that arrived behind it. Every call takes time.
 */
import { needsPerson } from '../../failure';
import { InvalidToken, type LogEvents, type LogPage, type LogRequest } from './log_events';
import type { LogGroupListing, LogGroupPage } from './log_groups';

export interface ModelEvent {
  readonly id: string;
  /** Event time. */
  readonly timestamp: number;
  /** When it becomes visible. */
  readonly arrival: number;
  /** Default: the id. */
  readonly message?: string;
  /** Default: the only group there is. */
  readonly group?: string;
  readonly stream?: string;
}

/** Groups by name, in the order of names; one is there from the time when it was made until it is deleted. */
export type ModelGroups = Readonly<
  Record<string, { readonly made?: number; deleted?: number; denied?: boolean }>
>;

export const ONLY_GROUP = '/bedrock';

export interface ModelBehaviour {
  readonly pageSize: number;
  /** Every so many calls the page is empty, with a token; 0 for never. */
  readonly emptyEvery: number;
  /** Numbers of the calls with a token (from 1) in which the token is refused. */
  readonly refuseTokens: readonly number[];
  readonly callTakesMs: number;
}

export class LogServiceModel implements LogEvents, LogGroupListing {
  readonly requests: (Pick<LogRequest, 'start' | 'end' | 'group' | 'streams'> & { readonly at: number })[] =
    [];
  now: number;
  private calls = 0;
  private tokenCalls = 0;

  constructor(
    private readonly events: readonly ModelEvent[],
    private readonly behaviour: ModelBehaviour,
    now: number,
    readonly groupsThere: ModelGroups = { [ONLY_GROUP]: {} },
  ) {
    this.now = now;
  }

  /** One at a time, so that whoever does not ask on misses some. */
  async groups({ prefix, token }: { prefix: string; token?: string }): Promise<LogGroupPage> {
    const names = Object.keys(this.groupsThere)
      .filter((name) => name.startsWith(prefix) && this.isThere(name))
      .sort();
    const position = Number(token ?? 0);
    return {
      names: names.slice(position, position + 1),
      ...(position + 1 < names.length ? { nextToken: String(position + 1) } : {}),
    };
  }

  async page({ group, streams, start, end, token }: LogRequest): Promise<LogPage> {
    this.requests.push({ group, streams, start, end, at: this.now });
    this.now += this.behaviour.callTakesMs;
    this.calls += 1;
    if (!this.isThere(group.name)) throw needsPerson('not_found', `No ${group.name}.`, 'Look.');
    if (this.groupsThere[group.name]?.denied)
      throw needsPerson('access_denied', `${group.name} denied.`, 'Allow.');
    if (token !== undefined) {
      this.tokenCalls += 1;
      if (this.behaviour.refuseTokens.includes(this.tokenCalls)) throw new InvalidToken();
    }
    const after = token === undefined ? undefined : (JSON.parse(token) as ModelEvent | null);
    const waiting = this.events
      .filter((event) => (event.group ?? ONLY_GROUP) === group.name && isOf(event, streams))
      .filter((event) => event.arrival <= this.now && event.timestamp >= start && event.timestamp <= end)
      .sort(inOrder)
      .filter((event) => after === undefined || after === null || inOrder(event, after) > 0);
    const taken = every(this.behaviour.emptyEvery, this.calls)
      ? []
      : waiting.slice(0, this.behaviour.pageSize);
    const last = taken.at(-1) ?? after ?? null;
    return {
      events: taken.map(({ id, timestamp, arrival, message = id, stream = 'stream' }) => ({
        eventId: id,
        stream,
        message,
        timestamp,
        ingestionTime: arrival,
      })),
      ...(waiting.length > taken.length ? { nextToken: JSON.stringify(last) } : {}),
    };
  }

  private isThere(name: string): boolean {
    const group = this.groupsThere[name];
    return group !== undefined && (group.made ?? 0) <= this.now && this.now < (group.deleted ?? Infinity);
  }
}

const isOf = ({ stream = 'stream' }: ModelEvent, { names, prefix }: LogRequest['streams']): boolean =>
  (names === undefined || names.includes(stream)) && (prefix === undefined || stream.startsWith(prefix));

const every = (n: number, count: number): boolean => n > 0 && count % n === 0;

const inOrder = (a: ModelEvent, b: ModelEvent): number =>
  a.timestamp - b.timestamp || a.arrival - b.arrival || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
