/**
 * What a message says: which objects there are. S3 writes to a queue directly, through a topic (wrapped, or raw), or
 * through EventBridge (and that through a topic too); a trail tells a topic of its files. All of it is what anybody
 * may have sent to the queue, so nothing in it is followed here.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
import * as z from 'zod/mini';
import type { ObjectAddress } from '../s3_objects/open_object';
import type { SkippedReason } from '../../transforms/outcome';

export interface NotifiedObject extends ObjectAddress {
  /** Where the bucket is, by what the message says. */
  readonly region?: string;
}

export interface MessageContent {
  readonly objects: readonly NotifiedObject[];
  readonly skipped: Readonly<Partial<Record<SkippedReason, number>>>;
  /** Parts of the message that could not be read. */
  readonly unreadable: number;
}

/** More than any notification: topics and event buses take no more. */
const MAX_LENGTH = 256 * 1024;
/** Of a key, in UTF-8 bytes. */
const MAX_KEY_BYTES = 1_024;

const UNREADABLE: MessageContent = { objects: [], skipped: {}, unreadable: 1 };

export function readMessage(body: string): MessageContent {
  const message = parse(body);
  const wrapped = Wrapped.safeParse(message);
  // A topic's messages are not wrapped a second time.
  return readNotification(wrapped.success ? parse(wrapped.data.Message) : message);
}

function readNotification(message: unknown): MessageContent {
  if (TestEvent.safeParse(message).success) return skip('test_event');
  const direct = Direct.safeParse(message);
  if (direct.success) return together(direct.data.Records.map(readRecord));
  const event = BusEvent.safeParse(message);
  if (event.success) return readBusEvent(event.data);
  const trail = TrailFiles.safeParse(message);
  if (trail.success) {
    const { s3Bucket: bucket, s3ObjectKey: keys } = trail.data;
    return together(keys.map((key) => oneObject({ bucket, key })));
  }
  return UNREADABLE;
}

const BucketName = z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/));
const Wrapped = z.object({ Type: z.literal('Notification'), Message: z.string() });
const TestEvent = z.object({ Event: z.literal('s3:TestEvent') });
const Direct = z.object({ Records: z.array(z.unknown()).check(z.minLength(1)) });

const Size = z.optional(z.nullish(z.number()));
const Text = z.optional(z.nullish(z.string()));

const Record = z.object({
  /** Minor versions add; another major one may mean anything. */
  eventVersion: z.optional(z.string().check(z.regex(/^2\./))),
  eventSource: z.string().check(z.regex(/^aws:s3$/)),
  eventName: z.string(),
  eventTime: Text,
  awsRegion: Text,
  s3: z.object({
    bucket: z.object({ name: BucketName }),
    object: z.object({ key: z.string().check(z.minLength(1)), size: Size, eTag: Text }),
  }),
});

function readRecord(record: unknown): MessageContent {
  const parsed = Record.safeParse(record);
  if (!parsed.success) return UNREADABLE;
  const { eventName, eventTime, awsRegion, s3 } = parsed.data;
  const kind = eventName.replace(/^s3:/, '');
  if (/^(?:ObjectRemoved|LifecycleExpiration):/.test(kind)) return skip('removed_event');
  if (!kind.startsWith('ObjectCreated:')) return skip('not_selected');
  const key = decodeKey(s3.object.key);
  if (key === undefined) return UNREADABLE;
  return oneObject({
    bucket: s3.bucket.name,
    key,
    etag: s3.object.eTag,
    size: s3.object.size,
    time: eventTime,
    region: awsRegion,
  });
}

/** Keys in S3's own events are form-encoded. Undefined for what is no such key. */
export function decodeKey(encoded: string): string | undefined {
  try {
    return decodeURIComponent(encoded.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

const BusEvent = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.string(),
  region: Text,
  time: Text,
  detail: z.object({
    bucket: z.object({ name: BucketName }),
    /** Its key is plain. */
    object: z.object({ key: z.string().check(z.minLength(1)), size: Size, etag: Text }),
  }),
});

function readBusEvent({ detail, region, time, ...event }: z.infer<typeof BusEvent>): MessageContent {
  switch (event['detail-type']) {
    case 'Object Created':
      return oneObject({ ...detail.object, bucket: detail.bucket.name, time, region });
    case 'Object Deleted':
      return skip('removed_event');
    default:
      return skip('not_selected');
  }
}

const TrailFiles = z.object({
  s3Bucket: BucketName,
  s3ObjectKey: z.array(z.string().check(z.minLength(1))).check(z.minLength(1), z.maxLength(1_000)),
});

interface Told {
  readonly bucket: string;
  readonly key: string;
  readonly etag?: string | null | undefined;
  readonly size?: number | null | undefined;
  readonly time?: string | null | undefined;
  readonly region?: string | null | undefined;
}

function oneObject({ bucket, key, etag, size, time, region }: Told): MessageContent {
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) return UNREADABLE;
  const at = Date.parse(time ?? '');
  return {
    objects: [
      {
        bucket,
        key,
        ...(etag ? { etag } : {}),
        ...(typeof size === 'number' ? { size } : {}),
        ...(Number.isNaN(at) ? {} : { lastModified: at }),
        ...(region ? { region } : {}),
      },
    ],
    skipped: {},
    unreadable: 0,
  };
}

const skip = (reason: SkippedReason): MessageContent => ({
  objects: [],
  skipped: { [reason]: 1 },
  unreadable: 0,
});

function together(parts: readonly MessageContent[]): MessageContent {
  const skipped: Partial<Record<SkippedReason, number>> = {};
  for (const part of parts) countSkipped(skipped, part.skipped);
  return {
    objects: parts.flatMap(({ objects }) => objects),
    skipped,
    unreadable: parts.reduce((sum, { unreadable }) => sum + unreadable, 0),
  };
}

/** Adds `more` to `counts`. */
export function countSkipped(
  counts: Partial<Record<SkippedReason, number>>,
  more: Readonly<Partial<Record<SkippedReason, number>>>,
): void {
  for (const [reason, count] of Object.entries(more) as [SkippedReason, number][])
    counts[reason] = (counts[reason] ?? 0) + count;
}

/** Undefined for what is no JSON, or too long to be looked at. */
function parse(text: string): unknown {
  if (text.length > MAX_LENGTH) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
