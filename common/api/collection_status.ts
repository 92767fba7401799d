/**
 * How fresh the data are and what keeps them from being fresher. Freshness is read from what collection has
 * stored (its checkpoints), never from the time of the request, so a silent collector cannot look healthy.
 */
import * as z from 'zod/mini';
import { Attention } from '../integrations/task';
import { API_BASE } from '../plugin';

export const collectionStatusPath = (): string => `${API_BASE}/collection_status`;

/**
 * - `healthy`: read up to `read_until`, the next run is due or going on
 * - `first_read`: nothing stored yet
 * - `retrying`: the last run failed for a reason that may pass by itself, or what is read cannot be stored for now
 * - `stalled`: due for a while, but no collector has taken it
 * - `attention`: waits for a person
 * - `paused`: a person paused it
 */
export const SourceHealth = z.enum(['healthy', 'first_read', 'retrying', 'stalled', 'attention', 'paused']);
export type SourceHealth = z.infer<typeof SourceHealth>;

/** A stream of an integration in a region, however many consumers its queue has; or a backfill or re-pricing that needs a person. */
export const CollectionSource = z.object({
  id: z.string(),
  integration_id: z.string(),
  account_id: z.string(),
  region: z.string(),
  stream: z.string(),
  health: SourceHealth,
  /** Event time (epoch ms) up to which everything is stored; `null` before the first, and for the past. */
  read_until: z.nullable(z.number()),
  /** What keeps it from going on, where its health is `attention`; else what a person could do for more. */
  attention: z.nullable(Attention),
});
export type CollectionSource = z.infer<typeof CollectionSource>;

/** The collector in the process that answered; there may be others. */
export const CollectorState = z.object({
  state: z.enum(['stopped', 'starting', 'collecting', 'waiting_for_store']),
  /** Why it cannot use OpenSearch, and what to do. */
  problem: z.nullable(Attention),
});
export type CollectorState = z.infer<typeof CollectorState>;

export const CollectionStatus = z.object({
  /** The server's clock when it answered, epoch milliseconds. */
  now: z.number(),
  /**
   * Event time up to which **every** source that is being read is stored; where none is, every source that
   * waits for a person or a collector; `null` before the first. Of invocation logs where there are any: other streams
   * are told of by themselves, since CloudWatch knows its metrics only minutes later.
   */
  data_until: z.nullable(z.number()),
  /** The same of each other stream that there is, by its name in definitions. */
  other_streams: z.array(z.object({ stream: z.string(), data_until: z.nullable(z.number()) })),
  /** What AWS charges a month for what is asked of it now, in USD; `null` where nothing is charged for. */
  usd_per_month: z.nullable(z.number()),
  /** Number of integrations; `null` when the person may not read them. */
  integrations: z.nullable(z.number()),
  counts: z.record(SourceHealth, z.number()),
  /** What needs a person first; at most `MAX_LISTED_SOURCES`. */
  sources: z.array(CollectionSource),
  /** True when there are more sources than were read. */
  truncated: z.boolean(),
  /** `null` where the process that answered collects nothing. */
  collector: z.nullable(CollectorState),
});
export type CollectionStatus = z.infer<typeof CollectionStatus>;

export const MAX_LISTED_SOURCES = 100;
