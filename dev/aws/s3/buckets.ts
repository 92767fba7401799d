/**
 * Buckets and their objects, in key order. Bucket names are the world's, not an account's. What is put for
 * later is there from its last-modified time on.
 */
import { createHash } from 'node:crypto';
import { compareKeys } from './key_order';
import type { Destination } from './notifications';

export interface StoredObject {
  readonly key: string;
  readonly body: Buffer;
  /** With the quotes that belong to it. */
  readonly etag: string;
  /** Epoch milliseconds. */
  readonly lastModified: number;
  readonly contentType: string;
  readonly contentEncoding?: string;
  /** Names without `x-amz-meta-`. */
  readonly metadata: Readonly<Record<string, string>>;
}

export type NewObject = Omit<StoredObject, 'etag'>;

export class Bucket {
  readonly destinations: Destination[] = [];
  private readonly objects = new Map<string, StoredObject>();
  private keys: readonly string[] | undefined;

  constructor(
    readonly name: string,
    readonly accountId: string,
    readonly region: string,
    readonly partition: string,
    readonly createdAt: number,
  ) {}

  get arn(): string {
    return `arn:${this.partition}:s3:::${this.name}`;
  }

  put(object: NewObject): StoredObject {
    const etag = `"${createHash('md5').update(object.body).digest('hex')}"`;
    const stored = { ...object, etag };
    if (!this.objects.has(object.key)) this.keys = undefined;
    this.objects.set(object.key, stored);
    return stored;
  }

  get(key: string, now: number): StoredObject | undefined {
    const object = this.objects.get(key);
    return object !== undefined && object.lastModified <= now ? object : undefined;
  }

  delete(key: string): void {
    if (this.objects.delete(key)) this.keys = undefined;
  }

  /** Objects whose key begins with `prefix` and comes after `after`, in key order. */
  *list(prefix: string, after: string, now: number): Generator<StoredObject> {
    const keys = (this.keys ??= [...this.objects.keys()].sort(compareKeys));
    const isPast = compareKeys(after, prefix) >= 0 && after !== '';
    let at = firstIndex(keys, (key) =>
      isPast ? compareKeys(key, after) > 0 : compareKeys(key, prefix) >= 0,
    );
    for (; at < keys.length; at++) {
      const key = keys[at];
      if (key === undefined || !key.startsWith(prefix)) return;
      const object = this.get(key, now);
      if (object !== undefined) yield object;
    }
  }
}

export class Buckets {
  private readonly byName = new Map<string, Bucket>();

  create(place: { accountId: string; region: string; partition: string }, name: string, now: number): Bucket {
    const bucket = new Bucket(name, place.accountId, place.region, place.partition, now);
    this.byName.set(name, bucket);
    return bucket;
  }

  find(name: string): Bucket | undefined {
    return this.byName.get(name);
  }

  ofAccount(accountId: string): readonly Bucket[] {
    return [...this.byName.values()]
      .filter((bucket) => bucket.accountId === accountId)
      .sort((a, b) => compareKeys(a.name, b.name));
  }
}

function firstIndex(keys: readonly string[], isReached: (key: string) => boolean): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isReached(keys[middle] ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}
