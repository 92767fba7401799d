/**
 * How fresh the data are: what the collector's task documents say about themselves, judged at one moment.
 * Two searches, since a person may see the tasks but not the definitions.
 */
import * as z from 'zod/mini';
import {
  MAX_LISTED_SOURCES,
  type CollectionSource,
  type CollectionStatus,
  type SourceHealth,
} from '../../common/api/collection_status';
import type { StreamName } from '../../common/integrations/coverage';
import { TaskDocument, workOf } from '../../common/integrations/task';
import { INTEGRATIONS_INDEX, TASKS_INDEX } from '../../common/plugin';
import { readAnswer, search, type SearchRequest } from './search';

/**
 * Tasks read at once: an integration has one per stream and region, a few for a queue, and one per backfill and re-pricing, so this
 * is hundreds of integrations.
 */
export const MAX_TASKS = 5_000;

/** A due task that nobody has taken for so long has no collector; wide enough for clocks that differ. */
export const STALLED_AFTER_MS = 5 * 60_000;

export const tasksQuery = (): SearchRequest =>
  search(TASKS_INDEX, {
    size: MAX_TASKS,
    track_total_hits: true,
    _source: { excludes: ['runs', 'checkpoint', 'last_error'] },
  });

export const integrationsQuery = (): SearchRequest =>
  search(INTEGRATIONS_INDEX, { size: 0, track_total_hits: true });

const Total = z.object({ hits: z.object({ total: z.object({ value: z.number() }) }) });
const TasksAnswer = z.object({
  hits: z.object({
    total: z.object({ value: z.number() }),
    hits: z.array(z.object({ _id: z.string(), _source: TaskDocument })),
  }),
});

/** Throws `UnexpectedAnswer` when `answer` is not an answer to `integrationsQuery`. */
export const readIntegrationCount = (answer: unknown): number => readAnswer(Total, answer).hits.total.value;

export function healthOf(task: TaskDocument, now: number): SourceHealth {
  if (task.state === 'attention' || task.state === 'paused') return task.state;
  const overdueSince =
    task.state === 'running' ? (task.lease_expires_at ?? task.next_run_at) : task.next_run_at;
  if (now - overdueSince > STALLED_AFTER_MS) return 'stalled';
  if (task.consecutive_failures > 0 || task.storing_since !== undefined) return 'retrying';
  return task.read_until === undefined ? 'first_read' : 'healthy';
}

const URGENCY: readonly SourceHealth[] = [
  'attention',
  'stalled',
  'retrying',
  'first_read',
  'healthy',
  'paused',
];

/**
 * What stands still for want of a person is named by itself; were it part of this figure, one forgotten source
 * would make all others look as old as itself. When nothing moves, the figure is where things stopped.
 */
function dataUntil(sources: readonly CollectionSource[]): number | null {
  const readBy = (healths: readonly SourceHealth[]) =>
    sources.flatMap(({ health, read_until }) =>
      healths.includes(health) && read_until !== null ? [read_until] : [],
    );
  const moving = readBy(['healthy', 'retrying']);
  const times = moving.length > 0 ? moving : readBy(['attention', 'stalled']);
  return times.length > 0 ? Math.min(...times) : null;
}

/** Of what is not paused. */
function monthlyCharge(tasks: readonly TaskDocument[]): number | null {
  const told = tasks.flatMap((task) => (task.state === 'paused' ? [] : (task.told ?? [])));
  return told.length === 0 ? null : told.reduce((sum, { usd_per_month: usd }) => sum + usd, 0);
}

const MAIN_STREAM: StreamName = 'invocation_logs';

/** The main stream first, then by name. */
function byStream(sources: readonly CollectionSource[]) {
  const streams = [...new Set(sources.map(({ stream }) => stream))];
  const rank = (stream: string) => (stream === MAIN_STREAM ? '' : stream);
  return streams
    .sort((one, other) => (rank(one) < rank(other) ? -1 : 1))
    .map((stream) => ({ stream, sources: sources.filter((source) => source.stream === stream) }));
}

interface Listed {
  readonly id: string;
  readonly task: TaskDocument;
}

/**
 * The consumers of a queue as one source. One that waits for a person speaks for all; one that nobody takes does not
 * while others are taken, since there may be more of them than one collector has room for.
 */
function sourceOf(consumers: readonly [Listed, ...Listed[]], now: number): CollectionSource {
  const judged = consumers.map(({ id, task }) => ({ id, task, health: healthOf(task, now) }));
  const taken = judged.filter(({ health }) => health !== 'stalled');
  const voices = taken.length > 0 ? taken : judged;
  const health = SPEAKS_FOR_ALL.find((one) => voices.some((voice) => voice.health === one)) ?? 'stalled';
  const speaker = voices.find((voice) => voice.health === health) ?? consumers[0];
  const { task } = speaker;
  // How far something about the past is says nothing about how fresh data are.
  const reached = voices.flatMap((voice) =>
    workOf(voice.task).kind === 'live' ? (voice.task.read_until ?? []) : [],
  );
  return {
    id: speaker.id,
    integration_id: task.integration_id,
    account_id: task.account_id,
    region: task.region,
    stream: task.stream,
    health,
    read_until: reached.length > 0 ? Math.min(...reached) : null,
    attention: task.attention ?? null,
  };
}

/** One that is still empty says nothing about a queue that others read. */
const SPEAKS_FOR_ALL: readonly SourceHealth[] = ['attention', 'retrying', 'healthy', 'first_read', 'paused'];

/** What goes on by itself is not a source: a backfill or re-pricing is one only while it needs a person. */
function sourcesOf(listed: readonly Listed[], now: number): CollectionSource[] {
  const groups = new Map<string, [Listed, ...Listed[]]>();
  for (const one of listed) {
    const { integration_id: integration, stream, region, state } = one.task;
    const isLive = workOf(one.task).kind === 'live';
    if (!isLive && state !== 'attention') continue;
    const key = isLive ? [integration, stream, region].join(':') : one.id;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()].map((group) => sourceOf(group, now));
}

/** Throws `UnexpectedAnswer` when `answer` is not an answer to `tasksQuery`. `now` in epoch milliseconds. */
export function readCollectionStatus(
  answer: unknown,
  integrations: number | null,
  now: number,
): Omit<CollectionStatus, 'collector'> {
  const { hits } = readAnswer(TasksAnswer, answer);
  const sources = sourcesOf(
    hits.hits.map(({ _id, _source }) => ({ id: _id, task: _source })),
    now,
  );
  const count = (health: SourceHealth) => sources.filter((source) => source.health === health).length;
  const [main, ...others] = byStream(sources);
  return {
    now,
    data_until: dataUntil(main?.sources ?? []),
    usd_per_month: monthlyCharge(hits.hits.map(({ _source }) => _source)),
    other_streams: others.map((other) => ({ stream: other.stream, data_until: dataUntil(other.sources) })),
    integrations,
    counts: {
      attention: count('attention'),
      stalled: count('stalled'),
      retrying: count('retrying'),
      first_read: count('first_read'),
      healthy: count('healthy'),
      paused: count('paused'),
    },
    sources: [...sources]
      .sort(
        (a, b) =>
          URGENCY.indexOf(a.health) - URGENCY.indexOf(b.health) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
      )
      .slice(0, MAX_LISTED_SOURCES),
    truncated: hits.total.value > hits.hits.length,
  };
}
