/**
 * What masking knows of one invocation: how much was masked of each kind, so that its document can say so without
 * saying any of it, and which texts hold nothing more.
 */
import type { SensitiveGroup } from '../sensitive/detector';

interface Count {
  readonly group: SensitiveGroup;
  count: number;
}

/** Shorter texts are looked through again sooner than found. */
const WORTH_REMEMBERING = 64;

export class Tally {
  private readonly counts = new Map<string, Count>();
  private readonly clean = new Set<string>();

  /** Remembers a long text that was looked through to the end: most are met again, as what can be searched. */
  settle(text: string): void {
    if (text.length >= WORTH_REMEMBERING) this.clean.add(text);
  }

  isSettled(text: string): boolean {
    return text.length >= WORTH_REMEMBERING && this.clean.has(text);
  }

  add(kind: string, group: SensitiveGroup): void {
    const counted = this.counts.get(kind);
    if (counted) counted.count += 1;
    else this.counts.set(kind, { group, count: 1 });
  }

  /** As `aws_bedrock.invocation.redactions`; a total of 0 says that nothing was found, not that nobody looked. */
  fields() {
    const kinds = [...this.counts.keys()].sort();
    const sum = (group?: SensitiveGroup): number =>
      [...this.counts.values()]
        .filter((counted) => group === undefined || counted.group === group)
        .reduce((total, { count }) => total + count, 0);
    return {
      total: sum(),
      pii: sum('pii'),
      secret: sum('secret'),
      kinds,
      by_kind: kinds.map((kind) => ({ kind, count: this.counts.get(kind)?.count ?? 0 })),
    };
  }
}
