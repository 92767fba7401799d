/**
 * What masking knows of one invocation: how much was masked of each kind, so that its document can say so without
 * saying any of it, and what was found in which of its texts.
 */
import type { SensitiveGroup } from '../sensitive/detector';
import { SearchedTexts } from '../sensitive/searched_texts';

interface Count {
  readonly group: SensitiveGroup;
  count: number;
}

export class Tally {
  private readonly counts = new Map<string, Count>();

  /** @param texts of the invocation that were looked through before */
  constructor(readonly texts = new SearchedTexts()) {}

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
