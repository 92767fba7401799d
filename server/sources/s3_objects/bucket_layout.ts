/**
 * How a service lays out what it delivers to a bucket: batches of records in folders of hours or days, below a folder of
 * account and region. What reads buckets knows layouts by this alone.
 */
import type { SkippedReason } from '../../transforms/outcome';

const HOUR_MS = 3_600_000;

/** Length of the time that a folder is of, in ms, by the parts of a date (year, month, day, hour) that name it. */
export const FOLDERS_OF = {
  hours: { unitMs: HOUR_MS, dateParts: 4 },
  days: { unitMs: 24 * HOUR_MS, dateParts: 3 },
} as const;

export interface PlacedKey {
  readonly accountId: string;
  readonly region: string;
  /** What stands behind the folder of a time. */
  readonly rest: string;
}

export interface BucketLayout {
  readonly folders: keyof typeof FOLDERS_OF;
  /** What all keys of an account and region begin with, with the slash at the end. */
  regionFolder(keyPrefix: string, accountId: string, region: string): string;
  /** Undefined for a key of another layout. */
  parseKey(key: string): PlacedKey | undefined;
  /** Whether what stands behind the folder of a time is a batch of records. */
  isBatchName(rest: string): boolean;
  /** Why an object is never read, whatever is selected. */
  neverRead(key: string): SkippedReason | undefined;
}

/** `2026/11/22/13/` or `2026/11/22/` for the hour or day (UTC) that a time, in epoch ms, lies in. */
export function timeFolder({ folders }: Pick<BucketLayout, 'folders'>, time: number): string {
  const parts = new Date(time).toISOString().split(/[-T:]/, FOLDERS_OF[folders].dateParts);
  return `${parts.join('/')}/`;
}

/** `prefix/` before what follows, or nothing. */
export const withSlash = (keyPrefix: string): string =>
  keyPrefix === '' || keyPrefix.endsWith('/') ? keyPrefix : `${keyPrefix}/`;
