/** How much goes into one bulk request, how many there are at once, and how long a busy store is given. */
import type { Backoff } from '../backoff';

export interface BulkLimits {
  /** Of one request. */
  readonly maxBytes: number;
  readonly maxOperations: number;
  /** While requests are under way, another one is started only for this much. */
  readonly fullBytes: number;
  /** Requests under way at once, at most. */
  readonly maxConcurrency: number;
  /** Attempts of one operation before the run gives up and is repeated later. */
  readonly maxAttempts: number;
  readonly backoff: Backoff;
  readonly timeoutMs: number;
}

export const DEFAULT_BULK_LIMITS: BulkLimits = {
  maxBytes: 8 * 1024 * 1024,
  maxOperations: 5_000,
  fullBytes: 5 * 1024 * 1024,
  maxConcurrency: 4,
  maxAttempts: 6,
  backoff: { baseMs: 500, maxMs: 15_000 },
  timeoutMs: 120_000,
};

/** What a proxy before OpenSearch refuses as too large is learned, but never below this. */
export const SMALLEST_MAX_BYTES = 256 * 1024;
