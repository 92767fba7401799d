/**
 * ReceiveMessage with long polling: answers as soon as a message is visible, empty when the wait is over.
 * The wait passes in real time, since it keeps a connection open; visibility goes by the injected clock.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
import * as z from 'zod';
import { AwsError } from '../protocol/errors';
import { jsonOperation, type JsonOperation } from '../protocol/json_protocol';
import type { Call } from '../protocol/service';
import type { Message } from './message';
import type { Queue } from './queue';
import type { QueueLookup } from './queue_lookup';

export type Sleep = (ms: number, signal: AbortSignal) => Promise<void>;

/** How soon a waiting receive notices that the clock was turned past a message's invisibility. */
const lookAgainMs = 200;

const between = (name: string, low: number, high: number) =>
  z
    .int()
    .refine((value) => value >= low && value <= high, {
      message: `Value for parameter ${name} is invalid. Reason: Must be between ${low} and ${high}, if provided.`,
    })
    .optional();

const Input = z.object({
  QueueUrl: z.string(),
  MaxNumberOfMessages: between('MaxNumberOfMessages', 1, 10),
  VisibilityTimeout: between('VisibilityTimeout', 0, 43_200),
  WaitTimeSeconds: between('WaitTimeSeconds', 0, 20),
  AttributeNames: z.array(z.string()).default([]),
  MessageSystemAttributeNames: z.array(z.string()).default([]),
});

const overLimit = (): AwsError => new AwsError('OverLimit', 'Too many messages are in flight.', 403);

export const receiveMessage = (lookup: QueueLookup, sleep: Sleep): JsonOperation =>
  jsonOperation(Input, 'InvalidParameterValue', async (input, call) => {
    const queue = lookup(input.QueueUrl, 'sqs:ReceiveMessage', call);
    if (queue.attributes.kmsKeyArn !== undefined) call.authorize('kms:Decrypt', queue.attributes.kmsKeyArn);
    if (call.imitates('over_limit')) throw overLimit();
    const waitMs = (input.WaitTimeSeconds ?? queue.attributes.waitSeconds) * 1000;
    const visibility = input.VisibilityTimeout ?? queue.attributes.visibilityTimeoutSeconds;
    const take = (): readonly Message[] => {
      if (call.signal.aborted || call.imitates('empty_pages')) return [];
      const messages = queue.receive(input.MaxNumberOfMessages ?? 1, visibility, call.now());
      if (messages !== undefined) return messages;
      throw overLimit();
    };
    const atOnce = take();
    const isWorthWaiting = atOnce.length === 0 && waitMs > 0;
    const messages = isWorthWaiting ? await waitForMessages(queue, take, { waitMs, sleep, call }) : atOnce;
    const wanted = new Set([...input.AttributeNames, ...input.MessageSystemAttributeNames]);
    return messages.length === 0 ? {} : { Messages: messages.map((message) => describe(message, wanted)) };
  });

async function waitForMessages(
  queue: Queue,
  take: () => readonly Message[],
  { waitMs, sleep, call }: { waitMs: number; sleep: Sleep; call: Call },
): Promise<readonly Message[]> {
  const finished = new AbortController();
  const signal = AbortSignal.any([call.signal, finished.signal]);
  // A sleep is cut short by `finished` or by a client that hung up; both only end the wait.
  const pause = (ms: number): Promise<void> => sleep(ms, signal).catch(() => undefined);
  let isOver = false;
  const end = pause(waitMs).then(() => {
    isOver = true;
  });
  try {
    for (;;) {
      let stopListening = (): void => undefined;
      const change = new Promise<void>((resolve) => {
        stopListening = queue.onChange(resolve);
      });
      await Promise.race(queue.hides ? [change, end, pause(lookAgainMs)] : [change, end]);
      stopListening();
      const messages = take();
      if (messages.length > 0 || isOver) return messages;
    }
  } finally {
    finished.abort();
  }
}

function describe(message: Message, wanted: ReadonlySet<string>): object {
  const all = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  };
  const attributes = Object.entries(all).filter(([name]) => wanted.has('All') || wanted.has(name));
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    MD5OfBody: message.md5,
    Body: message.body,
    ...(attributes.length === 0 ? {} : { Attributes: Object.fromEntries(attributes) }),
  };
}
