/**
 * How long to wait before trying again: doubling, bounded, and half of it random, so that collectors that
 * failed together do not come back together.
 */
export interface Backoff {
  readonly baseMs: number;
  readonly maxMs: number;
}

/** Milliseconds before attempt `failures + 1`; `failures` counts from 1, `random` yields [0, 1). */
export function backoffMs(failures: number, { baseMs, maxMs }: Backoff, random: () => number): number {
  const full = Math.min(maxMs, baseMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(full / 2 + (full / 2) * random());
}
