/**
 * The document of a task in `.bedrock-tasks`: one stream of one integration in one region, one of the parallel
 * consumers of a queue, one backfill, or one re-pricing. Only the collector writes it; pages read it to say what is
 * read, how far, and what needs a person. Times are epoch milliseconds.
 */
import * as z from 'zod/mini';

/**
 * What a person has to do: before a task in state `attention` can go on; of any other, for more than it can do without.
 * `action` is the next step in plain words.
 */
export const Attention = z.object({ code: z.string(), message: z.string(), action: z.string() });
export type Attention = z.infer<typeof Attention>;

export const RunCounts = z.object({
  read: z._default(z.number(), 0),
  stored: z._default(z.number(), 0),
  already_stored: z._default(z.number(), 0),
  /** Of those already stored: replaced by this copy, which says more. */
  enriched: z._default(z.number(), 0),
  rejected: z._default(z.number(), 0),
  skipped: z._default(z.number(), 0),
  /** Of a re-pricing, which reads stored documents; the following are its own. */
  repriced: z.optional(z.number()),
  /** Documents that say what today's prices give already, or are gone. */
  unchanged: z.optional(z.number()),
  /** Of all of them: those for which there is no rate. */
  unpriced: z.optional(z.number()),
  /** What the documents came to before and come to now, in USD; exact decimals. */
  usd_before: z.optional(z.string()),
  usd_after: z.optional(z.string()),
});
export type RunCounts = z.infer<typeof RunCounts>;

export const Run = z.object({
  run_id: z.string(),
  owner: z.string(),
  started_at: z.number(),
  ended_at: z.optional(z.number()),
  outcome: z.enum(['running', 'succeeded', 'retry', 'attention', 'stopped', 'bug']),
  counts: RunCounts,
  read_until: z.optional(z.number()),
  /** Why it ended; in a run that succeeded, why some of what it read was let go of, to be read again. */
  error: z.optional(z.string()),
});
export type Run = z.infer<typeof Run>;

/** What a source tells of its stream beside its records: how much it asks AWS for, and what AWS charges for that. */
export const StreamFacts = z.object({ statistics: z.number(), usd_per_month: z.number() });
export type StreamFacts = z.infer<typeof StreamFacts>;

/** A named span of event time: from (inclusive) to (exclusive). */
export const Span = z.object({ id: z.string(), from: z.number(), to: z.number() });
export type Span = z.infer<typeof Span>;

/** What a task is there for: to follow a stream, to read a span of its past, or to price what is stored of a span anew. */
export type TaskWork = { readonly kind: 'live' } | SpanWork;
export type SpanWork = { readonly kind: 'backfill' | 'repricing' } & Readonly<Span>;

export const TaskDocument = z.object({
  integration_id: z.string(),
  account_id: z.string(),
  region: z.string(),
  stream: z.string(),
  source: z.string(),
  slot: z._default(z.number(), 0),
  /** Of a task that is not live, one of these: the span, under the name of what is done with it. */
  backfill: z.optional(Span),
  repricing: z.optional(Span),
  /** `done`: a backfill or re-pricing of which nothing is left to do; it stays until nobody asks for it any more. */
  state: z.enum(['waiting', 'running', 'paused', 'attention', 'done']),
  next_run_at: z.number(),
  /** Lease: who runs it, under which run, until when by the store's clock. */
  owner: z.optional(z.string()),
  run_id: z.optional(z.string()),
  lease_expires_at: z.optional(z.number()),
  /** How far the stream has been read **and stored**; its shape belongs to the source. */
  checkpoint: z.optional(z.unknown()),
  /** Event time up to which everything is stored: the freshness people see, or how far a backfill is. */
  read_until: z.optional(z.number()),
  /** What its source told last of its stream. */
  told: z.optional(StreamFacts),
  /** Since when nothing of what was read could be stored, while a run waits for it. */
  storing_since: z.optional(z.number()),
  consecutive_failures: z._default(z.number(), 0),
  attention: z.optional(Attention),
  last_error: z.optional(z.string()),
  /** Version of the definition that was last acted upon; another one makes the task due at once. */
  definition_version: z.optional(z.string()),
  /** The last `run_now_at` of the definition's intents that was acted upon. */
  run_now_handled: z.optional(z.number()),
  totals: RunCounts,
  runs: z._default(z.array(Run), []),
});
export type TaskDocument = z.infer<typeof TaskDocument>;

export function workOf({ backfill, repricing }: Pick<TaskDocument, 'backfill' | 'repricing'>): TaskWork {
  if (backfill !== undefined) return { kind: 'backfill', ...backfill };
  return repricing === undefined ? { kind: 'live' } : { kind: 'repricing', ...repricing };
}

/** As `workOf` reads it. */
export function documentedWork(work: TaskWork): Pick<TaskDocument, 'backfill' | 'repricing'> {
  if (work.kind === 'live') return {};
  const { kind, id, from, to } = work;
  return { [kind]: { id, from, to } };
}

/** Share of its span that is done, 0 to 1; undefined for live collection. */
export function progressOf(task: TaskDocument): number | undefined {
  const work = workOf(task);
  if (work.kind === 'live') return undefined;
  if (task.state === 'done') return 1;
  const share = ((task.read_until ?? work.from) - work.from) / (work.to - work.from);
  return Math.min(1, Math.max(0, share));
}

export const taskId = (integrationId: string, stream: string, region: string, slot = 0): string =>
  `${integrationId}:${stream}:${region}:${slot}`;

export const spanTaskId = (
  integrationId: string,
  stream: string,
  region: string,
  { kind, id }: SpanWork,
): string => `${integrationId}:${stream}:${region}:${kind}:${id}`;
