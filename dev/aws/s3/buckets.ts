/**
 * Buckets and their objects, in key order. Bucket names are the world's, not an account's. What is put for
 * later is there from its last-modified time on. Bodies are kept as they were handed over, without a copy.
 */
import { createHash } from 'node:crypto';
import { KeyList } from './key_list';
import { compareKeys } from './key_order';
import { sendTestEvent, type NotificationContext, type Notifications } from './notifications';

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
  private told: Notifications = { destinations: [] };
  private readonly objects = new Map<string, StoredObject>();
  private readonly keys = new KeyList();

  constructor(
    readonly name: string,
    readonly accountId: string,
    readonly region: string,
    readonly partition: string,
    readonly createdAt: number,
    /** Objects are encrypted with this key: whoever reads needs it. */
    readonly kmsKeyArn: string | undefined,
  ) {}

  get arn(): string {
    return `arn:${this.partition}:s3:::${this.name}`;
  }

  get notifications(): Notifications {
    return this.told;
  }

  /** Replaces who is told of objects; each queue and topic hears of it. */
  setNotifications(notifications: Notifications, context: NotificationContext): void {
    this.told = notifications;
    for (const destination of notifications.destinations) sendTestEvent(this, destination, context);
  }

  put(object: NewObject): StoredObject {
    const etag = `"${createHash('md5').update(object.body).digest('hex')}"`;
    const stored = { ...object, etag };
    if (!this.objects.has(object.key)) this.keys.add(object.key);
    this.objects.set(object.key, stored);
    return stored;
  }

  get(key: string, now: number): StoredObject | undefined {
    const object = this.objects.get(key);
    return object !== undefined && object.lastModified <= now ? object : undefined;
  }

  /** What was there. */
  delete(key: string): StoredObject | undefined {
    const object = this.objects.get(key);
    if (object === undefined) return undefined;
    this.objects.delete(key);
    this.keys.remove(key);
    return object;
  }

  /** Objects whose key begins with `prefix` and comes after `after`, in key order. */
  *list(prefix: string, after: string, now: number): Generator<StoredObject> {
    const isPast = after !== '' && compareKeys(after, prefix) >= 0;
    const keys = this.keys.from((key) =>
      isPast ? compareKeys(key, after) > 0 : compareKeys(key, prefix) >= 0,
    );
    for (const key of keys) {
      if (!key.startsWith(prefix)) return;
      const object = this.get(key, now);
      if (object !== undefined) yield object;
    }
  }
}

export class Buckets {
  private readonly byName = new Map<string, Bucket>();

  create(
    place: { accountId: string; region: string; partition: string },
    { name, kmsKeyArn }: { name: string; kmsKeyArn?: string },
    now: number,
  ): Bucket {
    const bucket = new Bucket(name, place.accountId, place.region, place.partition, now, kmsKeyArn);
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
