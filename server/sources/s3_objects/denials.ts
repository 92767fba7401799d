/**
 * Whether an object alone is denied, or all there is: without `s3:ListBucket` a deleted object looks like a denied
 * one, and one encrypted with another key is denied for good, but where nothing of a bucket can be read, a person has
 * to act and nothing may be given up.
 */
import type { Failure } from '../../failure';

/** What is wrong with an object or its bucket, for a person to mend. */
const DENIED: ReadonlySet<string> = new Set(['access_denied', 'kms_key', 'not_found', 'wrong_region']);

export const isDenial = ({ code }: Failure): boolean => DENIED.has(code);

/** Denied so often with nothing read, a bucket needs no further proof. */
const MANY = 10;

interface Standing {
  readonly wasRead: boolean;
  readonly denials: number;
  readonly last?: Failure;
}

const NOTHING_KNOWN: Standing = { wasRead: false, denials: 0 };

/** What one run has learnt of its buckets. */
export class Denials {
  private readonly buckets = new Map<string, Standing>();

  read(bucket: string): void {
    this.buckets.set(bucket, { ...this.of(bucket), wasRead: true });
  }

  denied(bucket: string, last: Failure): void {
    const { wasRead, denials } = this.of(bucket);
    this.buckets.set(bucket, { wasRead, denials: denials + 1, last });
  }

  /** Something of the bucket can be read, so what is denied is so by itself. */
  isReadable(bucket: string): boolean {
    return this.of(bucket).wasRead;
  }

  /** To go on would only receive messages in vain. */
  get isEverythingDenied(): boolean {
    const known = [...this.buckets.values()];
    return known.every(({ wasRead }) => !wasRead) && known.some(({ denials }) => denials >= MANY);
  }

  /** The refusal of a bucket of which nothing could be read. */
  get unreadable(): Failure | undefined {
    return [...this.buckets.values()].find(({ wasRead, denials }) => !wasRead && denials > 0)?.last;
  }

  private of(bucket: string): Standing {
    return this.buckets.get(bucket) ?? NOTHING_KNOWN;
  }
}
