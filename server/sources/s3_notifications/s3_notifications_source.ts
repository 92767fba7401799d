/**
 * Learns from a queue which objects there are. A message is a batch: it is deleted when everything it leads to is
 * stored, and given back when that failed. It is given up only for what is wrong with it or its objects, and only
 * with a pointer left behind. Several of these may read the same queue at once.
 */
import * as z from 'zod/mini';
import type { NotificationsSettings } from '../../../common/integrations/sources/s3_notifications_settings';
import type { Clock } from '../../clock';
import { asFailure } from '../../failure';
import type { BucketLayout } from '../s3_objects/bucket_layout';
import { objectSelection } from '../s3_objects/object_selection';
import type { S3Objects } from '../s3_objects/s3_objects';
import type { Batch, ReadContext, Source } from '../source';
import { Denials } from '../s3_objects/denials';
import { messageBatch, type MessageContext } from './message_batch';
import { MessagesInWork } from './messages_in_work';
import { MAX_ENTRIES, type NotificationQueue, type QueueMessage } from './notification_queue';

/** No place in the queue, only when it was last found empty. */
const QueueCheckpoint = z.object({ queue_url: z.string(), empty_at: z.number() });
export type QueueCheckpoint = z.infer<typeof QueueCheckpoint>;

export interface S3NotificationsDependencies {
  readonly queue: NotificationQueue;
  /** By the region of the bucket. */
  readonly objectsIn: (region: string) => S3Objects;
  readonly place: S3NotificationsPlace;
  readonly settings: NotificationsSettings;
  /** Without one, that of invocation logs. */
  readonly layout?: BucketLayout;
  readonly clock: Clock;
  readonly random: () => number;
}

export interface S3NotificationsPlace {
  readonly accountId: string;
  /** All regions of the definition: one queue may hear of all of them. */
  readonly regions: readonly string[];
  /** Of the queue. */
  readonly region: string;
}

/** Batches that the run should keep in flight: `number_of_workers`. */
export function s3NotificationsSource(dependencies: S3NotificationsDependencies): Source<QueueCheckpoint> {
  const { settings } = dependencies;
  return {
    parseCheckpoint(stored) {
      const parsed = QueueCheckpoint.safeParse(stored);
      return parsed.success && parsed.data.queue_url === settings.queue_url ? parsed.data : undefined;
    },
    read: (_checkpoint, context) => readQueue(dependencies, context),
  };
}

/** Pause between two receives of an empty queue while messages are still in work. */
const LOOK_AGAIN_MS = 1_000;

async function* readQueue(
  dependencies: S3NotificationsDependencies,
  { signal, now }: ReadContext,
): AsyncGenerator<Batch<QueueCheckpoint>, void, void> {
  const { queue, settings, clock, random } = dependencies;
  const {
    number_of_workers: workers,
    wait_time: waitSeconds,
    visibility_timeout: visibilitySeconds,
  } = settings;
  const work = new MessagesInWork(queue, { visibilityMs: visibilitySeconds * 1_000, clock, random });
  const denials = new Denials();
  const context = messageContext(dependencies, work, denials);

  for (;;) {
    while (work.size >= workers && !signal.aborted) await work.changed(signal);
    if (work.failure !== undefined) throw work.failure;
    if (signal.aborted) return;
    const began = now();
    const messages = await receive(queue, signal, {
      max: Math.min(workers - work.size, MAX_ENTRIES),
      waitSeconds,
      visibilitySeconds,
    });
    for (const message of messages) work.take(message);
    yield* handOut(messages, (message) => messageBatch(message, context), work);
    if (signal.aborted) return;
    if (messages.length > 0) continue;
    if (work.size === 0) {
      const { unreadable } = denials;
      if (unreadable !== undefined) throw unreadable;
      yield { checkpoint: { queue_url: settings.queue_url, empty_at: began }, readUntil: began };
      return;
    }
    await work.changed(signal, LOOK_AGAIN_MS);
  }
}

function messageContext(
  { queue, objectsIn, place, settings, layout, clock, random }: S3NotificationsDependencies,
  work: MessagesInWork,
  denials: Denials,
): MessageContext {
  let redrive: Promise<boolean> | undefined;
  return {
    queueUrl: settings.queue_url,
    buckets: settings.buckets,
    maxReceiveCount: settings.max_receive_count,
    select: objectSelection(
      { accountId: place.accountId, regions: place.regions, fileSelectors: settings.file_selectors },
      layout,
    ),
    objectsOf: ({ region }) =>
      objectsIn(
        settings.bucket_region ??
          // What a message says counts only within what the definition covers.
          (region !== undefined && place.regions.includes(region) ? region : place.region),
      ),
    opening: { clock, random },
    work,
    denials,
    hasRedrive: () => (redrive ??= hasRedrive(queue)),
  };
}

/** Who may not look is treated as if there were no redrive policy: the message is deleted, its pointer stays. */
async function hasRedrive(queue: NotificationQueue): Promise<boolean> {
  try {
    return await queue.hasRedrive();
  } catch (error) {
    const failure = asFailure(error);
    if (failure.code === 'access_denied') return false;
    throw failure;
  }
}

async function receive(
  queue: NotificationQueue,
  signal: AbortSignal,
  request: { readonly max: number; readonly waitSeconds: number; readonly visibilitySeconds: number },
): Promise<readonly QueueMessage[]> {
  try {
    return await queue.receive({ ...request, signal });
  } catch (error) {
    // A long poll that was broken off received nothing, or what comes again by itself.
    if (signal.aborted) return [];
    throw error;
  }
}

/** Yields the messages' batches; what nobody took is given back at once. */
async function* handOut(
  messages: readonly QueueMessage[],
  batchOf: (message: QueueMessage) => Batch<never>,
  work: MessagesInWork,
): AsyncGenerator<Batch<never>, void, void> {
  let handed = 0;
  try {
    for (const message of messages) {
      handed += 1;
      yield batchOf(message);
    }
  } finally {
    // Where this fails they come again when their time has run out.
    await Promise.allSettled(messages.slice(handed).map((message) => work.letGo(message, 0)));
  }
}
