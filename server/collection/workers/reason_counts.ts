/**
 * Why records were rejected or skipped: how many by code. Each record counts under the first of its reasons alone, so
 * that the sums are those of the run's counts.
 */
import type { RejectedCode, SkippedReason } from '../../transforms/outcome';

export interface Reasons {
  readonly rejected: Readonly<Partial<Record<RejectedCode, number>>>;
  readonly skipped: Readonly<Partial<Record<SkippedReason, number>>>;
}

export class ReasonCounts implements Reasons {
  readonly rejected: Partial<Record<RejectedCode, number>> = {};
  readonly skipped: Partial<Record<SkippedReason, number>> = {};

  /** One record. */
  reject([first]: readonly RejectedCode[]): void {
    if (first !== undefined) this.rejected[first] = (this.rejected[first] ?? 0) + 1;
  }

  add({ rejected = {}, skipped = {} }: Partial<Reasons>): void {
    sum(this.rejected, rejected);
    sum(this.skipped, skipped);
  }

  snapshot(): Reasons {
    return { rejected: { ...this.rejected }, skipped: { ...this.skipped } };
  }
}

function sum<K extends string>(
  into: Partial<Record<K, number>>,
  more: Readonly<Partial<Record<K, number>>>,
): void {
  for (const code of Object.keys(more) as K[]) into[code] = (into[code] ?? 0) + (more[code] ?? 0);
}
