/**
 * Sending, one message or up to ten.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
import * as z from 'zod';
import { AwsError } from '../protocol/errors';
import { jsonOperation, type JsonOperation } from '../protocol/json_protocol';
import type { Call } from '../protocol/service';
import { BatchId, eachEntry } from './batch';
import type { Queue } from './queue';
import { maximumMessageBytes } from './queue_attributes';
import { invalidParameterValue, type QueueLookup } from './queue_lookup';

const Message = z.object({
  MessageBody: z.string().min(1),
  DelaySeconds: z.int().min(0).max(900).optional(),
  MessageAttributes: z.record(z.string(), z.unknown()).optional(),
});
const Url = z.object({ QueueUrl: z.string() });
const invalid = 'InvalidParameterValue';

export const sendOperations = (lookup: QueueLookup): Readonly<Record<string, JsonOperation>> => ({
  SendMessage: jsonOperation(Url.extend(Message.shape), invalid, (input, call) =>
    send(lookup(input.QueueUrl, 'sqs:SendMessage', call), input, call),
  ),
  SendMessageBatch: jsonOperation(
    Url.extend({ Entries: z.array(Message.extend(BatchId.shape)) }),
    invalid,
    (input, call) => {
      const queue = lookup(input.QueueUrl, 'sqs:SendMessage', call);
      return eachEntry(input.Entries, call.imitates('partial_failure'), (entry) => send(queue, entry, call));
    },
  ),
});

function send(queue: Queue, input: z.output<typeof Message>, call: Call): object {
  if (input.MessageAttributes !== undefined) {
    throw new AwsError('UnsupportedOperation', 'The local AWS keeps no message attributes.');
  }
  if (Buffer.byteLength(input.MessageBody) > maximumMessageBytes) {
    throw invalidParameterValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${maximumMessageBytes} bytes.`,
    );
  }
  const message = queue.send(input.MessageBody, {
    senderId: call.principal.userId,
    now: call.now(),
    delaySeconds: input.DelaySeconds,
  });
  return { MessageId: message.id, MD5OfMessageBody: message.md5 };
}
