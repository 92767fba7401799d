/**
 * A message as a batch: what of it is read, rejected or skipped, and what becomes of the message afterwards.
 */
import { backoffMs } from '../../backoff';
import { asFailure, Failure } from '../../failure';
import type { SkippedReason } from '../../transforms/outcome';
import type { ObjectSelection } from '../s3_objects/object_selection';
import { openObject, type OpeningDependencies, rejectedObject } from '../s3_objects/open_object';
import type { S3Objects } from '../s3_objects/s3_objects';
import type { Batch, ObjectToRead, OpenedObject, RejectedRecord } from '../source';
import { type Denials, isDenial } from '../s3_objects/denials';
import { countSkipped, type NotifiedObject, readMessage } from './message_body';
import type { MessagesInWork } from './messages_in_work';
import type { QueueMessage } from './notification_queue';

export interface MessageContext {
  readonly queueUrl: string;
  /** The only buckets that are followed. */
  readonly buckets: readonly string[];
  readonly maxReceiveCount: number;
  readonly select: ObjectSelection;
  readonly objectsOf: (object: NotifiedObject) => S3Objects;
  readonly opening: Omit<OpeningDependencies, 'objects'>;
  readonly work: MessagesInWork;
  readonly denials: Denials;
  /** Whether SQS itself moves messages away that were received too often. Rejects with a `Failure`. */
  readonly hasRedrive: () => Promise<boolean>;
}

/** Wrong with one object for now; the others may be fine. */
const OF_ONE_OBJECT: ReadonlySet<string> = new Set(['download_broken', 'object_missing', 'object_replaced']);

/** Soon, so that a run that goes on meets it again; then less and less often. */
const OBJECT_BACKOFF = { baseMs: 1_000, maxMs: 900_000 };
/** Steeper: while nothing can be stored, or read, each receipt is one of the few that a redrive policy allows. */
const STORE_BACKOFF = { baseMs: 5_000, maxMs: 900_000 };

export function messageBatch(message: QueueMessage, context: MessageContext): Batch<never> {
  const { work, denials, opening } = context;
  const content = readMessage(message.body);
  const skipped: Partial<Record<SkippedReason, number>> = {};
  countSkipped(skipped, content.skipped);
  const rejected: RejectedRecord[] = content.unreadable > 0 ? [unreadable(message, context.queueUrl)] : [];
  const objects: ObjectToRead[] = [];
  /** Of this batch's objects; what else is released for is not theirs. */
  const failures = new WeakSet<Failure>();
  for (const object of content.objects) {
    if (!context.buckets.includes(object.bucket)) {
      rejected.push(rejectedObject(object, 'outside_definition'));
      continue;
    }
    const reason = context.select(object.key, object.size);
    if (reason === undefined)
      objects.push({ open: (signal) => openNotified(object, message, context, failures, signal) });
    else countSkipped(skipped, { [reason]: 1 });
  }
  const isPoison = objects.length === 0 && content.unreadable > 0;

  return {
    objects,
    rejected,
    skipped,
    async acknowledge() {
      // A poison message belongs into the dead-letter queue where there is one: people look for it there.
      if (isPoison && (await context.hasRedrive()))
        return work.letGo(message, backoffSeconds(message.receiveCount, OBJECT_BACKOFF, opening.random));
      await work.done(message);
    },
    async release(failure) {
      const isOwn = failures.has(failure);
      const { receiveCount } = message;
      // Asked to stop, not failed: others may have it at once.
      if (failure.code === 'stopped') await work.letGo(message, 0);
      else if (
        isOwn &&
        (!isDenial(failure) || content.objects.some(({ bucket }) => denials.isReadable(bucket)))
      )
        await work.letGo(message, backoffSeconds(receiveCount, OBJECT_BACKOFF, opening.random));
      else await work.letGo(message, backoffSeconds(2 * receiveCount - 1, STORE_BACKOFF, opening.random));
      if (!isOwn || !(OF_ONE_OBJECT.has(failure.code) || isDenial(failure))) return 'end_run';
      return denials.isEverythingDenied ? 'end_run' : 'go_on';
    },
  };
}

async function openNotified(
  object: NotifiedObject,
  { receiveCount }: QueueMessage,
  context: MessageContext,
  failures: WeakSet<Failure>,
  signal: AbortSignal,
): Promise<OpenedObject | RejectedRecord> {
  const { denials, opening } = context;
  try {
    const opened = await openObject(object, { ...opening, objects: context.objectsOf(object) }, signal);
    if (!('chunks' in opened)) return opened;
    denials.read(object.bucket);
    return { ...opened, chunks: noting(opened.chunks, failures) };
  } catch (error) {
    const failure = asFailure(error);
    failures.add(failure);
    if (!isDenial(failure)) throw failure;
    denials.denied(object.bucket, failure);
    const isLast = receiveCount >= context.maxReceiveCount && denials.isReadable(object.bucket);
    if (isLast && !(await context.hasRedrive())) return rejectedObject(object, 'access_denied');
    throw failure;
  }
}

/** Passes chunks on and remembers what they end with. */
async function* noting(
  chunks: AsyncIterable<Uint8Array>,
  failures: WeakSet<Failure>,
): AsyncGenerator<Uint8Array, void, void> {
  try {
    yield* chunks;
  } catch (error) {
    if (error instanceof Failure) failures.add(error);
    throw error;
  }
}

const backoffSeconds = (
  count: number,
  backoff: { readonly baseMs: number; readonly maxMs: number },
  random: () => number,
): number => Math.ceil(backoffMs(Math.max(1, count), backoff, random) / 1_000);

const unreadable = ({ id, sentAt, body }: QueueMessage, queueUrl: string): RejectedRecord => ({
  pointer: { kind: 'queue_message', queue_url: queueUrl, message_id: id, sent_at: sentAt },
  length: Buffer.byteLength(body),
  reasons: ['unreadable_message'],
});
