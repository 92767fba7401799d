/**
 * The keys of a bucket in S3's order. Additions are gathered and merged in when somebody lists, so that thousands
 * of puts between two listings cost one merge, and keys that come in order (as times do) cost next to nothing.
 */
import { compareKeys } from './key_order';

export class KeyList {
  private sorted: string[] = [];
  private added: string[] = [];

  /** The key must not be in the list. */
  add(key: string): void {
    const last = this.sorted[this.sorted.length - 1];
    if (this.added.length === 0 && (last === undefined || compareKeys(last, key) < 0)) this.sorted.push(key);
    else this.added.push(key);
  }

  remove(key: string): void {
    this.merge();
    const at = this.firstIndex((other) => compareKeys(other, key) >= 0);
    if (this.sorted[at] === key) this.sorted.splice(at, 1);
  }

  /** Keys from the first that is `isReached` on; `isReached` must hold for every key after it too. */
  *from(isReached: (key: string) => boolean): Generator<string> {
    this.merge();
    for (let at = this.firstIndex(isReached); at < this.sorted.length; at++) {
      const key = this.sorted[at];
      if (key !== undefined) yield key;
    }
  }

  private merge(): void {
    if (this.added.length === 0) return;
    const added = this.added.sort(compareKeys);
    const merged: string[] = [];
    let at = 0;
    for (const key of this.sorted) {
      for (let next = added[at]; next !== undefined && compareKeys(next, key) < 0; next = added[++at]) {
        merged.push(next);
      }
      merged.push(key);
    }
    this.sorted = merged.concat(added.slice(at));
    this.added = [];
  }

  private firstIndex(isReached: (key: string) => boolean): number {
    let [low, high] = [0, this.sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isReached(this.sorted[middle] ?? '')) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
